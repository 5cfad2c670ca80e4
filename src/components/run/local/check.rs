//! Checking whether the GPU computes right.

use leptos::prelude::*;

use super::measure::TrialButton;
use crate::components::common::failure_note::FailureNote;
use crate::i18n::words::local::picture_name;
use crate::i18n::{Messages, fill};
use crate::reactive::{dynamic, memo};
use crate::run_form::{Trial, compared, money};
use crate::state::preferences::{Preferences, tr};
use crate::tasks::local::check_gpu;
use crate::tasks::run::RunDesk;
use protocol::local::{CheckAnswer, GpuCheck, GpuVerdict};

/// A button that checks the GPU, and the verdict.
#[component]
pub fn CheckGpu() -> impl IntoView {
    let desk = RunDesk::of_page();
    let changes = memo(move || desk.state.local.with(|news| news.changes.check));
    let outcome = move || {
        changes.with(|_| ());
        match desk.state.local.with_untracked(|news| news.check.clone()) {
            None => ().into_any(),
            Some(Err(failure)) => view! { <FailureNote failure /> }.into_any(),
            Some(Ok(check)) => view! { <Outcome check /> }.into_any(),
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
fn Outcome(check: GpuCheck) -> impl IntoView {
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

/// What both devices say to a picture, one above the other.
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
