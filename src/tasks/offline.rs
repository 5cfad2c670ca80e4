//! The site as an installed app: kept for when there is no network, renewed, and started with files.

use leptos::task::spawn_local;

use super::check::{CheckDesk, take_files};
use crate::state::notices::{Notice, Notices};
use web::{launch_queue, service_worker};

/// Keeps the site for when there is no network, and tells of new versions.
pub fn keep_offline(notices: Notices) {
    spawn_local(async move {
        // Without it the page is the same as long as there is a network, so that nobody needs to be told.
        if let Err(error) = service_worker::register(move || notices.push(Notice::NewVersion)).await {
            leptos::logging::log!("not kept for when there is no network: {error:?}");
        }
    });
}

/// Loads the page anew, as its new version.
pub fn begin_new_version() {
    spawn_local(async {
        if let Err(error) = service_worker::begin_new_version().await {
            leptos::logging::warn!("{error:?}");
        }
    });
}

/// Opens the files that the system starts the app with, as if they had been dropped.
pub fn open_launched_files(desk: CheckDesk) {
    let open = move |files| match files {
        Ok(files) => take_files(desk, files),
        Err(failure) => desk.notices.push(Notice::Failed(failure)),
    };
    if let Err(error) = launch_queue::on_files(open) {
        leptos::logging::warn!("{error:?}");
    }
}
