//! Checking prediction files.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::close::tell_failure;
use super::open::{open_files, open_to_score};
use crate::state::checks::Checks;
use crate::state::navigation::Navigation;
use crate::state::notices::Notices;
use crate::state::route::{CheckRoute, CheckedFile, Page, Route, ScoreRoute};
use crate::state::session::Session;
use engine::check::Split;
use engine::position::ByteRange;
use engine::recognise::is_dataset_with_pictures;
use protocol::Failure;
use protocol::check::{CancelCheck, CheckFile, CheckId, CheckLoaded, CheckReport, CloseCheck, Ticket};
use web::file_bytes::read_range;

/// Bytes in which the header of a dataset must end.
const HEADER_BYTES: u64 = 64 << 10;

/// What checking works with.
#[derive(Clone, Copy)]
pub struct CheckDesk {
    /// What is loaded.
    pub session: Session,
    /// What the user is told in passing.
    pub notices: Notices,
    /// Where the user is.
    pub navigation: Navigation,
    /// The files of the check page.
    pub checks: Checks,
}

impl CheckDesk {
    /// What the page provides.
    pub fn of_page() -> Self {
        Self {
            session: expect_context(),
            notices: expect_context(),
            navigation: expect_context(),
            checks: expect_context(),
        }
    }
}

/// Takes files that come from outside as the page on show does: the check page checks them, others open them.
pub fn take_files(desk: CheckDesk, files: Vec<File>) {
    if desk.navigation.page_now() == Page::Check {
        check_files(desk, files);
    } else {
        open_files(desk.session, desk.notices, desk.navigation, files);
    }
}

/// Checks files whatever they hold, and shows the first of them; parts of a dataset are opened instead.
pub fn check_files(desk: CheckDesk, files: Vec<File>) {
    spawn_local(async move {
        let mut parts = Vec::new();
        let mut shown = false;
        for file in files {
            if is_dataset(&file).await {
                parts.push(file);
                continue;
            }
            let name = file.name();
            let kept = desk.checks.keep(file);
            check(desk, kept, &name);
            if !shown {
                desk.navigation.go(Route::Check(CheckRoute::of_file(kept)));
                shown = true;
            }
        }
        open_files(desk.session, desk.notices, desk.navigation, parts);
    });
}

/// Checks a file, or checks it again.
pub fn check(desk: CheckDesk, file: CheckedFile, name: &str) {
    let CheckDesk { session, checks, .. } = desk;
    let split = checks.split.get_untracked();
    let turn = checks.begin(file, name);
    spawn_local(async move {
        let basis = session.basis.get_untracked();
        let earlier = report_of(desk, file);
        let result = ask(desk, file, turn, split).await;
        let report = result.as_ref().ok().map(|report| report.id);
        if !checks.end(file, turn, basis, result) {
            close(desk, report);
        } else if report.is_some() {
            close(desk, earlier);
        }
    });
}

/// Stops the check of a file; others under way go on.
pub fn cancel(desk: CheckDesk, file: CheckedFile) {
    let Some(entry) = desk.checks.entry_now(file) else { return };
    desk.checks.cancel(file);
    tell_failure(desk.session, desk.notices, CancelCheck(entry.turn));
}

/// Shows the score of a file of the check page, opening it where it is not open yet.
pub fn score_checked(desk: CheckDesk, file: CheckedFile) {
    let CheckDesk { session, notices, navigation, checks } = desk;
    match (file, checks.dropped_file(file)) {
        (CheckedFile::Loaded(id), _) => {
            navigation.go(Route::Score(ScoreRoute { predictions: Some(id), ..Default::default() }));
        }
        (CheckedFile::Dropped(_), Some(dropped)) => open_to_score(session, notices, navigation, dropped),
        (CheckedFile::Dropped(_), None) => {}
    }
}

/// Takes a file off the check page.
pub fn remove(desk: CheckDesk, file: CheckedFile) {
    let report = report_of(desk, file);
    desk.checks.remove(file);
    close(desk, report);
}

async fn is_dataset(file: &File) -> bool {
    let range = ByteRange { start: 0, end: HEADER_BYTES };
    // What cannot be read is told by the check.
    read_range(file, range).await.is_ok_and(|start| is_dataset_with_pictures(&start))
}

async fn ask(
    CheckDesk { session, checks, .. }: CheckDesk,
    file: CheckedFile,
    ticket: Ticket,
    split: Option<Split>,
) -> Result<CheckReport, Failure> {
    match file {
        CheckedFile::Loaded(predictions) => session.ask(CheckLoaded { ticket, predictions, split }).await,
        CheckedFile::Dropped(_) => {
            let files = checks.dropped_file(file).into_iter().collect();
            Ok(session.send(CheckFile { ticket, split }, files).await?.reply)
        }
    }
}

fn report_of(desk: CheckDesk, file: CheckedFile) -> Option<CheckId> {
    desk.checks.entry_now(file)?.report.map(|report| report.id)
}

/// Has the worker forget what it holds for a report.
fn close(desk: CheckDesk, report: Option<CheckId>) {
    if let Some(id) = report {
        tell_failure(desk.session, desk.notices, CloseCheck(id));
    }
}
