//! The words about where the data comes from and goes to: verifying, exporting.

/// The words about where the data comes from and goes to: verifying, exporting.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the English table says what each message is")]
pub struct SourceWords {
    pub verify: &'static str,
    pub verify_about: &'static str,
    /// `{name}`
    pub verifying: &'static str,
    pub stop: &'static str,
    pub is_val: &'static str,
    /// `{part}`
    pub is_test: &'static str,
    pub is_unknown: &'static str,
    /// `{names}`
    pub missing_parts: &'static str,
    pub export: &'static str,
    pub export_index: &'static str,
    /// `{name}`
    pub export_xlsx: &'static str,
    /// `{name}`
    pub export_tsv: &'static str,
    pub export_questions: &'static str,
    /// `{bytes}`
    pub export_size: &'static str,
    /// `{n}`, `{indices}`
    pub export_cmyk: &'static str,
    /// `{bytes}`
    pub save: &'static str,
    pub saving: &'static str,
}

/// English.
pub(in crate::i18n) const ENGLISH: SourceWords = SourceWords {
    verify: "Verify files",
    verify_about: "Compares the MD5 of each file with the published ones.",
    verifying: "Verifying {name}",
    stop: "Stop",
    is_val: "the published VAL file",
    is_test: "part {part} of the published TEST",
    is_unknown: "no published file",
    missing_parts: "Missing: {names}. Drop them here; they join the others in part order.",
    export: "Export",
    export_index: "Indices (txt)",
    export_xlsx: "Predictions of {name} (xlsx)",
    export_tsv: "Predictions of {name} (tsv)",
    export_questions: "Questions with pictures (tsv)",
    export_size: "The file will have {bytes}. It is written straight from the source files.",
    export_cmyk: "CMYK images in this file: {n} (index {indices}). VLMEvalKit cannot save them as PNG and stops at the first one. The file can be saved; leave these questions out, or convert their images to RGB.",
    save: "Save {bytes}",
    saving: "Saving…",
};

/// Chinese.
pub(in crate::i18n) const CHINESE: SourceWords = SourceWords {
    verify: "校验文件",
    verify_about: "将每个文件的 MD5 与公布的值进行比较。",
    verifying: "正在校验 {name}",
    stop: "停止",
    is_val: "官方公布的 VAL 文件",
    is_test: "官方公布的 TEST 第 {part} 部分",
    is_unknown: "不是官方公布的文件",
    missing_parts: "缺少：{names}。拖放到此处即可按分卷顺序并入。",
    export: "导出",
    export_index: "索引（txt）",
    export_xlsx: "{name} 的预测（xlsx）",
    export_tsv: "{name} 的预测（tsv）",
    export_questions: "含图像的题目（tsv）",
    export_size: "文件大小将为 {bytes}，直接由源文件写出。",
    export_cmyk: "此文件含 {n} 幅 CMYK 图像（索引 {indices}）。VLMEvalKit 无法将其存为 PNG，会在第一幅处中止。文件仍可保存；请去除这些题目，或将其图像转换为 RGB。",
    save: "保存 {bytes}",
    saving: "正在保存……",
};
