//! Writing tables so that VLMEvalKit reads them back.

mod delimited;
mod json;
mod xlsx;

pub use delimited::delimited;
pub use json::json;
pub(super) use xlsx::column_letters;
pub use xlsx::xlsx;
