//! Images of questions in words: what is wrong with them, and what is to be known of them.

use super::super::generated::QuestionWords;
use super::super::{Messages, fill};
use crate::format::{bytes, integer};
use engine::dataset::DatasetError;
use engine::image::{ImageError, PictureNote};
use protocol::Failure;

/// What is wrong with an image, in the few words that fit into a tile.
pub fn short_fault(messages: &Messages, failure: &Failure) -> String {
    let words = &messages.question;
    match failure {
        Failure::Dataset(DatasetError::BadReference { reference, .. }) if reference.trim().is_empty() => {
            words.fault_blank.to_owned()
        }
        Failure::Dataset(DatasetError::BadReference { reference, .. }) => {
            fill(words.fault_reference, &[("reference", reference)])
        }
        Failure::Dataset(DatasetError::BlankImage { .. }) => words.fault_blank.to_owned(),
        Failure::ImageNotReadYet { reference } => fill(words.fault_not_read, &[("reference", reference)]),
        Failure::FileGone { .. } => words.fault_gone.to_owned(),
        Failure::Image(fault) => short_image_fault(words, fault),
        _ => words.fault_other.to_owned(),
    }
}

fn short_image_fault(words: &QuestionWords, fault: &ImageError) -> String {
    match fault {
        ImageError::Blank => words.fault_blank.to_owned(),
        ImageError::NotBase64 { at } => fill(words.fault_base64, &[("at", &integer(at + 1))]),
        ImageError::UnknownFormat { .. } => words.fault_unknown.to_owned(),
        ImageError::UnsupportedFormat { format } => fill(words.fault_unsupported, &[("format", format)]),
        ImageError::Damaged { format, .. } => fill(words.fault_damaged, &[("format", format)]),
        ImageError::TooManyPixels { width, height, .. } => fill(
            words.fault_pixels,
            &[("width", &integer(u64::from(*width))), ("height", &integer(u64::from(*height)))],
        ),
        ImageError::TooManyBytes { bytes: size, .. } => fill(words.fault_bytes, &[("size", &bytes(*size))]),
        ImageError::BrokenList { at } => fill(words.fault_list, &[("at", &integer(at + 1))]),
    }
}

/// What is to be known of an image, as a sentence.
pub fn picture_note(messages: &Messages, note: PictureNote) -> String {
    let words = &messages.question;
    match note {
        PictureNote::Turned { orientation } => {
            // The meaning of each value: CIPA DC-008 (Exif 2.32), tag 0112.
            let (is_mirrored, angle) = match orientation {
                3 => (false, "180"),
                6 => (false, "90"),
                8 => (false, "270"),
                4 => (true, "180"),
                5 => (true, "270"),
                7 => (true, "90"),
                _ => (true, "0"),
            };
            let sentence = if is_mirrored { words.note_mirrored } else { words.note_turned };
            fill(sentence, &[("orientation", &orientation.to_string()), ("angle", angle)])
        }
        PictureNote::Cmyk => words.note_cmyk.to_owned(),
        PictureNote::DeepGrey => words.note_deep_grey.to_owned(),
        PictureNote::DamagedEnd => words.note_damaged_end.to_owned(),
        PictureNote::FirstOfSeveral => words.note_first.to_owned(),
        PictureNote::Transparent => words.note_transparent.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;
    use engine::image::Damage;
    use engine::position::Position;

    #[test]
    fn every_note_of_an_image_has_words_of_its_own() {
        let turned = (2..=8).map(|orientation| PictureNote::Turned { orientation });
        let notes: Vec<PictureNote> = turned
            .chain([
                PictureNote::Cmyk,
                PictureNote::DeepGrey,
                PictureNote::DamagedEnd,
                PictureNote::FirstOfSeveral,
                PictureNote::Transparent,
            ])
            .collect();
        for language in Language::bundled() {
            let told: Vec<String> = notes.iter().map(|note| picture_note(language.messages(), *note)).collect();
            for (at, text) in told.iter().enumerate() {
                assert!(!text.contains('{') && !told[..at].contains(text), "{text}");
            }
            assert!(told[4].contains("EXIF 6") && told[4].contains("90°"), "{}", told[4]);
        }
    }

    #[test]
    fn every_fault_of_an_image_has_words_of_its_own() {
        let faults = [
            Failure::Dataset(DatasetError::BadReference {
                position: Position::default(),
                index: "5".to_owned(),
                reference: "4711".to_owned(),
            }),
            Failure::ImageNotReadYet { reference: "4711".to_owned() },
            ImageError::Blank.into(),
            ImageError::NotBase64 { at: 1233 }.into(),
            ImageError::UnknownFormat { start: "3c 73".to_owned() }.into(),
            ImageError::UnsupportedFormat { format: "TIFF".to_owned() }.into(),
            ImageError::Damaged { format: "PNG".to_owned(), damage: Damage::EndsEarly }.into(),
            ImageError::TooManyPixels { width: 20_000, height: 20_000, limit: 1 }.into(),
            ImageError::TooManyBytes { bytes: 300_000_000, limit: 1 }.into(),
            ImageError::BrokenList { at: 1233 }.into(),
            Failure::FileGone { name: "a.tsv".to_owned(), detail: String::new() },
            Failure::NotLoaded { what: protocol::Missing::Image },
        ];
        for language in Language::bundled() {
            let told: Vec<String> = faults.iter().map(|fault| short_fault(language.messages(), fault)).collect();
            for (at, text) in told.iter().enumerate() {
                assert!(!text.contains('{') && !told[..at].contains(text), "{text}");
            }
            for (at, expected) in
                [(0, "4711"), (3, "1\u{202f}234"), (7, "20\u{202f}000 × 20\u{202f}000"), (8, "300 MB")]
            {
                assert!(told[at].contains(expected), "{}", told[at]);
            }
        }
    }
}
