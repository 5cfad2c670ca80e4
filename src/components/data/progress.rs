//! How far reading has come.

use leptos::prelude::*;

use crate::format::{bytes, duration, integer, speed, whole_percent};
use crate::i18n::{Messages, fill};
use crate::reactive::{dynamic, handler, memo};
use crate::state::notices::Notices;
use crate::state::preferences::{Preferences, tr};
use crate::state::session::Session;
use crate::tasks::close::cancel_indexing;
use protocol::{DatasetState, Phase};

/// Phase, rows, bytes, speed, time left and memory, with a way to stop.
#[component]
pub fn Progress() -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let preferences = expect_context::<Preferences>();
    let indexing = memo(move || session.basis.with(|basis| basis.indexing));
    let figures = move || {
        let words = preferences.messages();
        session.dataset.with(|dataset| dataset.as_deref().map_or_else(Vec::new, |dataset| figures(dataset, words)))
    };
    let done = memo(move || {
        session.dataset.with(|dataset| {
            dataset.as_deref().map_or(0, |dataset| whole_percent(dataset.bytes_done, dataset.bytes_total))
        })
    });
    let phase = memo(move || {
        let words = preferences.messages();
        session.dataset.with(|dataset| dataset.as_deref().map_or("", |dataset| phase(dataset, words)))
    });
    view! {
        <div class="progress">
            <div class="progress__line">
                <p class="progress__phase" role="status">{phase}</p>
                {dynamic(move || {
                    indexing.get().then(|| view! {
                        <button type="button" class="button" on:click=handler(move |_| cancel_indexing(session, notices))>
                            {tr(|m| m.shell.cancel)}
                        </button>
                    })
                })}
            </div>
            {dynamic(move || {
                indexing.get().then(|| view! {
                    <progress class="progress__bar" max="100" value=done aria-label=tr(|m| m.data.phase_indexing)></progress>
                })
            })}
            <dl class="figures">
                {dynamic(move || {
                    figures()
                        .into_iter()
                        .map(|(name, figure)| view! { <div class="figures__item"><dt>{name}</dt><dd>{figure}</dd></div> })
                        .collect_view()
                })}
            </dl>
        </div>
    }
}

fn phase(dataset: &DatasetState, words: &'static Messages) -> &'static str {
    match &dataset.phase {
        Phase::Complete if dataset.restored => words.recent.restored,
        Phase::Indexing => words.data.phase_indexing,
        Phase::Complete => words.data.phase_complete,
        Phase::Cancelled => words.data.phase_cancelled,
        Phase::Failed(_) => words.data.phase_failed,
    }
}

fn figures(dataset: &DatasetState, words: &'static Messages) -> Vec<(&'static str, String)> {
    let (done, total) = (bytes(dataset.bytes_done), bytes(dataset.bytes_total));
    let mut figures = vec![
        (words.data.figure_rows, integer(dataset.rows.into())),
        (words.data.figure_read, fill(words.data.figure_of, &[("done", &done), ("total", &total)])),
        (words.data.figure_speed, speed(dataset.bytes_per_second)),
    ];
    if let (Phase::Indexing, Some(seconds)) = (&dataset.phase, dataset.seconds_left) {
        figures.push((words.data.figure_time_left, duration(seconds, words.shell.duration)));
    }
    figures.push((words.data.figure_memory, bytes(dataset.memory_bytes)));
    let answers = if dataset.has_answers { words.shell.yes } else { words.shell.no };
    figures.push((words.data.figure_answers, answers.to_owned()));
    figures
}
