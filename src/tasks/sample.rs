//! Trying the app with the sample that lies beside it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::open::{open, show_opened};
use crate::state::navigation::Navigation;
use crate::state::notices::{Notice, Notices};
use crate::state::session::Session;
use web::sample::fetch_file;

/// Where the sample lies, relative to the page.
const FOLDER: &str = "sample/";
const DATASET: &str = "SAMPLE_VAL.tsv";
const PREDICTIONS: &str = "madeup-vlm-7b_SAMPLE_VAL.xlsx";

/// Where the origin and licences of the sample's pictures are written, relative to the page.
pub const ATTRIBUTION: &str = "sample/ATTRIBUTION.md";

/// Opens the sample's dataset and predictions (once) and shows its first question.
pub fn try_sample(session: Session, notices: Notices, navigation: Navigation) {
    let before = session.dataset_id.get_untracked();
    session.expect_files();
    spawn_local(async move {
        let has_predictions =
            session.predictions.with_untracked(|list| list.iter().any(|file| file.name == PREDICTIONS));
        let wanted: &[&str] = if has_predictions { &[DATASET] } else { &[DATASET, PREDICTIONS] };
        let mut files = Vec::new();
        for name in wanted {
            match fetch_file(FOLDER, name).await {
                Ok(file) => files.push(file),
                Err(detail) => {
                    notices.push(Notice::SampleMissing { detail });
                    return;
                }
            }
        }
        // What can be had from the site at any time need not be listed.
        open(session, notices, files, false).await;
        show_opened(session, navigation, before);
    });
}
