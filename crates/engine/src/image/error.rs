//! What can be wrong with an image.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// In what way an image is damaged, as far as its decoder tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Damage {
    #[default]
    Unnamed,
    EndsEarly,
    /// What stands before the pixels breaks the format's rules.
    Header,
    /// Something else in it breaks the format's rules.
    Content,
    /// It may be whole, but uses a part of the format that is not known here.
    Unsupported,
}

impl Damage {
    fn clause(self) -> &'static str {
        match self {
            Self::Unnamed => "",
            Self::EndsEarly => ": the file ends early",
            Self::Header => ": its header is broken",
            Self::Content => ": it cannot be decoded",
            Self::Unsupported => ", or uses a part of the format that is not known here",
        }
    }
}

/// An image that cannot be shown; a `limit` is the greatest accepted number.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum ImageError {
    #[error("the image cell is blank")]
    Blank,
    #[error("character {at} of the image cell is not base64")]
    NotBase64 {
        /// Character within the cell, counted from 0; the cell's length where the end is what is wrong.
        at: u64,
    },
    #[error("the picture's format is not known; it starts with {start}")]
    UnknownFormat {
        /// The first bytes as hexadecimal.
        start: String,
    },
    #[error("{format} pictures are not supported")]
    UnsupportedFormat {
        format: String,
    },
    #[error("the {format} picture is damaged or cut off{}", damage.clause())]
    Damaged {
        format: String,
        /// In what way; journals of earlier versions do not say.
        #[serde(default)]
        damage: Damage,
    },
    #[error("the picture has {width} × {height} pixels, the limit is {limit} pixels")]
    TooManyPixels { width: u32, height: u32, limit: u64 },
    #[error("the picture has {bytes} bytes, the limit is {limit}")]
    TooManyBytes { bytes: u64, limit: u64 },
    #[error("the image cell starts as a list, but character {at} breaks it")]
    BrokenList {
        /// Character within the cell, counted from 0.
        at: u64,
    },
}
