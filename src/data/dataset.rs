//! The loaded dataset: how far it has been read, its files, columns, and what was found in them.

use leptos::prelude::*;

use super::source::{Fetched, SaveIndex};
use super::verification::VerificationTable;
use crate::format::{bytes, duration, integer, speed, whole_percent};
use crate::i18n::{Messages, dataset_fault, fill};
use crate::reactive::{dynamic, handler, memo};
use crate::shell::notices::{Notices, cancel_indexing, close_dataset};
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::text::FailureNote;
use protocol::{DatasetState, Phase};

/// Parts, progress, columns and what was noted.
#[component]
pub fn DatasetPanel() -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let preferences = expect_context::<Preferences>();
    let name = move || session.dataset.with(|dataset| dataset.as_ref().map(|dataset| dataset.name.clone()));
    let failure = memo(move || session.reading_failure());
    let refusal = memo(move || session.dataset.with(|dataset| dataset.as_ref()?.refusal.clone()));
    let has_rows = memo(move || session.rows.get() > 0);
    let explore = move || {
        has_rows.get().then(|| {
            view! {
                <a class="button button--primary" href="#/explore?row=0">{tr(|m| m.shell.step_explore)}</a>
            }
        })
    };
    let refused = move || {
        let refusal = refusal.get()?;
        let language = preferences.language.get();
        let words = language.messages();
        let fault = session.parts.with(|parts| dataset_fault(language, &refusal, parts));
        Some(view! {
            <div class="note note--fault" role="alert">
                <p class="note__what">{fill(words.data.dataset_refusal, &[("why", &fault)])}</p>
                <p class="note__next">{words.data.dataset_refusal_next}</p>
            </div>
        })
    };
    view! {
        <section class="section section--framed">
            <div class="section__head">
                <h2 class="section__title">{dynamic(name)}</h2>
                <div class="actions">
                    {dynamic(explore)}
                    <button type="button" class="button" on:click=handler(move |_| close_dataset(session, notices))>
                        {tr(|m| m.shell.close_dataset)}
                    </button>
                </div>
            </div>
            <Progress />
            <Fetched />
            {dynamic(move || failure.get().map(|failure| view! { <FailureNote failure /> }))}
            {dynamic(refused)}
            <Parts />
            <VerificationTable />
            <SaveIndex />
            <Columns />
            <Findings />
        </section>
    }
}

/// The column names in file order.
#[component]
pub fn Columns() -> impl IntoView {
    let session = expect_context::<Session>();
    let columns = memo(move || {
        session.dataset.with(|dataset| dataset.as_ref().map_or_else(Vec::new, |dataset| dataset.columns.clone()))
    });
    let items = move || columns.get().into_iter().map(|name| view! { <li><code>{name}</code></li> }).collect_view();
    view! {
        <h3 class="section__subtitle">{tr(|m| m.data.columns_title)}</h3>
        <ul class="tags">{dynamic(items)}</ul>
    }
}

/// Name and size of each file, in order.
#[component]
pub fn Parts() -> impl IntoView {
    let session = expect_context::<Session>();
    let parts = memo(move || {
        session.dataset.with(|dataset| dataset.as_ref().map_or_else(Vec::new, |dataset| dataset.parts.clone()))
    });
    let rows = move || {
        parts
            .get()
            .into_iter()
            .map(|part| {
                view! {
                    <li class="files__file">
                        <span class="files__name">{part.name}</span>
                        <span class="files__size">{bytes(part.bytes)}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <h3 class="section__subtitle">{tr(|m| m.data.parts_title)}</h3>
        <ol class="files">{dynamic(rows)}</ol>
    }
}

/// Each finding as a sentence with its place.
#[component]
pub fn Findings() -> impl IntoView {
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let findings = memo(move || {
        session.dataset.with(|dataset| {
            dataset.as_ref().map_or_else(Default::default, |dataset| (dataset.findings.clone(), dataset.finding_count))
        })
    });
    let items = move || {
        let language = preferences.language.get();
        let parts = session.parts.get();
        findings.with(|(findings, _)| {
            findings.iter().map(|fault| view! { <li>{dataset_fault(language, fault, &parts)}</li> }).collect_view()
        })
    };
    let more = move || {
        let more = findings.with(|(shown, count)| count.saturating_sub(u64::try_from(shown.len()).unwrap_or(u64::MAX)));
        (more > 0).then(|| {
            view! {
                <p class="findings__more">{fill(preferences.messages().data.findings_more, &[("n", &integer(more))])}</p>
            }
        })
    };
    let none = move || findings.with(|(findings, _)| findings.is_empty());
    view! {
        <h3 class="section__subtitle">{tr(|m| m.data.findings_title)}</h3>
        {dynamic(move || none().then(|| view! { <p class="muted">{tr(|m| m.data.findings_none)}</p> }))}
        <ul class="findings">{dynamic(items)}</ul>
        {dynamic(more)}
    }
}

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
