//! What the run page reads: what a run would take, what would be sent, which questions failed, which runs are stored.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use super::latest::{Loadable, Meanwhile, latest};
use super::pace::paced;
use crate::reactive::memo;
use crate::run_form::{LocalNews, RunForm};
use crate::state::navigation::Navigation;
use crate::state::session::Session;
use engine::scoring::RuleSet;
use engine::selection::{Order, Selection};
use protocol::explore::Select;
use protocol::run::{
    AnsweredQuestion, FailedQuestion, PreviewPrompt, PreviewRun, PromptPreview, ReadAnswers, ReadFailures, RunId,
    RunPhase, RunPreview, RunSettings, RunState,
};
use protocol::{DatasetId, Listed};

/// How often, at most, what is typed is looked at.
const REST: Duration = Duration::from_millis(400);

/// Failed questions that are listed.
pub const FAILURES_LISTED: u32 = 200;

/// Answers that are listed.
pub const ANSWERS_LISTED: u32 = 20;

/// Asks the browser to warn of leaving while a run goes on, or has answers that are not kept yet.
pub fn follow_runs(session: Session) {
    window_event_listener(ev::beforeunload, move |event| {
        if is_under_way(session) {
            event.prevent_default();
            event.set_return_value("-");
        }
    });
}

fn is_under_way(session: Session) -> bool {
    let is_under_way = |run: &RunState| run.phase == RunPhase::Running || run.tally.in_flight > 0;
    session.run.with_untracked(|run| run.as_deref().is_some_and(is_under_way))
}

/// What the form says, followed at a bounded rate.
pub fn settings(form: RwSignal<RunForm>, navigation: Navigation) -> ReadSignal<RunSettings> {
    paced(memo(move || form.with(|form| form.settings(navigation.explore().selection))), REST)
}

/// The dataset while questions can be asked about it; `None` without one.
fn dataset_key(session: Session) -> Option<(DatasetId, bool)> {
    let basis = session.basis.get();
    Some((basis.dataset?, basis.indexing))
}

/// Number of questions in the explore page's selection; `None` without a dataset or without a selection.
pub fn selection_count(session: Session, navigation: Navigation) -> ReadSignal<Loadable<u32>> {
    let key = move || {
        let selection = navigation.explore().selection;
        (selection != Selection::default()).then_some((dataset_key(session)?, selection))
    };
    latest(key, Meanwhile::KeepPrevious, move |(_, selection)| {
        let selection = Box::new(selection.clone());
        let request = Select { selection, order: Order::default(), rules: RuleSet::default(), start: 0, end: 0 };
        Box::pin(async move { Ok(session.ask(request).await?.count) })
    })
}

/// What a run of those settings would take, once the dataset has been read.
pub fn run_preview(
    session: Session,
    settings: ReadSignal<RunSettings>,
    local: RwSignal<LocalNews>,
) -> ReadSignal<Loadable<RunPreview>> {
    // The folder of a model may have been handed over again under its name.
    let folders = move || local.with(|news| news.folders);
    let key = move || dataset_key(session).map(|dataset| (dataset, folders(), settings.get()));
    latest(key, Meanwhile::KeepPrevious, move |(_, _, settings)| {
        Box::pin(session.ask(PreviewRun(Box::new(settings.clone()))))
    })
}

/// What would be sent for the question at a place of the plan.
pub fn prompt_preview(
    session: Session,
    settings: ReadSignal<RunSettings>,
    place: RwSignal<u32>,
) -> ReadSignal<Loadable<PromptPreview>> {
    let key = move || dataset_key(session).map(|dataset| (dataset, place.get(), settings.get()));
    latest(key, Meanwhile::KeepPrevious, move |(_, place, settings)| {
        Box::pin(session.ask(PreviewPrompt { settings: Box::new(settings.clone()), place: *place }))
    })
}

/// The failed questions of the run that is shown, asked for anew as their number changes.
pub fn failures(session: Session) -> ReadSignal<Loadable<Listed<FailedQuestion>>> {
    let count = memo(move || {
        session.run.with(|run| {
            let run = run.as_ref().filter(|run| run.judging.is_none() && run.tally.failed > 0)?;
            Some((run.id.clone(), run.tally.failed))
        })
    });
    let count = paced(count, Duration::from_secs(2));
    latest(
        move || count.get(),
        Meanwhile::KeepPrevious,
        move |(id, _): &(RunId, usize)| {
            Box::pin(session.ask(ReadFailures { id: id.clone(), start: 0, end: FAILURES_LISTED }))
        },
    )
}

/// The last answers of the run that is shown, in its order, while they are wanted.
pub fn answers(session: Session, wanted: RwSignal<bool>) -> ReadSignal<Loadable<Vec<AnsweredQuestion>>> {
    let count = memo(move || {
        session.run.with(|run| {
            let run = run.as_ref().filter(|run| run.judging.is_none() && run.tally.answered > 0)?;
            Some((run.id.clone(), run.tally.answered))
        })
    });
    let count = paced(count, Duration::from_secs(2));
    latest(
        move || count.get().filter(|_| wanted.get()),
        Meanwhile::KeepPrevious,
        move |(id, answered): &(RunId, usize)| {
            let end = u32::try_from(*answered).unwrap_or(u32::MAX);
            let start = end.saturating_sub(ANSWERS_LISTED);
            let request = ReadAnswers { id: id.clone(), start, end };
            Box::pin(async move { Ok(session.ask(request).await?.rows) })
        },
    )
}
