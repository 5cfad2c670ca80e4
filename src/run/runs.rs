//! The runs that this browser keeps.

use leptos::prelude::*;

use super::active_run::counts;
use super::answers::Results;
use super::figures::money;
use super::tasks::{RunContext, continue_run, delete_run};
use crate::format::integer;
use crate::i18n::words::run_faults::failure_words;
use crate::i18n::{Explained, fill};
use crate::reactive::{Loadable, dynamic, dynamic_text, dynamic_value, handler, memo};
use crate::shell::preferences::{Preferences, tr};
use crate::ui::text::FailureNote;
use protocol::Failure;
use protocol::run::{JournalError, RunId, RunListing, StoredRuns};
use web::clock::date_and_time;

/// Every stored run with what can be done with it.
#[component]
pub fn RunList() -> impl IntoView {
    let context = RunContext::of_page();
    let list = move || match context.state.runs.get() {
        Loadable::Idle | Loadable::Loading => view! { <p class="muted">{tr(|m| m.shell.loading)}</p> }.into_any(),
        Loadable::Failed(failure) => view! { <FailureNote failure /> }.into_any(),
        Loadable::Ready(StoredRuns { runs, broken }) if runs.is_empty() && broken.is_empty() => {
            view! { <p class="muted">{tr(|m| m.runs.none)}</p> }.into_any()
        }
        Loadable::Ready(StoredRuns { runs, broken }) => {
            let runs = runs.into_iter().map(|run| view! { <StoredRun run /> }).collect_view();
            let broken = broken.into_iter().map(|(id, fault)| view! { <BrokenRun id fault /> }).collect_view();
            view! {
                <p class="form__hint">{tr(|m| m.runs.about)}</p>
                <ul class="open-files">{runs} {broken}</ul>
            }
            .into_any()
        }
    };
    view! {
        <section class="section" aria-label=tr(|m| m.runs.title)>
            <h2 class="section__title">{tr(|m| m.runs.title)}</h2>
            {dynamic(list)}
        </section>
    }
}

/// A run that cannot be read.
#[component]
fn BrokenRun(id: RunId, fault: JournalError) -> impl IntoView {
    let context = RunContext::of_page();
    let delete = move |_| delete_run(context, id.clone());
    view! {
        <li class="run__stored">
            <FailureNote failure=Failure::Run(fault.into()) />
            {context.state.host.allows_keys().then(|| view! {
                <div class="actions">
                    <button type="button" class="button button--quiet" on:click=delete>{tr(|m| m.runs.delete_yes)}</button>
                </div>
            })}
        </li>
    }
}

#[component]
fn StoredRun(run: RunListing) -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let run = StoredValue::new(run);
    let RunListing { id, is_judge, fits, is_open, answered, questions, limits, .. } = run.get_value();
    let with_limits = RwSignal::new(false);
    let about = move || {
        let words = preferences.messages().runs;
        run.with_value(|run| {
            let mut parts = vec![
                fill(words.run_of, &[("dataset", &run.dataset)]),
                counts(words.run_counts, run.answered as usize, run.questions, run.failed as usize),
            ];
            if let Some(shard) = run.shard {
                let (k, n) = (shard.number.to_string(), shard.of.to_string());
                parts.push(fill(words.run_part, &[("k", &k), ("n", &n)]));
            }
            if run.is_judge {
                parts.push(words.run_judge.to_owned());
            }
            parts.join(" · ")
        })
    };
    // Runs of one model differ in these.
    let when_and_outcome = move || {
        let words = preferences.messages().runs;
        run.with_value(|run| {
            let outcome = match (run.is_open, run.answered >= run.questions, run.failed) {
                (true, ..) => words.outcome_open,
                (_, true, _) => words.run_complete,
                (_, _, 0) => words.outcome_stopped,
                _ => words.outcome_failed,
            };
            format!(" · {} · {outcome}", date_and_time(milliseconds(run.begun), preferences.language.get().tag()))
        })
    };
    let why = move || {
        let failure =
            run.with_value(|run| run.failure.clone().filter(|_| !run.is_open && run.answered < run.questions))?;
        let Explained { what, next } = failure_words(preferences.language.get(), &failure);
        Some(view! { <p>{what} " " <span class="muted">{next}</span></p> })
    };
    let broken = run.with_value(|run| run.broken.clone());
    let broken = broken.map(|fault| view! { <FailureNote failure=Failure::Run(fault.into()) /> });
    let asks_to_delete = RwSignal::new(false);
    let is_complete = answered >= questions;
    let can_continue = fits && !is_open && !is_complete && context.state.host.allows_keys();
    let is_local = run.with_value(|run| run.host.is_none());
    // A model in the browser has no limits of this kind, and a form that is set to one says none for a server.
    let offers_limits = memo(move || {
        let form = run.with_value(|run| context.state.model_of(run).form);
        can_continue && !is_local && form.with(|form| !form.is_local)
    });
    let go_on = move |_| {
        let with_limits = with_limits.get_untracked() && offers_limits.get_untracked();
        run.with_value(|run| continue_run(context, run, with_limits));
    };
    let delete = move |_| run.with_value(|run| delete_run(context, run.id.clone()));
    let question = move || run.with_value(|run| fill(preferences.messages().runs.delete_ask, &[("model", &run.model)]));
    let goes = move || {
        let words = preferences.messages().runs;
        let Some(host) = run.with_value(|run| run.host.clone()) else {
            return preferences.messages().local.continue_local.to_owned();
        };
        let model = run.with_value(|run| context.state.model_of(run));
        let has_key = model.key.with(|key| !key.for_host(Some(&host)).expose().is_empty());
        let is_set = has_key || model.host().as_deref() == Some(&*host);
        let text = match (is_judge, is_set) {
            (false, true) => words.continue_goes,
            (false, false) => words.continue_key,
            (true, true) => words.continue_judge_goes,
            (true, false) => words.continue_judge_key,
        };
        fill(text, &[("host", &host)])
    };
    let limits_label = move || {
        let words = preferences.messages().runs;
        let budget = limits
            .budget
            .map_or_else(|| words.no_budget.to_owned(), |budget| fill(words.budget_of, &[("money", &money(budget))]));
        fill(words.continue_limits, &[("n", &integer(limits.concurrency.into())), ("budget", &budget)])
    };
    let needs_dataset = (!fits && !is_complete).then(|| {
        let text = tr(if is_judge { |m| m.runs.judge_does_not_fit } else { |m| m.runs.run_does_not_fit });
        view! { <p class="form__hint">{text}</p> }
    });
    let confirm = move || {
        asks_to_delete.get().then(|| {
            view! {
                <div class="note" role="alert">
                    <p>{dynamic(question)}</p>
                    <div class="actions">
                        <button type="button" class="button" on:click=delete>{tr(|m| m.runs.delete_yes)}</button>
                        <button type="button" class="button" on:click=handler(move |_| asks_to_delete.set(false))>
                            {tr(|m| m.shell.cancel)}
                        </button>
                    </div>
                </div>
            }
        })
    };
    let limits = move || {
        offers_limits.get().then(|| {
            view! {
                <label class="run__check">
                    <input
                        type="checkbox"
                        prop:checked=dynamic_value(move || with_limits.get())
                        on:change=move |event| with_limits.set(event_target_checked(&event))
                    />
                    <span>{dynamic(limits_label)}</span>
                </label>
            }
        })
    };
    view! {
        <li class="run__stored">
            <p><strong>{run.with_value(|run| run.model.clone())}</strong> {dynamic_text(when_and_outcome)}</p>
            <p class="form__hint">{dynamic(about)}</p>
            {dynamic(why)}
            {broken}
            {needs_dataset}
            {can_continue.then(|| view! { <p class="form__hint">{dynamic(goes)}</p> })}
            {dynamic(limits)}
            <div class="actions">
                {can_continue.then(|| view! {
                    <button type="button" class="button button--primary" on:click=go_on>
                        {tr(|m| m.runs.continue_run)}
                    </button>
                })}
                {(answered > 0).then(|| view! { <Results id is_judge /> })}
                {(!is_open && context.state.host.allows_keys()).then(|| view! {
                    <button type="button" class="button button--quiet" on:click=handler(move |_| asks_to_delete.set(true))>
                        {tr(|m| m.runs.delete)}
                    </button>
                })}
            </div>
            {dynamic(confirm)}
        </li>
    }
}

#[expect(clippy::cast_precision_loss, reason = "times are far below 2^52")]
fn milliseconds(moment: u64) -> f64 {
    moment as f64
}
