//! What was open when the page was left, to be opened again after a reload.

use std::sync::atomic::{AtomicBool, Ordering};

use leptos::task::spawn_local;
use web_sys::File;

use super::around::host;
use super::navigation::Navigation;
use super::notices::Notices;
use super::opening::{is_sample, open_files, reopen_sample};
use super::recent::{RecentEntry, RecentFiles, read_list, reopen};
use super::session::Session;
use web::{open_store, storage};

/// Whether the dataset that was open last was the sample's.
const SAMPLE: &str = "gmai-scope.sample-open";

/// Whether something was opened in this visit; what was open before it is then no longer what was open last.
static HAS_BEGUN: AtomicBool = AtomicBool::new(false);

/// What was open.
#[derive(Debug, Clone, PartialEq)]
pub struct LastOpen {
    /// The dataset; none where it cannot be opened without being looked for.
    pub dataset: Option<LastDataset>,
    /// The prediction files.
    pub predictions: Vec<File>,
}

/// A dataset that was open.
#[derive(Debug, Clone, PartialEq)]
pub enum LastDataset {
    /// That of the sample.
    Sample,
    /// One whose file handles the browser keeps.
    Recent(Box<RecentEntry>),
}

impl LastDataset {
    /// Its name, where it has one of its own.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Sample => None,
            Self::Recent(entry) => Some(&entry.dataset.name),
        }
    }
}

/// Notes what was opened: prediction files, and whether the dataset beside them is the sample's.
pub fn note_opened(predictions: Vec<File>, dataset: Option<&str>) {
    if host().is_frame() {
        return;
    }
    if let Some(name) = dataset {
        storage::write(SAMPLE, if is_sample(name) { "yes" } else { "" });
    }
    let replaces = !HAS_BEGUN.swap(true, Ordering::Relaxed);
    spawn_local(async move {
        if let Err(error) = open_store::keep(&predictions, replaces).await {
            leptos::logging::log!("not kept for a reload: {error:?}");
        }
    });
}

/// Notes that a prediction file was closed.
pub fn note_closed(name: String) {
    if host().is_frame() {
        return;
    }
    spawn_local(async move {
        if let Err(error) = open_store::forget(&name).await {
            leptos::logging::log!("{error:?}");
        }
    });
}

/// Notes that the dataset was closed.
pub fn note_dataset_closed() {
    if !host().is_frame() {
        storage::write(SAMPLE, "");
    }
}

/// Looks for what was open before this visit; none once something was opened in it.
pub async fn last_open() -> Option<LastOpen> {
    if HAS_BEGUN.load(Ordering::Relaxed) || host().is_frame() {
        return None;
    }
    let predictions = open_store::kept().await.unwrap_or_default();
    let dataset = if storage::read(SAMPLE).as_deref() == Some("yes") {
        Some(LastDataset::Sample)
    } else {
        let latest = read_list().await.ok().and_then(|list| list.into_iter().next());
        latest.filter(|entry| !entry.handles.is_empty()).map(|entry| LastDataset::Recent(Box::new(entry)))
    };
    (dataset.is_some() || !predictions.is_empty()).then_some(LastOpen { dataset, predictions })
}

/// Opens it again.
pub fn open_again(session: Session, notices: Notices, navigation: Navigation, recent: RecentFiles, last: LastOpen) {
    let LastOpen { dataset, predictions } = last;
    match dataset {
        Some(LastDataset::Sample) => reopen_sample(session, notices, navigation),
        Some(LastDataset::Recent(entry)) => reopen(session, notices, navigation, recent, *entry),
        None => {}
    }
    open_files(session, notices, navigation, predictions);
}
