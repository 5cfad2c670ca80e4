//! Recognition of a picture by its first bytes.

use serde::{Deserialize, Serialize};

/// A kind of picture file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// Graphics Interchange Format.
    Gif,
    /// WebP.
    WebP,
    /// Windows bitmap.
    Bmp,
    /// Tagged Image File Format.
    Tiff,
    /// JPEG 2000.
    Jpeg2000,
    /// AV1 Image File Format.
    Avif,
    /// High Efficiency Image File Format.
    Heif,
    /// Digital Imaging and Communications in Medicine.
    Dicom,
}

impl Format {
    /// The usual name, as `PNG`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Gif => "GIF",
            Self::WebP => "WebP",
            Self::Bmp => "BMP",
            Self::Tiff => "TIFF",
            Self::Jpeg2000 => "JPEG 2000",
            Self::Avif => "AVIF",
            Self::Heif => "HEIF",
            Self::Dicom => "DICOM",
        }
    }

    /// The media type, as `image/png`.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Bmp => "image/bmp",
            Self::Tiff => "image/tiff",
            Self::Jpeg2000 => "image/jp2",
            Self::Avif => "image/avif",
            Self::Heif => "image/heif",
            Self::Dicom => "application/dicom",
        }
    }
}

/// Recognises a picture by its content; `None` for unknown content.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_tell_the_format() {
        let dicom = [vec![0; 128], b"DICM".to_vec()].concat();
        let cases: [(&[u8], Option<Format>); 12] = [
            (b"\x89PNG\r\n\x1a\n", Some(Format::Png)),
            (b"\xFF\xD8\xFF\xE0", Some(Format::Jpeg)),
            (b"GIF89a", Some(Format::Gif)),
            (b"RIFF\0\0\0\0WEBP", Some(Format::WebP)),
            (b"BM\x10\0\0\0\0\0\0\0", Some(Format::Bmp)),
            (b"BMW is a car", None),
            (b"II*\0", Some(Format::Tiff)),
            (b"MM\0*", Some(Format::Tiff)),
            (b"\0\0\0\x1cftypavif", Some(Format::Avif)),
            (b"\0\0\0\x18ftypheic", Some(Format::Heif)),
            (&dicom, Some(Format::Dicom)),
            (b"<svg>", None),
        ];
        for (bytes, format) in cases {
            assert_eq!(sniff(bytes), format, "{bytes:?}");
        }
    }
}
