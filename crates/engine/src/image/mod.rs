//! Pictures of a question: base64 text, recognition by content, decoding under limits.

pub mod base64;
mod ending;
mod error;
mod format;
mod inspect;
pub mod list;

pub use error::{Damage, ImageError};
pub use format::{Format, sniff};
pub use inspect::{ImageInfo, Limits, decode, inspect, measure, measure_base64};
