//! Measuring how fast the model is.

use leptos::prelude::*;

use crate::components::common::failure_note::FailureNote;
use crate::format::{duration, integer};
use crate::i18n::{Messages, fill};
use crate::reactive::{dynamic, dynamic_text, handler, memo};
use crate::run_form::{Trial, milliseconds};
use crate::state::preferences::{Preferences, tr};
use crate::tasks::local::measure;
use crate::tasks::run::RunDesk;
use protocol::local::WarmUp;
use protocol::run::RunPhase;

type Word = fn(&'static Messages) -> &'static str;

/// A button that measures two questions, and what came of it.
#[component]
pub fn Measure() -> impl IntoView {
    let desk = RunDesk::of_page();
    // What was measured says nothing of other settings.
    let is_current = memo(move || {
        let selection = desk.navigation.explore().selection;
        let now = desk.state.run.form.with(|form| form.settings(selection));
        desk.state.local.with(|news| news.warm_for.as_deref() == Some(&now))
    });
    let changes = memo(move || desk.state.local.with(|news| news.changes.warm));
    let outcome = move || {
        changes.with(|_| ());
        match desk.state.local.with_untracked(|news| news.warm.clone()).filter(|_| is_current.get()) {
            None => ().into_any(),
            Some(Err(failure)) => view! { <FailureNote failure /> }.into_any(),
            Some(Ok(warm)) => view! { <Outcome warm /> }.into_any(),
        }
    };
    view! {
        <div>
            <TrialButton trial=Trial::Measure label=|m| m.local.measure about=|m| m.local.measure_about press=measure />
            <div role="status">{dynamic(outcome)}</div>
        </div>
    }
}

/// A button that tries something; only one thing is tried at a time, and none while a run goes on.
#[component]
pub fn TrialButton(
    /// What is tried.
    trial: Trial,
    /// The button's name.
    label: Word,
    /// What it does.
    about: Word,
    /// Begins it.
    press: fn(RunDesk),
) -> impl IntoView {
    let desk = RunDesk::of_page();
    let is_trying = memo(move || desk.state.local.with(|news| news.trial.is_some()));
    let is_under_way = memo(move || desk.state.local.with(|news| news.trial == Some(trial)));
    let is_running =
        memo(move || desk.session.run.with(|run| run.as_ref().is_some_and(|run| run.phase == RunPhase::Running)));
    let disabled = move || is_trying.get() || is_running.get() || !desk.state.host.allows_keys();
    view! {
        <div class="actions">
            <button type="button" class="button" disabled=disabled on:click=handler(move |_| press(desk))>{tr(label)}</button>
            <span class="form__hint" role="status">
                {dynamic_text(move || if is_under_way.get() { tr(|m| m.local.trying)() } else { tr(about)() })}
            </span>
        </div>
    }
}

#[component]
fn Outcome(warm: WarmUp) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let answers = warm.answers.clone();
    let figures = move || {
        let messages = preferences.messages();
        let words = messages.local;
        let loading = if warm.loading == 0 { words.was_loaded.to_owned() } else { milliseconds(warm.loading) };
        let names = [words.took_first, words.took_next];
        let questions =
            names.into_iter().zip(&warm.questions).map(|(name, took)| (name.to_owned(), milliseconds(*took)));
        let all = fill(words.took_all, &[("n", &integer(warm.of))]);
        #[expect(clippy::cast_precision_loss, reason = "times are far below 2^52")]
        let whole = duration(warm.whole as f64 / 1000.0, messages.shell.duration);
        let rows = [(words.took_loading.to_owned(), loading)].into_iter().chain(questions).chain([(all, whole)]);
        rows.map(|(name, figure)| view! { <div><dt>{name}</dt><dd>{figure}</dd></div> }).collect_view()
    };
    let said = move || {
        let line = |text: &String| {
            let line = fill(preferences.messages().run.test_reply, &[("text", text)]);
            view! { <p class="run__said">{line}</p> }
        };
        answers.iter().map(line).collect_view()
    };
    view! {
        <dl class="run__figures">{dynamic(figures)}</dl>
        <p class="form__hint">{tr(|m| m.local.took_about)}</p>
        {dynamic(said)}
    }
}
