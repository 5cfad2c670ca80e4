//! Rows of the question list.

use leptos::prelude::*;

use super::blocks::Blocks;
use crate::app::state::session::{Session, expect_reply};
use crate::protocol::{Failure, Reply, Request, RowSummary};

/// The question list of the dataset; starts anew when the dataset is another one.
pub fn question_rows(session: Session) -> Blocks<RowSummary> {
    let blocks = Blocks::new(move |start, end| {
        Box::pin(async move {
            expect_reply(session.ask(Request::Rows { start, end }).await, |parcel| match parcel.message {
                Reply::Rows(rows) => Some(rows),
                _ => None,
            })
        })
    });
    Effect::watch(move || session.dataset_number.get(), move |_, _, _| blocks.clear(), false);
    blocks
}

/// The row of an index as typed, where it exists.
///
/// # Errors
/// If no dataset is loaded.
pub async fn find_row(session: Session, index: String) -> Result<Option<u32>, Failure> {
    expect_reply(session.ask(Request::Find { index }).await, |parcel| match parcel.message {
        Reply::Found(row) => Some(row),
        _ => None,
    })
}
