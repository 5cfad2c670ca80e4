//! Writing tables so that VLMEvalKit reads them back.

mod delimited;
mod xlsx;

pub use delimited::delimited;
pub use xlsx::xlsx;
