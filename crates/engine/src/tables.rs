//! Tables that the build script has written as postcard.

use serde::Deserialize;

/// Reads a table; the build script has written it of the same type.
pub(crate) fn table<T: Deserialize<'static> + Default>(bytes: &'static [u8]) -> T {
    let table = postcard::from_bytes(bytes);
    debug_assert!(table.is_ok(), "the build script writes the table of the same type");
    table.unwrap_or_default()
}
