//! Opening files of any kind, and the sample that lies beside the page.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{File, FileList};

use super::address::{Page, Route};
use super::last_open::note_opened;
use super::navigation::Navigation;
use super::notice::Notice;
use super::notices::Notices;
use super::session::Session;
use protocol::{DatasetId, Failure, OpenFiles, Opened, PredictionsId, Recognised};
use web::sample::fetch_file;
use web::theme::is_narrow;

/// The files of a drop or a file picker.
pub fn files_of(list: Option<FileList>) -> Vec<File> {
    list.map_or_else(Vec::new, |list| (0..list.length()).filter_map(|index| list.item(index)).collect())
}

/// Hands files to the worker and tells what they were; from the page that asks for data a dataset leads to its first
/// question at once, on a phone to its list.
pub fn open_files(session: Session, notices: Notices, navigation: Navigation, files: Vec<File>) {
    if files.is_empty() {
        return;
    }
    let before = session.dataset_id.get_untracked();
    spawn_local(async move {
        let dataset_files = open(session, notices, files, true).await;
        lead_on(session, notices, navigation, before, dataset_files);
    });
}

/// Opens what can be opened of a folder's files, and tells once of the others: that they are no tables of the benchmark
/// is nothing that the user has said.
pub fn open_folder(session: Session, notices: Notices, navigation: Navigation, folder: String, files: Vec<File>) {
    let before = session.dataset_id.get_untracked();
    spawn_local(async move {
        let all = if files.is_empty() { Vec::new() } else { recognise(session, notices, files, true).await };
        let (opened, left): (Vec<_>, Vec<_>) = all.into_iter().partition(|file| file.outcome.is_ok());
        let count = u32::try_from(opened.len()).unwrap_or(u32::MAX);
        let dataset_files = tell(notices, opened);
        if count == 0 || !left.is_empty() {
            let left = left.into_iter().map(|file| file.name).collect();
            notices.push(Notice::FolderRead { folder, opened: count, left });
        }
        lead_on(session, notices, navigation, before, dataset_files);
    });
}

fn lead_on(session: Session, notices: Notices, navigation: Navigation, before: Option<DatasetId>, dataset_files: u32) {
    if dataset_files == 0 {
        return;
    }
    if navigation.page_now() == Page::Data {
        show_opened(session, navigation, before);
    } else {
        notices.push(Notice::DatasetOpened { files: dataset_files });
    }
}

/// Shows a question of the dataset that is open now; `before` is the one that was open until files were opened.
pub fn show_opened(session: Session, navigation: Navigation, before: Option<DatasetId>) {
    let is_another = before.is_some() && session.dataset_id.get_untracked() != before;
    navigation.go(Route::Explore(navigation.explore_now().of_opened(is_another, is_narrow())));
}

/// Hands files to the worker and tells what the others than datasets were; yields the number of dataset files. A dataset
/// that is to be remembered opens faster next time.
pub async fn open(session: Session, notices: Notices, files: Vec<File>, remember: bool) -> u32 {
    tell(notices, recognise(session, notices, files, remember).await)
}

/// Hands files to the worker; where that fails, this is told and nothing is opened.
async fn recognise(session: Session, notices: Notices, files: Vec<File>, remember: bool) -> Vec<Opened> {
    let count = u32::try_from(files.len()).unwrap_or(u32::MAX);
    session.opening.update(|opening| *opening = opening.saturating_add(count));
    let answer = session.send(OpenFiles { remember }, files.clone()).await;
    session.opening.update(|opening| *opening = opening.saturating_sub(count));
    match answer {
        Ok(answer) => {
            note(files, &answer.reply);
            answer.reply
        }
        Err(failure) => {
            notices.push(Notice::Failed(failure));
            Vec::new()
        }
    }
}

/// Notes what has been opened for the next visit; the replies are in the order of the files.
fn note(files: Vec<File>, opened: &[Opened]) {
    let dataset = opened.iter().find(|opened| opened.outcome == Ok(Recognised::Dataset)).map(|opened| &*opened.name);
    let is_predictions = |opened: &Opened| matches!(opened.outcome, Ok(Recognised::Predictions(_)));
    let predictions: Vec<File> =
        files.into_iter().zip(opened).filter(|(_, opened)| is_predictions(opened)).map(|(file, _)| file).collect();
    if dataset.is_some() || !predictions.is_empty() {
        note_opened(predictions, dataset);
    }
}

/// Opens a prediction file and shows its score.
pub fn open_to_score(session: Session, notices: Notices, navigation: Navigation, file: File) {
    spawn_local(async move {
        if let Some(id) = open_predictions(session, notices, file).await {
            navigation.go(navigation.score_of(id));
        }
    });
}

/// Opens a prediction file; where it is none, this is told.
pub async fn open_predictions(session: Session, notices: Notices, file: File) -> Option<PredictionsId> {
    let opened = recognise(session, notices, vec![file], true).await;
    if let Some(Ok(Recognised::Predictions(id))) = opened.first().map(|opened| &opened.outcome) {
        return Some(*id);
    }
    tell(notices, opened);
    None
}

/// Tells what the others than datasets were; yields the number of dataset files.
pub fn tell(notices: Notices, opened: Vec<Opened>) -> u32 {
    let mut dataset_files = 0;
    let mut predictions = Vec::new();
    for Opened { name, outcome } in opened {
        match outcome {
            Ok(Recognised::Dataset) => dataset_files += 1,
            Ok(Recognised::Predictions(id)) => predictions.push((name, id)),
            Err(Failure::Cancelled) => {}
            Err(failure) => notices.push(Notice::Refused { name, failure }),
        }
    }
    let files = u32::try_from(predictions.len()).unwrap_or(u32::MAX);
    if let Some((name, id)) = predictions.pop() {
        notices.push(Notice::PredictionsOpened { name, id, files });
    }
    dataset_files
}

/// Where the sample lies, relative to the page.
const FOLDER: &str = "sample/";
const DATASET: &str = "SAMPLE_VAL.tsv";
const PREDICTIONS: &str = "madeup-vlm-7b_SAMPLE_VAL.xlsx";

/// A second model's, for comparisons.
const OTHER_PREDICTIONS: &str = "madeup-vlm-2b_SAMPLE_VAL.tsv";

/// Where the origin and licences of the sample's images are written, relative to the page.
pub const ATTRIBUTION: &str = "sample/ATTRIBUTION.md";

/// Opens the sample's dataset and predictions (once) and shows its first question, or on the score page its score.
pub fn try_sample(session: Session, notices: Notices, navigation: Navigation) {
    let before = session.dataset_id.get_untracked();
    spawn_local(async move {
        if open_sample(session, notices, &[DATASET, PREDICTIONS]).await && navigation.page_now() != Page::Score {
            show_opened(session, navigation, before);
        }
    });
}

/// Whether a dataset is that of the sample, by the name of its file.
pub fn is_sample(name: &str) -> bool {
    name == DATASET
}

/// Opens the sample's dataset again; where files are asked for, it leads to its first question.
pub fn reopen_sample(session: Session, notices: Notices, navigation: Navigation) {
    spawn_local(async move {
        if open_sample(session, notices, &[DATASET]).await && navigation.page_now() == Page::Data {
            show_opened(session, navigation, None);
        }
    });
}

/// Opens the sample's dataset and the predictions of two models (once).
pub fn open_sample_pair(session: Session, notices: Notices) {
    spawn_local(async move {
        open_sample(session, notices, &[DATASET, PREDICTIONS, OTHER_PREDICTIONS]).await;
    });
}

/// Opens files of the sample but the predictions that are open; whether all could be fetched.
async fn open_sample(session: Session, notices: Notices, names: &[&str]) -> bool {
    session.expect_files();
    let is_open = |name: &&str| session.predictions.with_untracked(|list| list.iter().any(|file| file.name == **name));
    let mut files = Vec::new();
    for name in names.iter().filter(|name| !is_open(name)) {
        match fetch_file(FOLDER, name).await {
            Ok(file) => files.push(file),
            Err(detail) => {
                notices.push(Notice::SampleMissing { detail });
                return false;
            }
        }
    }
    // What can be had from the site at any time need not be listed.
    open(session, notices, files, false).await;
    true
}
