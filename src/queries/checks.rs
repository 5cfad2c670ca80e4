//! Which file the check page looks at, and checks that begin by themselves.

use leptos::prelude::*;

use crate::reactive::{effect, memo};
use crate::state::route::{CheckRoute, CheckedFile, Route};
use crate::tasks::check::{CheckDesk, check, remove};
use protocol::Failure;

/// The file that the address names, or else the one added last.
pub fn chosen_file(desk: CheckDesk) -> Memo<Option<CheckedFile>> {
    memo(move || {
        let named = desk.navigation.check().file;
        desk.checks.entries.with(|entries| {
            let named = entries.iter().find(|entry| Some(entry.file) == named);
            named.or(entries.last()).map(|entry| entry.file)
        })
    })
}

/// Checks a loaded file that the address names for the first time, and files that waited for the dataset to be read;
/// forgets files that were closed; opens the first finding of a file that was not looked at before.
pub fn follow_checks(desk: CheckDesk) {
    check_named(desk);
    check_waiting(desk);
    forget_closed(desk);
    open_first_finding(desk);
}

fn check_named(desk: CheckDesk) {
    effect(move || {
        let Some(file @ CheckedFile::Loaded(id)) = desk.navigation.check().file else { return };
        let name = desk.session.predictions_named(id);
        if let Some(name) = name.filter(|_| desk.checks.entry_now(file).is_none()) {
            check(desk, file, &name);
        }
    });
}

fn check_waiting(desk: CheckDesk) {
    effect(move || {
        if desk.session.basis.get().indexing {
            return;
        }
        let entries = desk.checks.entries.get_untracked();
        for entry in entries.into_iter().filter(|entry| entry.failure == Some(Failure::StillIndexing)) {
            check(desk, entry.file, &entry.name);
        }
    });
}

fn forget_closed(desk: CheckDesk) {
    effect(move || {
        let open: Vec<_> =
            desk.session.predictions.with(|list| list.iter().map(|file| CheckedFile::Loaded(file.id)).collect());
        let entries = desk.checks.entries.get_untracked();
        for entry in entries {
            if matches!(entry.file, CheckedFile::Loaded(_)) && !open.contains(&entry.file) {
                remove(desk, entry.file);
            }
        }
    });
}

fn open_first_finding(desk: CheckDesk) {
    let file = chosen_file(desk);
    let first = memo(move || {
        let report = desk.checks.entry(file.get()?)?.report?;
        Some((report.id, report.findings.first().map(|finding| finding.kind)))
    });
    Effect::watch(
        move || first.get(),
        move |first, _, _| {
            if let Some((_, finding @ Some(_))) = *first {
                let route = CheckRoute { finding, ..untrack(|| desk.navigation.check()) };
                desk.navigation.replace(Route::Check(route));
            }
        },
        false,
    );
}
