//! Verifying the dataset's files, and taking away what a selection holds.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use crate::state::notices::{Notice, Notices};
use crate::state::session::{Session, Verification};
use protocol::Failure;
use protocol::explore::SelectionNumber;
use protocol::source::{CancelVerifying, ExportSelection, ExportedSelection, SubsetFile, VerifyPart, Verifying};
use web::save_file::{Saved, save_file};

/// Verifies every file of the dataset, one after the other.
pub fn verify(session: Session, notices: Notices) {
    let sizes: Vec<u64> = session
        .dataset
        .with_untracked(|dataset| dataset.iter().flat_map(|dataset| &dataset.parts).map(|part| part.bytes).collect());
    let dataset = session.dataset_id.get_untracked();
    session.verification.set(Verification::default());
    spawn_local(async move {
        for (part, total) in (0..).zip(sizes) {
            // The worker cannot know of it where it came between two files.
            if session.verification.with_untracked(|state| state.is_stopped) {
                break;
            }
            session.verification.update(|state| state.progress = Some(Verifying { part, done: 0, total }));
            let verified = session.ask(VerifyPart { part }).await;
            if session.dataset_id.get_untracked() != dataset {
                return;
            }
            match verified {
                Ok(verified) => session.verification.update(|state| state.results.push(verified)),
                Err(failure) => {
                    session.verification.update(|state| state.progress = None);
                    if failure != Failure::Cancelled {
                        notices.push(Notice::Failed(failure));
                    }
                    return;
                }
            }
        }
        session.verification.update(|state| state.progress = None);
    });
}

/// Stops verifying; what was verified stays.
pub fn stop_verifying(session: Session, notices: Notices) {
    session.verification.update(|state| state.is_stopped = true);
    spawn_local(async move {
        if let Err(failure) = session.ask(CancelVerifying).await {
            notices.push(Notice::Failed(failure));
        }
    });
}

/// A file that the worker made, not saved yet.
#[derive(Debug, Clone)]
pub struct SubsetToSave {
    /// Name to save it under.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Indices of the questions whose picture is CMYK.
    pub cmyk: Vec<String>,
    file: File,
}

impl SubsetToSave {
    /// Whether its size is worth a thought before it is saved: more than 100 megabytes.
    pub fn is_large(&self) -> bool {
        const LARGE: u64 = 100_000_000;
        self.bytes > LARGE
    }
}

/// What a selection holds, as a file.
///
/// # Errors
/// What the worker answers instead.
pub async fn subset(session: Session, selection: SelectionNumber, file: SubsetFile) -> Result<SubsetToSave, Failure> {
    let answer = session.send(ExportSelection { selection, file }, Vec::new()).await?;
    let file = answer.files.into_iter().next().ok_or(Failure::VersionMismatch)?;
    let ExportedSelection { name, bytes, cmyk } = answer.reply;
    Ok(SubsetToSave { name, bytes, cmyk, file })
}

/// Has the user choose where, and lets the browser write the file.
pub async fn save(notices: Notices, subset: SubsetToSave) {
    match save_file(&subset.file, &subset.name).await {
        Ok(Saved::Done) => notices.push(Notice::Saved { name: subset.name }),
        Ok(Saved::NotWanted) => {}
        Err(error) => notices.push(Notice::Failed(Failure::Export { detail: format!("{error:?}") })),
    }
}
