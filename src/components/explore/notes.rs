//! What is to be known of the selection: what could not be applied, that it is partial, why it could not be made.

use leptos::prelude::*;

use super::filter_chips::ClearButton;
use crate::components::common::failure_note::FailureNote;
use crate::filters::{Filter, filters};
use crate::i18n::fill;
use crate::i18n::filter_words::filter_label;
use crate::queries::explore::Explorer;
use crate::reactive::{dynamic, memo};
use crate::state::preferences::{Preferences, tr};
use crate::state::session::Session;

/// The notes above the list.
#[component]
pub fn Notes() -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let reading_failed = memo(move || session.reading_failure());
    let failed = move || explorer.found.failure.get().filter(|_| reading_failed.with(Option::is_none));
    let is_stale = memo(move || explorer.found.answer.with(Option::is_some));
    let partial = memo(move || session.basis.with(|basis| basis.indexing));
    let absent = memo(move || explorer.found.read(|summary| summary.absent.clone()).unwrap_or_default());
    let absent = move || {
        let words = preferences.messages();
        let names = absent.with(|absent| {
            let names = absent.iter().map(|absent| filter_label(words, &Filter::from(absent.clone())));
            names.collect::<Vec<_>>().join(words.shell.list_joint)
        });
        (!names.is_empty() && !partial.get()).then(|| {
            let text = fill(words.explore.absent, &[("names", &names)]);
            view! { <p class="note note--fault" role="status">{text}</p> }
        })
    };
    view! {
        {dynamic(move || reading_failed.get().map(|failure| view! { <FailureNote failure /> }))}
        {dynamic(move || failed().map(|failure| view! {
            <FailureNote failure />
            {is_stale.get().then(|| view! { <p class="note" role="status">{tr(|m| m.explore.stale)}</p> })}
        }))}
        {dynamic(move || partial.get().then(|| view! { <p class="note" role="status">{tr(|m| m.explore.partial)}</p> }))}
        {dynamic(absent)}
    }
}

/// Stands in the place of the list where no question passes the filters.
#[component]
pub fn NoneFound() -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let preferences = expect_context::<Preferences>();
    let in_force = memo(move || {
        let all = explorer.wanted.selection.with(filters);
        all.into_iter().filter(|filter| explorer.applies(filter)).collect::<Vec<_>>()
    });
    let names = move || {
        let words = preferences.messages();
        let labels =
            in_force.with(|filters| filters.iter().map(|filter| filter_label(words, filter)).collect::<Vec<_>>());
        labels.into_iter().map(|label| view! { <li>{label}</li> }).collect_view()
    };
    move || {
        if in_force.with(Vec::is_empty) {
            return view! { <p class="hint">{tr(|m| m.explore.none_at_all)}</p> }.into_any();
        }
        view! {
            <div class="none-found" role="status">
                <p>{tr(|m| m.explore.none_found)}</p>
                <ul class="plain-list">{dynamic(names)}</ul>
                <p><ClearButton /></p>
            </div>
        }
        .into_any()
    }
}
