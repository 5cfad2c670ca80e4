//! The files of the check page and what was found in them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use web_sys::File;

use super::route::CheckedFile;
use crate::shell::session::Basis;
use engine::check::Split;
use protocol::Failure;
use protocol::check::{CheckId, CheckReport, Ticket};

/// A file of the check page.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckEntry {
    /// Names the file.
    pub file: CheckedFile,
    /// File name.
    pub name: String,
    /// Whether it is being checked.
    pub running: bool,
    /// What was found last.
    pub report: Option<Arc<CheckReport>>,
    /// What the report rests on.
    pub basis: Basis,
    /// Why the last check came to nothing.
    pub failure: Option<Failure>,
    /// Names its latest check, so that this one can be cancelled and late answers to earlier ones are dropped.
    pub turn: Ticket,
}

/// The files of the check page, in the order of their first check.
#[derive(Clone, Copy)]
pub struct Checks {
    /// The files.
    pub entries: RwSignal<Vec<CheckEntry>>,
    /// Which split files are checked against where no dataset is loaded; `None` leaves it to their names.
    pub split: RwSignal<Option<Split>>,
    kept: StoredValue<Kept, LocalStorage>,
}

/// What nobody follows.
#[derive(Default)]
struct Kept {
    /// What the browser handed over, to be checked again when a dataset has been opened.
    dropped: BTreeMap<CheckedFile, File>,
    /// The number that the last of these got.
    last_number: u32,
    /// The turn of the last check.
    last_turn: Ticket,
    /// The reports that were shown.
    shown: BTreeSet<CheckId>,
}

impl Checks {
    /// None at first.
    pub fn new() -> Self {
        Self {
            entries: RwSignal::new(Vec::new()),
            split: RwSignal::new(None),
            kept: StoredValue::new_local(Kept::default()),
        }
    }

    /// Keeps a file to be checked.
    pub fn keep(self, file: File) -> CheckedFile {
        let number = self.kept.with_value(|kept| kept.last_number.wrapping_add(1));
        let name = CheckedFile::Dropped(number);
        self.kept.update_value(|kept| {
            kept.last_number = number;
            kept.dropped.insert(name, file);
        });
        name
    }

    /// What the browser handed over, where the file was dropped on the check page.
    pub fn dropped_file(self, file: CheckedFile) -> Option<File> {
        self.kept.with_value(|kept| kept.dropped.get(&file).cloned())
    }

    /// What is known of a file; follows it.
    pub fn entry(self, file: CheckedFile) -> Option<CheckEntry> {
        self.entries.with(|entries| entries.iter().find(|entry| entry.file == file).cloned())
    }

    /// What is known of a file at this moment.
    pub fn entry_now(self, file: CheckedFile) -> Option<CheckEntry> {
        self.entries.with_untracked(|entries| entries.iter().find(|entry| entry.file == file).cloned())
    }

    /// Notes that a check begins; yields its turn.
    pub fn begin(self, file: CheckedFile, name: &str) -> Ticket {
        let turn = self.kept.with_value(|kept| kept.last_turn.wrapping_add(1));
        self.kept.update_value(|kept| kept.last_turn = turn);
        self.entries.update(|entries| {
            if let Some(entry) = entries.iter_mut().find(|entry| entry.file == file) {
                entry.turn = turn;
                entry.running = true;
                entry.failure = None;
                return;
            }
            entries.push(CheckEntry {
                file,
                name: name.to_owned(),
                running: true,
                report: None,
                basis: Basis::default(),
                failure: None,
                turn,
            });
        });
        turn
    }

    /// Notes how a check ended; `false` where nobody waits for it any more.
    pub fn end(self, file: CheckedFile, turn: Ticket, basis: Basis, result: Result<CheckReport, Failure>) -> bool {
        let ended = self.entries.try_update(|entries| {
            let entry = entries.iter_mut().find(|entry| entry.file == file && entry.turn == turn && entry.running)?;
            entry.running = false;
            match result {
                Ok(report) => {
                    entry.report = Some(Arc::new(report));
                    entry.basis = basis;
                }
                Err(failure) => entry.failure = Some(failure),
            }
            Some(())
        });
        ended.flatten().is_some()
    }

    /// Notes that a report is shown; `true` the first time.
    pub fn show(self, report: CheckId) -> bool {
        self.kept.try_update_value(|kept| kept.shown.insert(report)).unwrap_or_default()
    }

    /// Stops waiting for a check. What was found earlier stays; a file of which nothing is known goes.
    pub fn cancel(self, file: CheckedFile) {
        self.entries.update(|entries| {
            for entry in entries.iter_mut().filter(|entry| entry.file == file) {
                entry.running = false;
            }
        });
        if self.entry_now(file).is_some_and(|entry| entry.report.is_none()) {
            self.remove(file);
        }
    }

    /// Forgets a file.
    pub fn remove(self, file: CheckedFile) {
        self.kept.update_value(|kept| {
            kept.dropped.remove(&file);
        });
        self.entries.update(|entries| entries.retain(|entry| entry.file != file));
    }
}
