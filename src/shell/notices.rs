//! The notices on show, and requests whose failure becomes one.

use std::time::Duration;

use js_sys::{ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::notice::{Notice, add};
use super::session::Session;
use crate::reactive::LocalFuture;
use engine::scoring::RuleSet;
use protocol::{
    Ask, CancelIndexing, CancelOpening, CloseDataset, ClosePredictions, ExportFile, ExportScore, ExportedFile, Failure,
    PredictionsId,
};
use web::{clipboard, download};

/// The notices on show, each with a number of its own.
#[derive(Clone, Copy)]
pub struct Notices {
    list: RwSignal<Vec<(u32, Notice)>>,
    next_id: StoredValue<u32>,
    /// The one that is pointed at or has the focus, which stays for as long.
    held: StoredValue<Option<u32>>,
}

impl Notices {
    /// None at first.
    pub fn new() -> Self {
        Self { list: RwSignal::new(Vec::new()), next_id: StoredValue::new(0), held: StoredValue::new(None) }
    }

    /// The notices on show, oldest first.
    pub fn list(self) -> Vec<(u32, Notice)> {
        self.list.get()
    }

    /// Shows a notice, which goes by itself after a while.
    pub fn push(self, notice: Notice) {
        let id = self.next_id.get_value();
        self.next_id.set_value(id.wrapping_add(1));
        self.dismiss_after(id, notice.lifetime());
        self.list.update(|list| add(list, id, notice));
    }

    fn dismiss_after(self, id: u32, lifetime: Duration) {
        let end = move || {
            if self.held.get_value() == Some(id) { self.dismiss_after(id, lifetime) } else { self.dismiss(id) }
        };
        set_timeout(end, lifetime);
    }

    /// Has a notice stay while somebody is at it.
    pub fn hold(self, id: u32) {
        self.held.set_value(Some(id));
    }

    /// Lets the notice that was held go.
    pub fn release(self) {
        self.held.set_value(None);
    }

    /// Takes away those that no longer hold.
    pub fn withdraw(self, is_over: impl Fn(&Notice) -> bool) {
        if self.list.with_untracked(|list| list.iter().any(|(_, notice)| is_over(notice))) {
            self.list.update(|list| list.retain(|(_, notice)| !is_over(notice)));
        }
    }

    /// Takes a notice away.
    pub fn dismiss(self, id: u32) {
        self.list.update(|list| list.retain(|(other, _)| *other != id));
    }
}

/// Stops indexing; the rows found so far stay.
pub fn cancel_indexing(session: Session, notices: Notices) {
    tell_failure(session, notices, CancelIndexing);
}

/// Gives up prediction files that are being opened.
pub fn cancel_opening(session: Session, notices: Notices) {
    tell_failure(session, notices, CancelOpening);
}

/// Forgets the dataset.
pub fn close_dataset(session: Session, notices: Notices) {
    tell_failure(session, notices, CloseDataset);
}

/// Forgets a prediction file.
pub fn close_predictions(session: Session, notices: Notices, id: PredictionsId) {
    tell_failure(session, notices, ClosePredictions(id));
}

/// Asks the worker for something that has no reply.
pub fn tell_failure(session: Session, notices: Notices, request: impl Ask<Reply = ()>) {
    report_failure(notices, session.tell(request));
}

fn report_failure(notices: Notices, asking: LocalFuture<Result<(), Failure>>) {
    spawn_local(async move {
        if let Err(failure) = asking.await {
            notices.push(Notice::Failed(failure));
        }
    });
}

/// Has the worker write a file of a score and hands it to the browser to save.
pub fn export(session: Session, notices: Notices, predictions: PredictionsId, rules: RuleSet, file: ExportFile) {
    save_file(session, notices, ExportScore { predictions, rules, file });
}

/// Has the worker make a file and hands it to the browser to save.
pub fn save_file(session: Session, notices: Notices, request: impl Ask<Reply = ExportedFile>) {
    save_made(notices, session.ask_for_file(request));
}

fn save_made(notices: Notices, making: LocalFuture<Result<(ExportedFile, ArrayBuffer), Failure>>) {
    spawn_local(async move {
        let saved = making.await.and_then(|(file, bytes)| match download::save(&bytes, &file.name, &file.mime) {
            Ok(()) => Ok(file.name),
            Err(error) => Err(Failure::Export { detail: format!("{error:?}") }),
        });
        notices.push(match saved {
            Ok(name) => Notice::Saved { name },
            Err(failure) => Notice::Failed(failure),
        });
    });
}

/// Hands a file made by the page to the browser to save.
pub fn save_bytes(notices: Notices, bytes: &[u8], name: &str, mime: &str) {
    notices.push(match download::save(&Uint8Array::from(bytes).buffer(), name, mime) {
        Ok(()) => Notice::Saved { name: name.to_owned() },
        Err(error) => Notice::Failed(Failure::Export { detail: format!("{error:?}") }),
    });
}

/// Copies a text; `copied` is told whether the browser allowed it.
pub fn copy(text: String, copied: RwSignal<Option<bool>>) {
    spawn_local(async move {
        let is_copied = clipboard::write(&text).await.is_ok();
        copied.try_set(Some(is_copied));
    });
}
