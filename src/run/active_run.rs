//! The run that is under way, or has just ended.

use leptos::ev;
use leptos::prelude::*;

use super::answers::Results;
use super::failures::{Answered, FailedQuestions, Faults};
use super::figures::{milliseconds, money};
use super::form::fields::Field;
use super::judge::BothScores;
use super::local::models::LoadingBar;
use super::page::Persistence;
use super::tasks::{RunContext, resume, tell_run};
use crate::format::{DurationUnits, NO_VALUE, duration, integer, percent};
use crate::i18n::words::run_faults::end_words;
use crate::i18n::words::run_fields::field_words;
use crate::i18n::{Explained, Language, Messages, explain, fill};
use crate::reactive::{dynamic, dynamic_value, handler, memo};
use crate::shell::preferences::{Preferences, tr};
use crate::ui::text::{Bar, FailureNote};
use engine::endpoint::EndpointError;
use engine::local::LocalError;
use engine::run::{End, RunFailure};
use protocol::run::{
    CloseRun, Concession, PauseReason, PauseRun, RetryFailed, RunPhase, RunState, SetBudget, StopRun, Wait,
};
use protocol::{Ask, Failure, Missing};
use web::clock::wall_clock;

/// Progress, figures, what can be done, and what has failed.
#[component]
pub fn ActiveRun() -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let run = context.session.run;
    let title = move || {
        let words = preferences.messages().run_now;
        let about = run.with(|run| run.as_ref().map(|run| (run.model.clone(), run.judging.is_some())));
        about.map(|(model, judges)| fill(if judges { words.judge_title } else { words.title }, &[("model", &model)]))
    };
    let share = Signal::derive(move || run.with(|run| run.as_deref().map_or(0.0, share_done)));
    let is_running = memo(move || phase_is(context, |phase| *phase == RunPhase::Running));
    let is_ended = memo(move || phase_is(context, |phase| matches!(phase, RunPhase::Ended(_))));
    let has_answers =
        memo(move || run.with(|run| run.as_ref().is_some_and(|run| run.judging.is_none() && run.tally.answered > 0)));
    let id = memo(move || run.with(|run| run.as_ref().map(|run| run.id.clone())));
    let results = move || {
        let id = id.get().filter(|_| has_answers.get() && !is_running.get());
        id.map(|id| view! { <div class="actions run__results"><Results id is_judge=false /></div> })
    };
    view! {
        <section class="section section--framed run__now" id="run-now" tabindex="-1" aria-label=title>
            <div class="section__head">
                <h2 class="section__title">{dynamic(title)}</h2>
                <Phase />
            </div>
            <Bar share />
            <SpokenProgress />
            {dynamic(move || is_running.get().then(|| view! { <LoadingBar can_cancel=false /> }))}
            <Figures />
            <Controls is_running is_ended />
            {dynamic(move || is_running.get().then(|| view! { <p class="form__hint">{tr(|m| m.run_now.keep_open)}</p> }))}
            <Persistence id=Signal::derive(move || id.get().filter(|_| has_answers.get())) />
            <Why />
            <Notes />
            <BothScores />
            {dynamic(results)}
            <Answered />
            <Faults />
            <FailedQuestions />
        </section>
    }
}

fn phase_is(context: RunContext, test: fn(&RunPhase) -> bool) -> bool {
    context.session.run.with(|run| run.as_ref().is_some_and(|run| test(&run.phase)))
}

#[expect(clippy::cast_precision_loss, reason = "a share is printed with few digits")]
fn share_done(run: &RunState) -> f64 {
    (run.tally.answered + run.tally.failed) as f64 / f64::from(run.questions.max(1))
}

/// Running, paused, waiting, or how it ended.
#[component]
fn Phase() -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let phase = move || {
        let messages = preferences.messages();
        let words = &messages.run_now;
        context.session.run.with(|run| {
            let run = run.as_ref()?;
            Some(match &run.phase {
                RunPhase::Paused(_) => words.phase_paused.to_owned(),
                RunPhase::Ended(End::Finished) => messages.runs.run_complete.to_owned(),
                RunPhase::Ended(End::Stopped) => words.phase_stopped.to_owned(),
                RunPhase::Ended(End::BudgetReached) => words.phase_budget.to_owned(),
                RunPhase::Ended(End::Refused(_) | End::Unreachable(_)) => words.phase_failed.to_owned(),
                RunPhase::Running => match wait(run) {
                    Some((wait, seconds)) => {
                        let sentence = match wait {
                            Wait::InFlight => words.phase_running,
                            Wait::ServerAsks => words.waits_as_asked,
                            Wait::Limit => words.waits_for_limit,
                            Wait::Retry => words.waits_to_try,
                            Wait::Unreachable { .. } => words.waits_for_server,
                        };
                        fill(sentence, &[("time", &duration(seconds, messages.shell.duration))])
                    }
                    None => words.phase_running.to_owned(),
                },
            })
        })
    };
    view! { <span class="muted">{dynamic(phase)}</span> }
}

#[expect(clippy::cast_precision_loss, reason = "times are far below 2^52")]
fn wait(run: &RunState) -> Option<(Wait, f64)> {
    let (wait, until) = run.waits?;
    let seconds = (until as f64 - wall_clock()) / 1000.0;
    (seconds >= 1.0).then_some((wait, seconds))
}

/// Tells screen readers of every tenth, and no more often.
#[component]
fn SpokenProgress() -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let tenth = memo(move || {
        let tenth = |run: &RunState| (run.tally.answered + run.tally.failed) * 10 / (run.questions.max(1) as usize);
        context.session.run.with(|run| run.as_deref().map(tenth))
    });
    let text = move || {
        tenth.with(|_| ());
        let words = preferences.messages().run_now;
        context.session.run.with_untracked(|run| {
            let run = run.as_ref()?;
            Some(counts(words.progress_spoken, run.tally.answered, run.questions, run.tally.failed))
        })
    };
    view! { <p class="unseen" role="status">{dynamic(text)}</p> }
}

/// A sentence with counts of answered, all and failed questions.
pub fn counts(sentence: &str, answered: usize, questions: u32, failed: usize) -> String {
    let number = |count: usize| integer(count as u64);
    fill(
        sentence,
        &[
            ("done", &number(answered)),
            ("answered", &number(answered)),
            ("n", &integer(questions.into())),
            ("failed", &number(failed)),
        ],
    )
}

#[component]
fn Figures() -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let figures = move || {
        let messages = preferences.messages();
        let words = &messages.run_now;
        context.session.run.with(|run| {
            let run = run.as_ref()?;
            let (tally, pace) = (&run.tally, &run.pace);
            let number = |count: usize| integer(count as u64);
            let time = |time: Option<u64>| time.map_or_else(|| NO_VALUE.to_owned(), milliseconds);
            let mut rows = vec![
                (words.done, number(tally.answered)),
                (words.failed, number(tally.failed)),
                (words.left, number(tally.left)),
            ];
            if run.cut > 0 {
                rows.push((words.cut, integer(run.cut.into())));
            }
            if let Some((hits, of)) = run.accuracy {
                let of_words = fill(words.accuracy_of, &[("hits", &integer(hits.into())), ("n", &integer(of.into()))]);
                let is_all = run.phase == RunPhase::Ended(End::Finished);
                let name = if is_all { messages.score.accuracy } else { words.accuracy };
                rows.push((name, format!("{} ({of_words})", percent(hits, of))));
            }
            if !matches!(run.phase, RunPhase::Ended(_)) {
                let rate = format!("{:.1}", pace.per_second);
                rows.push((words.rate, fill(words.rate_value, &[("n", &rate)])));
                rows.push((words.eta, time_left(pace.left, messages.shell.duration)));
                rows.push((words.concurrency, number(tally.in_flight)));
            }
            rows.push((words.latency, format!("{} / {}", time(pace.median), time(pace.slow))));
            if tally.spent > 0.0 || run.budget.is_some() {
                rows.push((words.spent, money(tally.spent)));
            }
            if let Some(budget) = run.budget {
                rows.push((words.remaining, money((budget - tally.spent).max(0.0))));
            }
            let figure = |(name, figure)| view! { <div><dt>{name}</dt><dd>{figure}</dd></div> };
            Some(rows.into_iter().map(figure).collect_view())
        })
    };
    view! { <dl class="run__figures">{dynamic(figures)}</dl> }
}

#[expect(clippy::cast_precision_loss, reason = "times are far below 2^52")]
fn time_left(left: Option<u64>, units: DurationUnits) -> String {
    left.map_or_else(|| NO_VALUE.to_owned(), |left| duration(left as f64 / 1000.0, units))
}

#[component]
fn Controls(is_running: Memo<bool>, is_ended: Memo<bool>) -> impl IntoView {
    let context = RunContext::of_page();
    let tally = memo(move || {
        context.session.run.with(|run| run.as_ref().map_or((0, 0), |run| (run.tally.left, run.tally.failed)))
    });
    // A model in the browser costs nothing.
    let costs = memo(move || context.session.run.with(|run| run.as_ref().is_some_and(|run| run.host.is_some())));
    let can_resume = move || !is_running.get() && tally.get().0 > 0;
    view! {
        <div class="actions run__controls">
            {dynamic(move || is_running.get().then(|| control(context, |m| m.run_now.pause, PauseRun)))}
            {dynamic(move || can_resume().then(|| view! {
                <button type="button" class="button button--primary" on:click=handler(move |_| resume(context))>
                    {tr(|m| m.run_now.resume)}
                </button>
            }))}
            {dynamic(move || (!is_ended.get()).then(|| control(context, |m| m.run_now.stop, StopRun)))}
            {dynamic(move || (tally.get().1 > 0).then(|| control(context, |m| m.run_now.retry_failed, RetryFailed)))}
            {dynamic(move || is_ended.get().then(|| control(context, |m| m.run_now.close_run, CloseRun)))}
            {dynamic(move || costs.get().then(|| view! { <BudgetField /> }))}
        </div>
    }
}

fn control(
    context: RunContext,
    label: fn(&'static Messages) -> &'static str,
    request: impl Ask<Reply = ()> + Clone + 'static,
) -> impl IntoView {
    let press = handler(move |_| tell_run(context, request.clone()));
    view! { <button type="button" class="button" on:click=press>{tr(label)}</button> }
}

/// The budget, which can be changed while the run goes on.
#[component]
fn BudgetField() -> impl IntoView {
    let context = RunContext::of_page();
    let budget = memo(move || context.session.run.with(|run| run.as_ref().and_then(|run| run.budget)));
    let typed = RwSignal::new(None::<String>);
    let text = move || typed.get().or_else(|| budget.get().map(|budget| budget.to_string())).unwrap_or_default();
    let number = move || text().trim().parse::<f64>().ok().filter(|budget| budget.is_finite() && *budget >= 0.0);
    let is_fault = move || !text().trim().is_empty() && number().is_none();
    let preferences = expect_context::<Preferences>();
    let label = move || field_words(preferences.language.get(), Field::Budget).label;
    let set = move |_: ev::MouseEvent| {
        tell_run(context, SetBudget(number()));
        typed.set(None);
    };
    view! {
        <span class="run__budget">
            <label class="choice__label" for="run-budget">{dynamic(label)}</label>
            <input
                id="run-budget"
                class="field"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                aria-invalid=dynamic_value(move || is_fault().then_some("true"))
                prop:value=text
                on:input=move |event| typed.set(Some(event_target_value(&event)))
            />
            <button type="button" class="button" disabled=is_fault on:click=set>{tr(|m| m.run_now.budget_set)}</button>
        </span>
    }
}

/// Why the run does not go on.
#[component]
fn Why() -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let phase = memo(move || context.session.run.with(|run| run.as_ref().map(|run| run.phase.clone())));
    let is_away = memo(move || {
        let wait = context.session.run.with(|run| run.as_ref()?.waits);
        matches!(wait, Some((Wait::Unreachable { .. }, _)))
    });
    let words = move || {
        let language = preferences.language.get();
        match phase.get()? {
            RunPhase::Running => is_away.get().then(|| {
                let words = preferences.messages().run_now;
                Explained { what: words.outage_what.to_owned(), next: words.outage_next }
            }),
            RunPhase::Paused(reason) => pause_words(language, &reason),
            RunPhase::Ended(end) => end_words(language, end),
        }
    };
    let said = memo(move || context.session.run.with(|run| run.as_deref().and_then(said)));
    let last = move || said.get().map(|text| fill(preferences.messages().run_now.last_fault, &[("text", &text)]));
    let note = move || {
        words().map(|Explained { what, next }| {
            view! {
                <div class="note">
                    <p class="note__what">{what}</p>
                    <p class="note__next">{next}</p>
                    <p class="run__said">{dynamic(last)}</p>
                </div>
            }
        })
    };
    view! { <div role="status">{dynamic(note)}</div> }
}

/// What the server said last, where that ended the run or keeps it waiting.
fn said(run: &RunState) -> Option<String> {
    let stands = match run.phase {
        RunPhase::Ended(end) => matches!(end, End::Refused(_) | End::Unreachable(_)),
        RunPhase::Running => matches!(run.waits, Some((Wait::Unreachable { .. }, _))),
        RunPhase::Paused(_) => false,
    };
    match run.last_fault.as_ref().filter(|_| stands)? {
        RunFailure::Endpoint(EndpointError { detail, .. }) | RunFailure::Local(LocalError { detail, .. }) => {
            Some(detail.clone()).filter(|detail| !detail.is_empty())
        }
        RunFailure::Picture(_) => None,
    }
}

/// What of the run is not as it was set, or cannot be read.
#[component]
fn Notes() -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let noted = memo(move || {
        context.session.run.with(|run| run.as_ref().map(|run| (run.concessions.clone(), run.broken.clone())))
    });
    move || {
        let (concessions, broken) = noted.get()?;
        let words = preferences.messages().run_now;
        let conceded = concessions.into_iter().map(|concession| {
            let sentence = match concession {
                Concession::WithoutTemperature => words.without_temperature,
                Concession::WithoutLogprobs => words.without_logprobs,
                Concession::Streamed => words.streamed,
            };
            view! { <p class="form__hint">{sentence}</p> }
        });
        let broken = broken.map(|fault| view! { <FailureNote failure=Failure::Run(fault.into()) /> });
        Some(view! { {conceded.collect_view()} {broken} })
    }
}

/// Why a run is paused; nothing of a pause that the user asked for.
fn pause_words(language: Language, reason: &PauseReason) -> Option<Explained> {
    let failure = match reason {
        PauseReason::User => return None,
        PauseReason::DatasetClosed => Failure::NotLoaded { what: Missing::Dataset },
        PauseReason::Storage(fault) => Failure::Run(fault.clone()),
        PauseReason::File(failure) => (**failure).clone(),
    };
    Some(explain(language, &failure, &[]))
}
