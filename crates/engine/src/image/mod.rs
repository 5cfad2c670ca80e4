//! Images of a question: base64 text, recognition by content, decoding under limits.

#![expect(missing_docs, clippy::missing_errors_doc, reason = "what a name or a type says has no line of its own")]

pub mod base64;
mod ending;
mod format;
mod inspect;
mod jpeg;
pub mod list;
mod png;
mod shown;
mod stored;
mod webp;

pub use format::{Damage, Format, ImageError, sniff};
pub use inspect::{ImageInfo, Limits, decode, inspect, measure_base64};
pub use jpeg::is_cmyk;
pub use shown::{PictureNote, Shown, opaque_png, proven, shown};
pub use stored::{is_surely_upright, without_orientation};
