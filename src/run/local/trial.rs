//! Checking whether the GPU computes correctly, and measuring how fast the model is.

use leptos::prelude::*;

use super::news::Trial;
use super::tasks::{check_gpu, measure};
use crate::format::{duration, integer};
use crate::i18n::words::local::picture_name;
use crate::i18n::{Messages, fill};
use crate::reactive::{dynamic, dynamic_text, handler, memo};
use crate::run::figures::{compared, milliseconds, money};
use crate::run::tasks::RunContext;
use crate::shell::preferences::{Preferences, tr};
use crate::ui::text::FailureNote;
use protocol::local::{CheckAnswer, GpuCheck, GpuVerdict, WarmUp};
use protocol::run::RunPhase;

/// A button that checks the GPU, and the verdict.
#[component]
pub fn CheckGpu() -> impl IntoView {
    let context = RunContext::of_page();
    let changes = memo(move || context.state.local.with(|news| news.changes.check));
    let outcome = move || {
        changes.with(|_| ());
        match context.state.local.with_untracked(|news| news.check.clone()) {
            None => ().into_any(),
            Some(Err(failure)) => view! { <FailureNote failure /> }.into_any(),
            Some(Ok(check)) => view! { <CheckOutcome check /> }.into_any(),
        }
    };
    view! {
        <div>
            <TrialButton trial=Trial::Check label=|m| m.local.check about=|m| m.local.check_about press=check_gpu />
            <div role="status">{dynamic(outcome)}</div>
        </div>
    }
}

#[component]
fn CheckOutcome(check: GpuCheck) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let verdict: fn(&'static Messages) -> &'static str = match check.verdict {
        GpuVerdict::Right => |m| m.local.check_right,
        GpuVerdict::Wrong => |m| m.local.check_wrong,
        GpuVerdict::NothingFollows => |m| m.local.check_nothing,
    };
    let sign = match check.verdict {
        GpuVerdict::Right => "● ",
        GpuVerdict::Wrong => "✕ ",
        GpuVerdict::NothingFollows => "◌ ",
    };
    // Small numbers are printed as small sums are: with the digits that matter.
    let number = money(check.greatest_difference);
    let difference = move || fill(preferences.messages().local.check_difference, &[("n", &number)]);
    let letters = check.answers.first().map(compared).unwrap_or_default();
    let head = letters.iter().map(|(letter, ..)| view! { <th scope="col">{letter.to_string()}</th> }).collect_view();
    let rows = check.answers.iter().map(|answer| row(preferences, answer)).collect_view();
    view! {
        <div class="note" class:note--fault=check.verdict == GpuVerdict::Wrong>
            <p class="note__what"><span aria-hidden="true">{sign}</span>{tr(verdict)}</p>
            <p>{dynamic(difference)}</p>
            <details class="run__more">
                <summary>{tr(|m| m.local.check_table)}</summary>
                <div class="run__table" role="region" tabindex="0" aria-label=tr(|m| m.local.check_table)>
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">{tr(|m| m.local.check_picture)}</th>
                                {head}
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        </div>
    }
}

/// What both devices say to an image, one above the other.
fn row(preferences: Preferences, answer: &CheckAnswer) -> impl IntoView + use<> {
    let cells = compared(answer)
        .into_iter()
        .map(|(_, processor, gpu)| view! { <td class="table__number">{processor}<br />{gpu}</td> })
        .collect_view();
    let (picture, is_second) = (answer.picture.clone(), answer.right.is_none());
    let name = move || {
        let name = picture_name(preferences.messages(), &picture);
        let words = preferences.messages().local;
        if is_second { fill(words.check_second, &[("picture", name)]) } else { name.to_owned() }
    };
    view! { <tr><th scope="row">{dynamic(name)}</th>{cells}</tr> }
}

type Word = fn(&'static Messages) -> &'static str;

/// A button that measures two questions, and what came of it.
#[component]
pub fn Measure() -> impl IntoView {
    let context = RunContext::of_page();
    // What was measured says nothing of other settings.
    let is_current = memo(move || {
        let selection = context.navigation.explore().selection;
        let now = context.state.run.form.with(|form| form.settings(selection));
        context.state.local.with(|news| news.warm_for.as_deref() == Some(&now))
    });
    let changes = memo(move || context.state.local.with(|news| news.changes.warm));
    let outcome = move || {
        changes.with(|_| ());
        match context.state.local.with_untracked(|news| news.warm.clone()).filter(|_| is_current.get()) {
            None => ().into_any(),
            Some(Err(failure)) => view! { <FailureNote failure /> }.into_any(),
            Some(Ok(warm)) => view! { <Speed warm /> }.into_any(),
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
    press: fn(RunContext),
) -> impl IntoView {
    let context = RunContext::of_page();
    let is_trying = memo(move || context.state.local.with(|news| news.trial.is_some()));
    let is_under_way = memo(move || context.state.local.with(|news| news.trial == Some(trial)));
    let is_running =
        memo(move || context.session.run.with(|run| run.as_ref().is_some_and(|run| run.phase == RunPhase::Running)));
    let disabled = move || is_trying.get() || is_running.get() || !context.state.host.allows_keys();
    view! {
        <div class="actions">
            <button type="button" class="button" disabled=disabled on:click=handler(move |_| press(context))>{tr(label)}</button>
            <span class="form__hint" role="status">
                {dynamic_text(move || if is_under_way.get() { tr(|m| m.local.trying)() } else { tr(about)() })}
            </span>
        </div>
    }
}

#[component]
fn Speed(warm: WarmUp) -> impl IntoView {
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
