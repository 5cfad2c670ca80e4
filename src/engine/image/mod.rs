//! Pictures of a question: base64 text, recognition by content, decoding under limits.

mod error;

pub use error::ImageError;
