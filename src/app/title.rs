//! The document's title: how far a run has come, the page, and the file that it is about.

use leptos::prelude::*;

use crate::format::whole_percent;
use crate::reactive::memo;
use crate::shell::address::Page;
use crate::shell::navigation::Navigation;
use crate::shell::session::Session;
use protocol::run::RunPhase;

/// What stands in front of and behind the name of the page.
pub fn with_file_and_run(page: &str, file: Option<&str>, percent: Option<u64>) -> String {
    let percent = percent.map(|percent| format!("{percent}\u{202f}%"));
    let parts = [percent.as_deref(), Some(page), file, Some("GMAI Scope")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The file that a page is about.
pub fn file_of_page(session: Session, navigation: Navigation) -> Memo<Option<String>> {
    let page = navigation.page();
    memo(move || match page.get() {
        Page::Help | Page::Settings | Page::Leaderboard => None,
        Page::Score => {
            let chosen = navigation.score().predictions;
            let first = || session.predictions.with(|list| list.first().map(|file| file.id));
            session.short_predictions_name(chosen.or_else(first)?)
        }
        _ => session.dataset.with(|dataset| dataset.as_ref().map(|dataset| dataset.name.clone())),
    })
}

/// How far the run under way has come.
pub fn run_percent(session: Session) -> Memo<Option<u64>> {
    memo(move || {
        session.run.with(|run| {
            let run = run.as_ref().filter(|run| matches!(run.phase, RunPhase::Running | RunPhase::Paused(_)))?;
            Some(whole_percent((run.tally.answered + run.tally.failed) as u64, run.questions.into()))
        })
    })
}
