//! The words of the question view and of the gallery.

use super::super::{Messages, fill};
use crate::format::{bytes, integer};
use engine::dataset::DatasetError;
use engine::image::{ImageError, PictureNote};
use protocol::Failure;

/// The words of the question view and of the gallery.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the English table says what each message is")]
pub struct QuestionWords {
    pub invert: &'static str,
    pub key_invert: &'static str,
    pub key_pick: &'static str,
    pub hint: &'static str,
    pub no_pictures: &'static str,
    pub window_title: &'static str,
    pub window_show: &'static str,
    pub window_width: &'static str,
    pub window_level: &'static str,
    pub window_reset: &'static str,
    pub quiz: &'static str,
    pub quiz_needs_answers: &'static str,
    pub quiz_tally: &'static str,
    pub quiz_pick: &'static str,
    pub quiz_reveal: &'static str,
    pub quiz_right: &'static str,
    pub quiz_wrong: &'static str,
    pub quiz_seen: &'static str,
    pub option_right: &'static str,
    pub option_wrong: &'static str,
    pub label_hidden: &'static str,
    pub label_show: &'static str,
    pub label_hide: &'static str,
    pub label_warning: &'static str,
    pub metadata_withheld: &'static str,
    pub predictions: &'static str,
    pub predictions_withheld: &'static str,
    pub prediction_missing: &'static str,
    pub prediction_repeated: &'static str,
    pub prediction_cut: &'static str,
    pub unfold: &'static str,
    pub fold: &'static str,
    pub single_keys: &'static str,
    pub single_keys_about: &'static str,
    pub gallery: &'static str,
    pub note_turned: &'static str,
    pub note_mirrored: &'static str,
    pub note_cmyk: &'static str,
    pub note_deep_grey: &'static str,
    pub note_damaged_end: &'static str,
    pub note_first: &'static str,
    pub note_transparent: &'static str,
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
pub(in crate::i18n) const ENGLISH: QuestionWords = QuestionWords {
    invert: "Invert (i)",
    key_invert: "exchange black and white",
    key_pick: "pick an answer in quiz mode",
    hint: "Hint: {hint}",
    no_pictures: "The dataset has no pictures.",
    window_title: "Window and level",
    window_show: "Window and level (drag with the right button or shift)",
    window_width: "Width",
    window_level: "Level",
    window_reset: "Reset",
    quiz: "Quiz mode",
    quiz_needs_answers: "The dataset has no answers to be right about.",
    quiz_tally: "{right} right of {answered} answered",
    quiz_pick: "Pick an option.",
    quiz_reveal: "Picked. Show the answer to compare.",
    quiz_right: "● Your pick is right.",
    quiz_wrong: "✕ Your pick is wrong.",
    quiz_seen: "The answer was seen before a pick, so this question does not count.",
    option_right: "(the answer)",
    option_wrong: "(your pick, wrong)",
    label_hidden: "Hidden until the answer is shown",
    label_show: "Show label",
    label_hide: "Hide label",
    label_warning: "The label gives the answer away. Never show it to a model.",
    metadata_withheld: "In quiz mode the other columns are shown with the answer.",
    predictions: "Predictions, letters by {rules}",
    predictions_withheld: "In quiz mode predictions are shown with the answer.",
    prediction_missing: "The file has no row with this index.",
    prediction_repeated: "{rows} {rows|row of the file has|rows of the file have} this index; the last one is shown.",
    prediction_cut: "{n} more {n|character is|characters are} not shown here.",
    unfold: "Show all {n} {n|character|characters}",
    fold: "Show less",
    single_keys: "Shortcuts of a single character",
    single_keys_about: "Switch them off if speech input or a slip of the hand sets them off. Arrow keys, Space, Enter and Esc keep working.",
    gallery: "Gallery of questions",
    note_turned: "The image carries an orientation (EXIF {orientation}: rotate by {angle}° clockwise). It is shown and sent as stored, as VLMEvalKit does.",
    note_mirrored: "The image carries an orientation (EXIF {orientation}: mirror left to right, then rotate by {angle}° clockwise). It is shown and sent as stored, as VLMEvalKit does.",
    note_cmyk: "CMYK image, shown in RGB as Pillow converts it. VLMEvalKit cannot save it as PNG and stops.",
    note_deep_grey: "16-bit grayscale, shown in 8 bits. VLMEvalKit's models see every value above 255 as white, and its JPEG encoding stops at this image.",
    note_damaged_end: "The end of the file is damaged, but VLMEvalKit reads the image. A server that is sent the original may refuse it.",
    note_first: "The first of several images in this file. VLMEvalKit sends no other.",
    note_transparent: "Shown without its transparency, which VLMEvalKit removes before it sends the image.",
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
pub(in crate::i18n) const CHINESE: QuestionWords = QuestionWords {
    invert: "反相 (i)",
    key_invert: "图像反相（黑白互换）",
    key_pick: "测验模式下选择答案",
    hint: "提示：{hint}",
    no_pictures: "数据集没有图像。",
    window_title: "窗宽与窗位",
    window_show: "窗宽与窗位（右键或 Shift 拖动）",
    window_width: "窗宽",
    window_level: "窗位",
    window_reset: "复位",
    quiz: "测验模式",
    quiz_needs_answers: "数据集没有答案，无法测验。",
    quiz_tally: "已答 {answered} 题，答对 {right} 题",
    quiz_pick: "请选择一个选项。",
    quiz_reveal: "已选择，显示答案即可比较。",
    quiz_right: "● 选择正确。",
    quiz_wrong: "✕ 选择错误。",
    quiz_seen: "选择前已看过答案，此题不计。",
    option_right: "（答案）",
    option_wrong: "（您的选择，错误）",
    label_hidden: "显示答案后可见",
    label_show: "显示标签",
    label_hide: "隐藏标签",
    label_warning: "标签会泄露答案，切勿提供给模型。",
    metadata_withheld: "测验模式下，其他列随答案一起显示。",
    predictions: "预测（字母按 {rules} 提取）",
    predictions_withheld: "测验模式下，预测随答案一起显示。",
    prediction_missing: "文件中没有此索引的行。",
    prediction_repeated: "文件中有 {rows} 行使用此索引，这里显示最后一行。",
    prediction_cut: "另有 {n} 个字符未在此显示。",
    unfold: "显示全部 {n} 个字符",
    fold: "收起",
    single_keys: "单字符快捷键",
    single_keys_about: "如果语音输入或误触会触发快捷键，可在此关闭。方向键、空格、Enter 和 Esc 不受影响。",
    gallery: "题目图库",
    note_turned: "图像带有方向信息（EXIF {orientation}：顺时针旋转 {angle}°）。与 VLMEvalKit 一致，按存储的像素显示和发送。",
    note_mirrored: "图像带有方向信息（EXIF {orientation}：左右镜像，再顺时针旋转 {angle}°）。与 VLMEvalKit 一致，按存储的像素显示和发送。",
    note_cmyk: "CMYK 图像，按 Pillow 的转换以 RGB 显示。VLMEvalKit 无法将其存为 PNG，会中止运行。",
    note_deep_grey: "16 位灰度图像，以 8 位显示。VLMEvalKit 的模型会将大于 255 的值全部视为白色，其 JPEG 编码会在此图像处中止。",
    note_damaged_end: "文件末尾已损坏，但 VLMEvalKit 能读取该图像。若发送原始文件，服务器可能拒绝。",
    note_first: "此文件含多幅图像，这里是第一幅。VLMEvalKit 只发送这一幅。",
    note_transparent: "显示时已去除透明度；VLMEvalKit 发送前也会去除。",
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
        Failure::Dataset(DatasetError::BadReference { reference, .. }) if reference.trim().is_empty() => {
            words.fault_blank.to_owned()
        }
        Failure::Dataset(DatasetError::BadReference { reference, .. }) => {
            fill(words.fault_reference, &[("reference", reference)])
        }
        Failure::Dataset(DatasetError::BlankImage { .. }) => words.fault_blank.to_owned(),
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

/// What is to be known of a picture, as a sentence.
pub fn picture_note(messages: &Messages, note: PictureNote) -> String {
    let words = &messages.question_view;
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
    fn every_note_of_a_picture_has_words_of_its_own() {
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
        for language in [Language::English, Language::Chinese] {
            let told: Vec<String> = notes.iter().map(|note| picture_note(language.messages(), *note)).collect();
            for (at, text) in told.iter().enumerate() {
                assert!(!text.contains('{') && !told[..at].contains(text), "{text}");
            }
            assert!(told[4].contains("EXIF 6") && told[4].contains("90°"), "{}", told[4]);
        }
    }

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
            ImageError::Damaged { format: "PNG".to_owned(), damage: Damage::EndsEarly }.into(),
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
