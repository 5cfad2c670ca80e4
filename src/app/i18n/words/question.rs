//! The words of the question view and of the gallery.

use super::super::{Messages, fill};
use crate::app::format::{bytes, integer};
use crate::engine::dataset::DatasetError;
use crate::engine::image::ImageError;
use crate::protocol::Failure;

/// The words of the question view and of the gallery.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the English table says what each message is")]
pub struct QuestionWords {
    pub invert: &'static str,
    pub gallery: &'static str,
    pub fault_reference: &'static str,
    pub fault_not_read: &'static str,
    pub fault_blank: &'static str,
    pub fault_base64: &'static str,
    pub fault_unknown: &'static str,
    pub fault_unsupported: &'static str,
    pub fault_damaged: &'static str,
    pub fault_pixels: &'static str,
    pub fault_bytes: &'static str,
    pub fault_list: &'static str,
    pub fault_gone: &'static str,
    pub fault_other: &'static str,
}

/// English.
pub(in crate::app::i18n) const ENGLISH: QuestionWords = QuestionWords {
    invert: "Invert",
    gallery: "Gallery of questions",
    fault_reference: "Refers to index {reference}, which has no picture",
    fault_not_read: "Picture of index {reference}, not read yet",
    fault_blank: "Image cell is empty",
    fault_base64: "Not base64 at character {at}",
    fault_unknown: "Unknown picture format",
    fault_unsupported: "{format}: browsers do not show it",
    fault_damaged: "{format} damaged or cut off",
    fault_pixels: "Too large: {width} × {height} px",
    fault_bytes: "Too large: {size}",
    fault_list: "Broken list at character {at}",
    fault_gone: "File can no longer be read",
    fault_other: "No picture",
};

/// Chinese.
pub(in crate::app::i18n) const CHINESE: QuestionWords = QuestionWords {
    invert: "反相",
    gallery: "题目图库",
    fault_reference: "引用的索引 {reference} 没有图像",
    fault_not_read: "索引 {reference} 的图像尚未读取",
    fault_blank: "图像单元格为空",
    fault_base64: "第 {at} 个字符不是 base64",
    fault_unknown: "未知的图像格式",
    fault_unsupported: "{format}：浏览器无法显示",
    fault_damaged: "{format} 已损坏或不完整",
    fault_pixels: "过大：{width} × {height} 像素",
    fault_bytes: "过大：{size}",
    fault_list: "列表在第 {at} 个字符处有误",
    fault_gone: "文件已无法读取",
    fault_other: "没有图像",
};

/// What is wrong with a picture, in the few words that fit into a tile.
pub fn short_fault(messages: &Messages, failure: &Failure) -> String {
    let words = &messages.question_view;
    match failure {
        Failure::Dataset(DatasetError::BadReference { reference, .. }) => {
            fill(words.fault_reference, &[("reference", reference)])
        }
        Failure::PictureNotReadYet { reference } => fill(words.fault_not_read, &[("reference", reference)]),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::i18n::Language;
    use crate::engine::position::Position;

    #[test]
    fn every_fault_of_a_picture_has_words_of_its_own() {
        let faults = [
            Failure::Dataset(DatasetError::BadReference {
                position: Position::default(),
                index: "5".to_owned(),
                reference: "4711".to_owned(),
            }),
            Failure::PictureNotReadYet { reference: "4711".to_owned() },
            ImageError::Blank.into(),
            ImageError::NotBase64 { at: 1233 }.into(),
            ImageError::UnknownFormat { start: "3c 73".to_owned() }.into(),
            ImageError::UnsupportedFormat { format: "TIFF".to_owned() }.into(),
            ImageError::Damaged { format: "PNG".to_owned(), detail: String::new() }.into(),
            ImageError::TooManyPixels { width: 20_000, height: 20_000, limit: 1 }.into(),
            ImageError::TooManyBytes { bytes: 300_000_000, limit: 1 }.into(),
            ImageError::BrokenList { at: 1233 }.into(),
            Failure::FileGone { name: "a.tsv".to_owned(), detail: String::new() },
            Failure::NotLoaded { what: "picture".to_owned() },
        ];
        for language in [Language::English, Language::Chinese] {
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
