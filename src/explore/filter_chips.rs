//! The filters in force, each with a way to remove it, and notes about the selection.

use leptos::prelude::*;

use super::filters::{Filter, filters, toggle};
use super::state::{Explorer, Filtering};
use super::toolbar::PanelButton;
use crate::data::recent::Recent;
use crate::i18n::fill;
use crate::i18n::filter_words::filter_label;
use crate::reactive::{dynamic, handler, memo};
use crate::shell::navigation::Navigation;
use crate::shell::notices::Notices;
use crate::shell::opening::try_sample;
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::button::FileButton;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reopen::Reopen;
use crate::ui::text::FailureNote;
use engine::selection::Selection;

/// Chips shown; of more only the number is told.
const MOST: usize = 12;

/// A chip a filter, and a button that clears all.
#[component]
pub fn FilterChips() -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let preferences = expect_context::<Preferences>();
    let all = memo(move || explorer.params.selection.with(filters));
    let some = memo(move || all.with(|all| !all.is_empty()));
    let first = move || all.with(|all| all.iter().take(MOST).cloned().collect::<Vec<_>>());
    let more = move || {
        let more = all.with(Vec::len).saturating_sub(MOST);
        (more > 0).then(|| fill(preferences.messages().explore.more_filters, &[("n", &more.to_string())]))
    };
    move || {
        some.get().then(|| {
            view! {
                <div class="filter-chips" role="group" aria-label=tr(|m| m.explore.active_filters)>
                    <For each=first key=Filter::clone let:filter>
                        <FilterChip filter />
                    </For>
                    <span class="filter-chips__more">{dynamic(more)}</span>
                    <ClearButton />
                </div>
            }
        })
    }
}

#[component]
fn FilterChip(filter: Filter) -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let filtering = expect_context::<Filtering>();
    let preferences = expect_context::<Preferences>();
    let filter = StoredValue::new(filter);
    let label = Signal::derive(move || filter.with_value(|filter| filter_label(preferences.messages(), filter)));
    let name = move || fill(preferences.messages().explore.remove_filter, &[("filter", &label.get())]);
    let idle = move || filter.with_value(|filter| !explorer.applies(filter));
    let remove = move |_| filtering.change(|explore| toggle(&mut explore.selection, filter.get_value()));
    view! {
        <button type="button" class="filter-chip" class:filter-chip--idle=idle aria-label=name title=name on:click=remove>
            <span class="filter-chip__name">{label}</span>
            <IconView icon=Icon::Close />
        </button>
    }
}

/// Clears all filters.
#[component]
pub fn ClearButton() -> impl IntoView {
    let filtering = expect_context::<Filtering>();
    let clear = move |_| filtering.change(|explore| explore.selection = Selection::default());
    view! { <button type="button" class="link" on:click=clear>{tr(|m| m.explore.clear_all)}</button> }
}

/// The notes above the list.
#[component]
pub fn Notes() -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let reading_failed = memo(move || session.reading_failure());
    let failed = move || explorer.result.failure.get().filter(|_| reading_failed.with(Option::is_none));
    let is_stale = memo(move || explorer.result.answer.with(Option::is_some));
    let partial = memo(move || session.basis.with(|basis| basis.indexing));
    let absent = memo(move || explorer.result.read(|summary| summary.absent.clone()).unwrap_or_default());
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
        let all = explorer.params.selection.with(filters);
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

/// What this is, how to open data, and the published numbers of questions.
#[component]
pub fn Published(
    /// Whether the filters are shown.
    panel_open: RwSignal<bool>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let navigation = expect_context::<Navigation>();
    let explorer = expect_context::<Explorer>();
    view! {
        <div class="published">
            <div class="page page--narrow">
                <div class="page__head">
                    <PanelButton open=panel_open />
                    <h1 class="page__title">{tr(|m| m.explore.title)}</h1>
                </div>
                <p class="page__lead">{tr(|m| m.explore.published_lead)}</p>
                <div class="actions">
                    <FileButton class="button button--primary" label=Signal::derive(tr(|m| m.data.choose_files))>
                        {tr(|m| m.data.choose_files)}
                    </FileButton>
                    <button type="button" class="button" on:click=handler(move |_| try_sample(session, notices, navigation))>
                        {tr(|m| m.data.try_sample)}
                    </button>
                </div>
                <Reopen />
                <Recent />
                {dynamic(move || explorer.result.failure.get().map(|failure| view! { <FailureNote failure /> }))}
                <FilterChips />
                <p class="muted">{tr(|m| m.explore.published_counts)}</p>
            </div>
        </div>
    }
}
