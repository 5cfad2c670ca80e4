//! Opening files of any kind.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{File, FileList};

use crate::state::navigation::Navigation;
use crate::state::notices::{Notice, Notices};
use crate::state::route::{Page, Route};
use crate::state::session::{Session, expect_reply};
use protocol::{Failure, Opened, Recognised, Reply, Request};

/// The files of a drop or a file picker.
pub fn files_of(list: Option<FileList>) -> Vec<File> {
    list.map_or_else(Vec::new, |list| (0..list.length()).filter_map(|index| list.item(index)).collect())
}

/// Hands files to the worker and tells what they were; from the page that asks for data a dataset leads to its first
/// question at once.
pub fn open_files(session: Session, notices: Notices, navigation: Navigation, files: Vec<File>) {
    if files.is_empty() {
        return;
    }
    let was_open = session.dataset.with_untracked(Option::is_some);
    spawn_local(async move {
        let dataset_files = open(session, notices, files, true).await;
        if dataset_files == 0 {
            return;
        }
        if navigation.page_now() == Page::Data {
            navigation.go(Route::Explore(navigation.explore_now().of_opened(was_open)));
        } else {
            notices.push(Notice::DatasetOpened { files: dataset_files });
        }
    });
}

/// Hands files to the worker and tells what the others than datasets were; yields the number of dataset files. A dataset
/// that is to be remembered opens faster next time.
pub async fn open(session: Session, notices: Notices, files: Vec<File>, remember: bool) -> u32 {
    let count = u32::try_from(files.len()).unwrap_or(u32::MAX);
    session.opening.update(|opening| *opening = opening.saturating_add(count));
    let answer = session.send(Request::Open { remember }, files).await;
    session.opening.update(|opening| *opening = opening.saturating_sub(count));
    let opened = expect_reply(answer, |parcel| match parcel.message {
        Reply::Opened(opened) => Some(opened),
        _ => None,
    });
    match opened {
        Ok(opened) => tell(notices, opened),
        Err(failure) => {
            notices.push(Notice::Failed(failure));
            0
        }
    }
}

fn tell(notices: Notices, opened: Vec<Opened>) -> u32 {
    let mut dataset_files = 0;
    for Opened { name, outcome } in opened {
        match outcome {
            Ok(Recognised::Dataset) => dataset_files += 1,
            Ok(Recognised::Predictions(id)) => notices.push(Notice::PredictionsOpened { name, id, files: 1 }),
            Err(Failure::Cancelled) => {}
            Err(failure) => notices.push(Notice::Refused { name, failure }),
        }
    }
    dataset_files
}
