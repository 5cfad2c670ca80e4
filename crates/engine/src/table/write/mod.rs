//! Writing tables so that VLMEvalKit reads them back.

mod delimited;
mod json;
mod xlsx;

pub use delimited::delimited;
pub use json::json;
pub use xlsx::xlsx;
