//! Rows by their index.

use crate::state::session::{Session, expect_reply};
use protocol::{Failure, Reply, Request};

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
