//! The loaded dataset, always in view.

use leptos::prelude::*;

use crate::components::common::bar::Bar;
use crate::components::common::icon::{Icon, IconView};
use crate::format::{integer, whole_percent};
use crate::i18n::fill;
use crate::reactive::{dynamic, dynamic_text, dynamic_value, handler, memo};
use crate::state::notices::Notices;
use crate::state::preferences::{Preferences, tr};
use crate::state::session::Session;
use crate::tasks::close::{cancel_indexing, close_dataset};
use protocol::{DatasetState, Phase};
use web::focus::catch_focus;

/// Name, number of questions, progress of indexing, and a way to stop or remove it.
#[component]
pub fn DatasetChip() -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let preferences = expect_context::<Preferences>();
    // The button that closes the dataset goes with it.
    on_cleanup(|| catch_focus("main"));
    let with = move |read: fn(&DatasetState) -> String| {
        session.dataset.with(|dataset| dataset.as_deref().map_or_else(String::new, read))
    };
    let indexing = memo(move || session.basis.with(|basis| basis.indexing));
    let done = memo(move || session.dataset.with(|dataset| dataset.as_deref().map_or(0, done_percent)));
    let state = move || {
        let words = preferences.messages();
        session.dataset.with(|dataset| match dataset.as_deref().map(|dataset| &dataset.phase) {
            Some(Phase::Indexing) => fill(words.shell.chip_indexing, &[("percent", &done.get().to_string())]),
            Some(Phase::Cancelled) => words.shell.chip_cancelled.to_owned(),
            Some(Phase::Failed(_)) => words.shell.chip_failed.to_owned(),
            Some(Phase::Complete) | None => String::new(),
        })
    };
    let count =
        move || fill(preferences.messages().shell.chip_questions, &[("n", &integer(session.rows.get().into()))]);
    #[expect(clippy::cast_precision_loss, reason = "a percentage")]
    let share = Signal::derive(move || done.get() as f64 / 100.0);
    view! {
        <span class="chip">
            <a class="chip__link" href="#/data" title=dynamic_value(move || with(|dataset| dataset.name.clone()))>
                <span class="chip__name">{dynamic_text(move || with(|dataset| dataset.name.clone()))}</span>
                <span class="chip__figure">{dynamic(count)}</span>
                <span class="chip__state">{dynamic(state)}</span>
                {dynamic(move || indexing.get().then(|| view! { <Bar share /> }))}
            </a>
            {dynamic(move || {
                if indexing.get() {
                    view! {
                        <button type="button" class="chip__action" on:click=handler(move |_| cancel_indexing(session, notices))>
                            {tr(|m| m.shell.cancel)}
                        </button>
                    }
                    .into_any()
                } else {
                    view! {
                        <button
                            type="button"
                            class="chip__action"
                            aria-label=tr(|m| m.shell.close_dataset)
                            title=tr(|m| m.shell.close_dataset)
                            on:click=handler(move |_| close_dataset(session, notices))
                        >
                            <IconView icon=Icon::Close />
                        </button>
                    }
                    .into_any()
                }
            })}
        </span>
    }
}

fn done_percent(dataset: &DatasetState) -> u64 {
    whole_percent(dataset.bytes_done, dataset.bytes_total)
}
