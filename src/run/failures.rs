//! What has been answered and what has failed.

use leptos::ev;
use leptos::prelude::*;

use super::figures::{by_kind, letter_line, share_percent};
use super::preview::{ANSWERS_LISTED, answers, failures};
use super::tasks::RunContext;
use crate::explore::route::ExploreRoute;
use crate::format::integer;
use crate::i18n::fill;
use crate::i18n::words::run_faults::{failure_words, kind_named, kind_words};
use crate::reactive::{Loadable, dynamic, dynamic_text, memo};
use crate::shell::address::Route;
use crate::shell::preferences::{Preferences, tr};
use engine::endpoint::EndpointError;
use engine::local::LocalError;
use engine::run::RunFailure;
use protocol::Listed;
use protocol::run::{AnsweredQuestion, FailedQuestion};

/// Questions named for a kind of failure.
const MOST: usize = 30;

/// Tries that failed since the run began or went on, by kind; most are tried again.
#[component]
pub fn Faults() -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let faults =
        memo(move || context.session.run.with(|run| run.as_ref().map(|run| run.faults.clone()).unwrap_or_default()));
    let said = memo(move || {
        context.session.run.with(|run| match run.as_ref()?.last_fault.as_ref()? {
            RunFailure::Endpoint(EndpointError { detail, .. }) | RunFailure::Local(LocalError { detail, .. }) => {
                Some(detail.clone()).filter(|detail| !detail.is_empty())
            }
            RunFailure::Picture(_) => None,
        })
    });
    let rows = move || {
        let language = preferences.language.get();
        let row = |(kind, number): (String, u32)| {
            let words = kind_named(&kind).and_then(|kind| kind_words(language, kind));
            let (what, next) = words.map_or((kind, ""), |words| (words.what, words.next));
            view! { <li><strong>{integer(number.into())} " × "</strong> {what} " " <span class="muted">{next}</span></li> }
        };
        faults.get().into_iter().map(row).collect_view()
    };
    let last = move || said.get().map(|text| fill(preferences.messages().run_now.last_fault, &[("text", &text)]));
    move || {
        (!faults.with(Vec::is_empty)).then(|| {
            view! {
                <details class="run__more">
                    <summary>{tr(|m| m.run_now.faults_title)}</summary>
                    <p class="form__hint">{tr(|m| m.run_now.faults_about)}</p>
                    <ul class="run__list">{dynamic(rows)}</ul>
                    <p class="run__said">{dynamic(last)}</p>
                </details>
            }
        })
    }
}

/// Questions that failed for good, grouped by why.
#[component]
pub fn FailedQuestions() -> impl IntoView {
    let context = RunContext::of_page();
    let loaded = failures(context.session);
    move || match loaded.get() {
        Loadable::Ready(Listed { total, rows }) if total > 0 => Some(view! { <Groups total rows /> }),
        _ => None,
    }
}

#[component]
fn Groups(total: u32, rows: Vec<FailedQuestion>) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let listed = rows.len();
    let more = move || {
        let more = (total as usize).saturating_sub(listed);
        (more > 0).then(|| fill(preferences.messages().run_now.failures_more, &[("n", &integer(more as u64))]))
    };
    let groups = by_kind(rows).into_iter().map(|rows| view! { <KindGroup rows /> }).collect_view();
    view! {
        <h3 class="section__subtitle">{tr(|m| m.run_now.failures_title)}</h3>
        {groups}
        <p class="muted">{dynamic(more)}</p>
    }
}

#[component]
fn KindGroup(rows: Vec<FailedQuestion>) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let number = rows.len();
    let first = rows.first().map(|row| row.failure.clone());
    let detail = first.as_ref().and_then(|failure| match failure {
        RunFailure::Endpoint(error) if !error.detail.is_empty() => Some(error.detail.clone()),
        _ => None,
    });
    let said = move || detail.as_ref().map(|text| fill(preferences.messages().run.test_said, &[("text", text)]));
    let words = memo(move || {
        let words = first.as_ref().map(|failure| failure_words(preferences.language.get(), failure));
        words.map_or_else(Default::default, |words| (words.what, words.next))
    });
    let links = rows
        .into_iter()
        .take(MOST)
        .map(|question| {
            let tries =
                move || fill(preferences.messages().run_now.failures_tries, &[("n", &integer(question.tries.into()))]);
            let name = match question.row {
                Some(row) => {
                    let address = Route::Explore(ExploreRoute::of_row(row)).to_string();
                    view! { <a href=address title=tries>{question.index}</a> }.into_any()
                }
                None => view! { <span title=tries>{question.index}</span> }.into_any(),
            };
            view! { <li>{name}</li> }
        })
        .collect_view();
    view! {
        <div class="run__failure">
            <p class="note__what"><span aria-hidden="true">"✕ "</span>{integer(number as u64)} " × " {dynamic_text(move || words.get().0)}</p>
            <p>{dynamic_text(move || words.get().1)}</p>
            <p class="run__said">{dynamic(said)}</p>
            <ul class="run__indices">{links}</ul>
        </div>
    }
}

/// The last answers in the order of the run, asked for once they are to be seen.
#[component]
pub fn Answered() -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let open = RwSignal::new(false);
    let loaded = answers(context.session, open);
    let has_answers = memo(move || {
        context.session.run.with(|run| run.as_ref().is_some_and(|run| run.judging.is_none() && run.tally.answered > 0))
    });
    let toggled = move |event: ev::Event| {
        open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    let rows = move || match loaded.get() {
        Loadable::Ready(rows) => rows.into_iter().map(|answer| row(preferences, answer)).collect_view().into_any(),
        _ => view! { <li class="muted">{tr(|m| m.shell.loading)}</li> }.into_any(),
    };
    let about = move || fill(preferences.messages().local.answers_last, &[("n", &ANSWERS_LISTED.to_string())]);
    move || {
        has_answers.get().then(|| {
            view! {
                <details class="run__more" on:toggle=toggled>
                    <summary>{tr(|m| m.local.answers_title)}</summary>
                    <p class="form__hint">{dynamic(about)}</p>
                    <ul class="run__list run__answers" tabindex="0" aria-label=tr(|m| m.local.answers_title)>{dynamic(rows)}</ul>
                </details>
            }
        })
    }
}

/// Index and prediction; the probabilities of the letters where the model tells.
fn row(preferences: Preferences, answer: AnsweredQuestion) -> impl IntoView {
    let AnsweredQuestion { index, row, prediction, letters, .. } = answer;
    let address = row.map(|row| Route::Explore(ExploreRoute::of_row(row)).to_string());
    let scores = letters.map(|letters| {
        let any = move || {
            let share = share_percent(letters.choice_mass);
            fill(preferences.messages().local.any_letter, &[("share", &share)])
        };
        view! { <p class="form__hint">{letter_line(&letters)} " · " {dynamic(any)}</p> }
    });
    view! {
        <li>
            <a href=address>{index}</a>
            ": "
            {prediction}
            {scores}
        </li>
    }
}
