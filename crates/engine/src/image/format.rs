//! Recognition of an image by its first bytes.

use serde::{Deserialize, Serialize};

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
