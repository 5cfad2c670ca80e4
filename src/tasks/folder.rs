//! Dropped folders: models, or datasets and predictions as an evaluation leaves them.

use std::collections::BTreeSet;

use leptos::task::spawn_local;
use web_sys::File;

use super::check::{CheckDesk, check_files};
use super::local::take_model;
use super::open::open_folder;
use super::run::RunDesk;
use crate::folder::{is_model, may_be_table};
use crate::state::route::Page;
use protocol::Failure;
use web::fetch::describe;
use web::file_bytes::size_of;
use web::folder::{DroppedFolder, FolderFile};

/// Takes a dropped folder for what its files are.
pub fn take_dropped(desk: CheckDesk, run: RunDesk, folder: DroppedFolder) {
    spawn_local(async move {
        let name = folder.name();
        let files = match folder.files().await {
            Ok(files) => files,
            Err(error) => return run.tell(Failure::FileGone { name, detail: describe(&error) }),
        };
        if run.state.host.allows_keys() && is_model(files.iter().map(|(path, _)| path.as_str())) {
            take_model(run, files).await;
        } else if desk.navigation.page_now() == Page::Check {
            check_files(desk, tables(files));
        } else {
            open_folder(desk.session, desk.notices, desk.navigation, name, tables(files));
        }
    });
}

/// The files that may be tables, each once: an evaluation links its latest results from the folder above.
fn tables(files: Vec<FolderFile>) -> Vec<File> {
    let mut known = BTreeSet::new();
    let mut is_new = |file: &File| known.insert((file.name(), size_of(file), file.last_modified().to_bits()));
    let tables = files.into_iter().filter(|(path, _)| may_be_table(path)).map(|(_, file)| file);
    tables.filter(|file| is_new(file)).collect()
}
