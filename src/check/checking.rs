//! Checking prediction files, and following the one that is looked at.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::route::{CheckRoute, CheckedFile};
use super::state::Checks;
use crate::reactive::{effect, memo};
use crate::shell::address::{Page, Route};
use crate::shell::navigation::Navigation;
use crate::shell::notices::{Notices, tell_failure};
use crate::shell::opening::{open_files, open_to_score};
use crate::shell::session::Session;
use engine::check::Split;
use engine::position::ByteRange;
use engine::recognise::is_dataset_with_images;
use protocol::Failure;
use protocol::check::{CancelCheck, CheckFile, CheckId, CheckLoaded, CheckReport, CloseCheck, Ticket};
use web::file_bytes::read_range;

/// Bytes in which the header of a dataset must end.
const HEADER_BYTES: u64 = 64 << 10;

/// What checking works with.
#[derive(Clone, Copy)]
pub struct CheckContext {
    /// What is loaded.
    pub session: Session,
    /// What the user is told in passing.
    pub notices: Notices,
    /// Where the user is.
    pub navigation: Navigation,
    /// The files of the check page.
    pub checks: Checks,
}

impl CheckContext {
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
pub fn take_files(context: CheckContext, files: Vec<File>) {
    if context.navigation.page_now() == Page::Check {
        check_files(context, files);
    } else {
        open_files(context.session, context.notices, context.navigation, files);
    }
}

/// Checks files whatever they hold, and shows the first of them; parts of a dataset are opened instead.
pub fn check_files(context: CheckContext, files: Vec<File>) {
    spawn_local(async move {
        let mut parts = Vec::new();
        let mut shown = false;
        for file in files {
            if is_dataset(&file).await {
                parts.push(file);
                continue;
            }
            let name = file.name();
            let kept = context.checks.keep(file);
            check(context, kept, &name);
            if !shown {
                context.navigation.go(Route::Check(CheckRoute::of_file(kept)));
                shown = true;
            }
        }
        open_files(context.session, context.notices, context.navigation, parts);
    });
}

/// Checks a file, or checks it again.
pub fn check(context: CheckContext, file: CheckedFile, name: &str) {
    let CheckContext { session, checks, .. } = context;
    let split = checks.split.get_untracked();
    let turn = checks.begin(file, name);
    spawn_local(async move {
        let basis = session.basis.get_untracked();
        let earlier = report_of(context, file);
        let result = ask(context, file, turn, split).await;
        let report = result.as_ref().ok().map(|report| report.id);
        if !checks.end(file, turn, basis, result) {
            close(context, report);
        } else if report.is_some() {
            close(context, earlier);
        }
    });
}

/// Stops the check of a file; others under way go on.
pub fn cancel(context: CheckContext, file: CheckedFile) {
    let Some(entry) = context.checks.entry_now(file) else { return };
    context.checks.cancel(file);
    tell_failure(context.session, context.notices, CancelCheck(entry.turn));
}

/// Shows the score of a file of the check page, opening it where it is not open yet.
pub fn score_checked(context: CheckContext, file: CheckedFile) {
    let CheckContext { session, notices, navigation, checks } = context;
    match (file, checks.dropped_file(file)) {
        (CheckedFile::Loaded(id), _) => navigation.go(navigation.score_of(id)),
        (CheckedFile::Dropped(_), Some(dropped)) => open_to_score(session, notices, navigation, dropped),
        (CheckedFile::Dropped(_), None) => {}
    }
}

/// Takes a file off the check page.
pub fn remove(context: CheckContext, file: CheckedFile) {
    let report = report_of(context, file);
    context.checks.remove(file);
    close(context, report);
}

async fn is_dataset(file: &File) -> bool {
    let range = ByteRange { start: 0, end: HEADER_BYTES };
    // What cannot be read is told by the check.
    read_range(file, range).await.is_ok_and(|start| is_dataset_with_images(&start))
}

async fn ask(
    CheckContext { session, checks, .. }: CheckContext,
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

fn report_of(context: CheckContext, file: CheckedFile) -> Option<CheckId> {
    context.checks.entry_now(file)?.report.map(|report| report.id)
}

/// Has the worker forget what it holds for a report.
fn close(context: CheckContext, report: Option<CheckId>) {
    if let Some(id) = report {
        tell_failure(context.session, context.notices, CloseCheck(id));
    }
}

/// The file that the address names, or else the one added last.
pub fn chosen_file(context: CheckContext) -> Memo<Option<CheckedFile>> {
    memo(move || {
        let named = context.navigation.check().file;
        context.checks.entries.with(|entries| {
            let named = entries.iter().find(|entry| Some(entry.file) == named);
            named.or(entries.last()).map(|entry| entry.file)
        })
    })
}

/// Checks a loaded file that the address names for the first time, and files that waited for the dataset to be read;
/// forgets files that were closed; opens the first finding of a file that was not looked at before.
pub fn follow_checks(context: CheckContext) {
    check_named(context);
    check_waiting(context);
    forget_closed(context);
    open_first_finding(context);
}

fn check_named(context: CheckContext) {
    effect(move || {
        let Some(file @ CheckedFile::Loaded(id)) = context.navigation.check().file else { return };
        let name = context.session.predictions_named(id);
        if let Some(name) = name.filter(|_| context.checks.entry_now(file).is_none()) {
            check(context, file, &name);
        }
    });
}

fn check_waiting(context: CheckContext) {
    effect(move || {
        if context.session.basis.get().indexing {
            return;
        }
        let entries = context.checks.entries.get_untracked();
        for entry in entries.into_iter().filter(|entry| entry.failure == Some(Failure::StillIndexing)) {
            check(context, entry.file, &entry.name);
        }
    });
}

fn forget_closed(context: CheckContext) {
    effect(move || {
        let open: Vec<_> =
            context.session.predictions.with(|list| list.iter().map(|file| CheckedFile::Loaded(file.id)).collect());
        let entries = context.checks.entries.get_untracked();
        for entry in entries {
            if matches!(entry.file, CheckedFile::Loaded(_)) && !open.contains(&entry.file) {
                remove(context, entry.file);
            }
        }
    });
}

fn open_first_finding(context: CheckContext) {
    let file = chosen_file(context);
    let first = memo(move || {
        let report = context.checks.entry(file.get()?)?.report?;
        Some((report.id, report.findings.first().map(|finding| finding.kind)))
    });
    Effect::watch(
        move || first.get(),
        move |first, _, _| {
            if let Some((_, finding @ Some(_))) = *first {
                let route = CheckRoute { finding, ..untrack(|| context.navigation.check()) };
                context.navigation.replace(Route::Check(route));
            }
        },
        false,
    );
}
