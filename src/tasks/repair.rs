//! Taking away and checking repaired files.

use js_sys::Array;
use leptos::task::spawn_local;
use web_sys::File;

use super::check::{CheckDesk, check_files};
use super::export::save_file;
use crate::state::notices::Notice;
use engine::repair::Repair;
use engine::table::TableFormat;
use protocol::Failure;
use protocol::check::{CheckId, ExportRepaired};

/// Hands the repaired file to the browser to save.
pub fn save_repaired(desk: CheckDesk, check: CheckId, repairs: Vec<Repair>, format: TableFormat) {
    save_file(desk.session, desk.notices, ExportRepaired { check, repairs, format });
}

/// Checks the repaired file as if it had been dropped.
pub fn check_repaired(desk: CheckDesk, check: CheckId, repairs: Vec<Repair>, format: TableFormat) {
    spawn_local(async move {
        let made = desk.session.ask_for_file(ExportRepaired { check, repairs, format }).await;
        let file = made.and_then(|(made, bytes)| {
            File::new_with_buffer_source_sequence(&Array::of1(&bytes), &made.name)
                .map_err(|error| Failure::Export { detail: format!("{error:?}") })
        });
        match file {
            Ok(file) => check_files(desk, vec![file]),
            Err(failure) => desk.notices.push(Notice::Failed(failure)),
        }
    });
}
