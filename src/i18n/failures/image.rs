//! What is wrong with an image.

use engine::image::{Damage, ImageError};

use super::super::fill;
use super::super::generated::FailuresImageWords;
use crate::format::{bytes, integer};

/// A fault of an image as a sentence.
pub(super) fn what(words: FailuresImageWords, fault: &ImageError) -> String {
    match fault {
        ImageError::Blank => words.blank.to_owned(),
        ImageError::NotBase64 { at } => fill(words.not_base64, &[("at", &integer(at + 1))]),
        ImageError::UnknownFormat { start } => fill(words.unknown_format, &[("start", start)]),
        ImageError::UnsupportedFormat { format } => fill(words.unsupported_format, &[("format", format)]),
        ImageError::Damaged { format, damage } => {
            let template = match damage {
                Damage::Unnamed => words.damaged_unnamed,
                Damage::EndsEarly => words.damaged_ends_early,
                Damage::Header => words.damaged_header,
                Damage::Content => words.damaged_content,
                Damage::Unsupported => words.damaged_unsupported,
            };
            fill(template, &[("format", format)])
        }
        ImageError::TooManyPixels { width, height, limit } => fill(
            words.too_many_pixels,
            &[
                ("width", &integer((*width).into())),
                ("height", &integer((*height).into())),
                ("limit", &integer(*limit)),
            ],
        ),
        ImageError::TooManyBytes { bytes: size, limit } => {
            fill(words.too_many_bytes, &[("size", &bytes(*size)), ("limit", &bytes(*limit))])
        }
        ImageError::BrokenList { at } => fill(words.broken_list, &[("at", &integer(at + 1))]),
    }
}
