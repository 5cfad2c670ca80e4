//! Rows by their index.

use crate::state::session::Session;
use protocol::{Failure, FindIndex};

/// The row of an index as typed, where it exists.
///
/// # Errors
/// If no dataset is loaded.
pub async fn find_row(session: Session, index: String) -> Result<Option<u32>, Failure> {
    session.ask(FindIndex { index }).await
}
