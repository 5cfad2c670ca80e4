//! Recognition of an image by its first bytes, and what can be wrong with it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    Png,
    Jpeg,
    Gif,
    WebP,
    Bmp,
    Tiff,
    Jpeg2000,
    Avif,
    Heif,
    Dicom,
}

impl Format {
    pub fn name(self) -> &'static str {
        self.name_and_mime().0
    }

    pub fn mime(self) -> &'static str {
        self.name_and_mime().1
    }

    fn name_and_mime(self) -> (&'static str, &'static str) {
        match self {
            Self::Png => ("PNG", "image/png"),
            Self::Jpeg => ("JPEG", "image/jpeg"),
            Self::Gif => ("GIF", "image/gif"),
            Self::WebP => ("WebP", "image/webp"),
            Self::Bmp => ("BMP", "image/bmp"),
            Self::Tiff => ("TIFF", "image/tiff"),
            Self::Jpeg2000 => ("JPEG 2000", "image/jp2"),
            Self::Avif => ("AVIF", "image/avif"),
            Self::Heif => ("HEIF", "image/heif"),
            Self::Dicom => ("DICOM", "application/dicom"),
        }
    }
}

pub fn sniff(bytes: &[u8]) -> Option<Format> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Format::Png),
        [0xFF, 0xD8, 0xFF, ..] => Some(Format::Jpeg),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Format::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Format::WebP),
        // Two letters alone are weak; the four reserved bytes are zero in every bitmap.
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Some(Format::Bmp),
        [b'I', b'I', b'*' | b'+', 0, ..] | [b'M', b'M', 0, b'*' | b'+', ..] => Some(Format::Tiff),
        [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] | [0xFF, 0x4F, 0xFF, 0x51, ..] => Some(Format::Jpeg2000),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f' | b's', ..] => Some(Format::Avif),
        [_, _, _, _, b'f', b't', b'y', b'p', b'h' | b'm', b'e' | b'i', b'i' | b'v' | b'f', ..] => Some(Format::Heif),
        _ if bytes.get(128..132) == Some(b"DICM") => Some(Format::Dicom),
        _ => None,
    }
}

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
    #[error("the image's format is not known; it starts with {start}")]
    UnknownFormat {
        /// The first bytes as hexadecimal.
        start: String,
    },
    #[error("{format} images are not supported")]
    UnsupportedFormat { format: String },
    #[error("the {format} image is damaged or cut off{}", damage.clause())]
    Damaged {
        format: String,
        /// In what way; journals of earlier versions do not say.
        #[serde(default)]
        damage: Damage,
    },
    #[error("the image has {width} × {height} pixels, the limit is {limit} pixels")]
    TooManyPixels { width: u32, height: u32, limit: u64 },
    #[error("the image has {bytes} bytes, the limit is {limit}")]
    TooManyBytes { bytes: u64, limit: u64 },
    #[error("the image cell starts as a list, but character {at} breaks it")]
    BrokenList {
        /// Character within the cell, counted from 0.
        at: u64,
    },
}
