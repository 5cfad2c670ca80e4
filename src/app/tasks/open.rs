//! Opening files of any kind.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{File, FileList};

use crate::app::state::notices::{Notice, Notices};
use crate::app::state::session::{Session, expect_reply};
use crate::protocol::{Opened, Recognised, Reply, Request};

/// The files of a drop or a file picker.
pub fn files_of(list: Option<FileList>) -> Vec<File> {
    list.map_or_else(Vec::new, |list| (0..list.length()).filter_map(|index| list.item(index)).collect())
}

/// Hands files to the worker and tells what they were.
pub fn open_files(session: Session, notices: Notices, files: Vec<File>) {
    if !files.is_empty() {
        spawn_local(open(session, notices, files));
    }
}

/// Hands files to the worker and tells what they were; ends when it has recognised them.
pub async fn open(session: Session, notices: Notices, files: Vec<File>) {
    let count = u32::try_from(files.len()).unwrap_or(u32::MAX);
    session.opening.update(|opening| *opening = opening.saturating_add(count));
    let answer = session.send(Request::Open, files).await;
    session.opening.update(|opening| *opening = opening.saturating_sub(count));
    let opened = expect_reply(answer, |parcel| match parcel.message {
        Reply::Opened(opened) => Some(opened),
        _ => None,
    });
    match opened {
        Ok(opened) => tell(notices, opened),
        Err(failure) => notices.push(Notice::Failed(failure)),
    }
}

fn tell(notices: Notices, opened: Vec<Opened>) {
    let mut dataset_files = 0;
    for Opened { name, outcome } in opened {
        match outcome {
            Ok(Recognised::Dataset) => dataset_files += 1,
            Ok(Recognised::Predictions(id)) => notices.push(Notice::PredictionsOpened { name, id }),
            Err(failure) => notices.push(Notice::Refused { name, failure }),
        }
    }
    if dataset_files > 0 {
        notices.push(Notice::DatasetOpened { files: dataset_files });
    }
}
