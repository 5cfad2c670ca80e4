//! Questions that are asked again: what a file says to them makes a selection, which the run page takes.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::checking::CheckContext;
use super::route::CheckedFile;
use crate::explore::route::ExploreRoute;
use crate::reactive::{dynamic, handler, memo};
use crate::run::route::RunRoute;
use crate::shell::address::Route;
use crate::shell::opening::open_predictions;
use crate::shell::preferences::tr;
use engine::check::FindingKind;
use engine::selection::{Outcome, OutcomeOf, Selection};

/// A button that leads to a run of the questions of a finding, where asking them again may help.
#[component]
pub fn RunAgain(
    /// The file.
    file: CheckedFile,
    /// The finding.
    kind: FindingKind,
) -> impl IntoView {
    let context = CheckContext::of_page();
    // Results are those of a dataset with answers.
    let has_answers = memo(move || {
        context.session.dataset.with(|dataset| dataset.as_ref().is_some_and(|dataset| dataset.has_answers))
    });
    let button = move || {
        let outcome = asked_again(kind).filter(|_| has_answers.get())?;
        // A selection names what became of questions, not findings.
        let label = if outcome == Outcome::Absent { tr(|m| m.check.run_again) } else { tr(|m| m.check.run_unanswered) };
        Some(view! {
            <p class="finding__again">
                <button
                    type="button"
                    class="button"
                    title=tr(|m| m.check.run_again_about)
                    on:click=handler(move |_| run_again(context, file, outcome))
                >
                    {label}
                </button>
            </p>
        })
    };
    dynamic(button)
}

/// What a file says to the questions of a finding, where an answer is missing.
fn asked_again(kind: FindingKind) -> Option<Outcome> {
    match kind {
        FindingKind::MissingRows => Some(Outcome::Absent),
        FindingKind::BlankPrediction
        | FindingKind::TrailingBlankPredictions
        | FindingKind::ApiFailure
        | FindingKind::Refusal
        | FindingKind::Uninferable => Some(Outcome::NotInferable),
        _ => None,
    }
}

fn run_again(context: CheckContext, file: CheckedFile, outcome: Outcome) {
    let CheckContext { session, notices, navigation, checks } = context;
    spawn_local(async move {
        let id = match (file, checks.dropped_file(file)) {
            (CheckedFile::Loaded(id), _) => Some(id),
            (CheckedFile::Dropped(_), Some(dropped)) => open_predictions(session, notices, dropped).await,
            (CheckedFile::Dropped(_), None) => None,
        };
        let name = untrack(|| id.and_then(|id| session.predictions_named(id)));
        let Some(file) = name else { return };
        let selection = Selection { outcomes: vec![OutcomeOf { file, outcome }], ..Selection::default() };
        let rules = navigation.explore_now().rules;
        navigation.go(Route::Explore(ExploreRoute { selection, rules, ..ExploreRoute::default() }));
        let run = untrack(|| navigation.run());
        navigation.go(Route::Run(RunRoute { from_selection: true, ..run }));
    });
}
