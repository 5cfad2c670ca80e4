//! The words of the check page.

use engine::check::{Doubt, Severity, Split};
use engine::table::TableError;
use protocol::Failure;
use protocol::check::CheckReport;

/// The words of the check page.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the English table says what each message is")]
pub struct CheckWords {
    pub title: &'static str,
    pub key: &'static str,
    pub step: &'static str,
    pub lead: &'static str,
    pub drop_here: &'static str,
    pub drop_kinds: &'static str,
    pub choose: &'static str,
    pub check: &'static str,
    pub private: &'static str,
    pub with_dataset: &'static str,
    pub without_dataset: &'static str,
    /// `{name}`
    pub dataset_open: &'static str,
    pub split: &'static str,
    pub split_by_name: &'static str,
    pub split_val: &'static str,
    pub split_test: &'static str,
    pub loaded_title: &'static str,
    pub files: &'static str,
    /// `{name}`
    pub check_file: &'static str,
    /// `{name}`
    pub remove: &'static str,
    /// `{name}`
    pub checking: &'static str,
    pub checking_about: &'static str,
    pub waits: &'static str,
    pub again: &'static str,
    /// `{name}`
    pub dataset_since: &'static str,
    pub dataset_gone: &'static str,
    pub ready: &'static str,
    pub suspect: &'static str,
    pub broken: &'static str,
    pub ready_about: &'static str,
    pub suspect_about: &'static str,
    pub broken_about: &'static str,
    pub other_questions: &'static str,
    pub no_predictions: &'static str,
    pub few_rows: &'static str,
    pub few_letters: &'static str,
    /// `{n}`, `{of}`
    pub affected_row: &'static str,
    /// `{n}`, `{of}`
    pub affected: &'static str,
    pub too_large_about: &'static str,
    /// `{n}`
    pub error_one: &'static str,
    /// `{n}`
    pub errors: &'static str,
    /// `{n}`
    pub warning_one: &'static str,
    /// `{n}`
    pub warnings: &'static str,
    pub and: &'static str,
    /// `{name}`
    pub against_dataset: &'static str,
    pub against_val: &'static str,
    pub against_test: &'static str,
    /// `{n}`
    pub row_one: &'static str,
    /// `{n}`
    pub rows: &'static str,
    /// `{n}`, `{of}`
    pub row_of: &'static str,
    /// `{n}`, `{of}`
    pub rows_of: &'static str,
    /// `{n}`, `{of}`
    pub question_of: &'static str,
    /// `{n}`, `{of}`
    pub questions_of: &'static str,
    pub no_table: &'static str,
    pub shape_only: &'static str,
    pub findings: &'static str,
    pub errors_title: &'static str,
    pub warnings_title: &'static str,
    pub notes_title: &'static str,
    pub nothing_found: &'static str,
    pub error: &'static str,
    pub warning: &'static str,
    pub meaning: &'static str,
    pub fix: &'static str,
    pub details: &'static str,
    pub absent: &'static str,
    /// `{name}`
    pub encoding: &'static str,
    /// `{name}`, `{byte}`
    pub encoding_at: &'static str,
    /// `{byte}` and `{line}`: the first broken character of a text in UTF-8.
    pub broken_utf8: &'static str,
    /// `{row}`
    pub header_row: &'static str,
    /// `{character}`
    pub delimiter: &'static str,
    pub tab: &'static str,
    pub looks_at_title: &'static str,
    pub looks_at_file: &'static str,
    pub looks_at_rows: &'static str,
    pub looks_at_predictions: &'static str,
    pub rows_concerned: &'static str,
    /// `{shown}`, `{n}`
    pub rows_first: &'static str,
    pub no_index: &'static str,
    /// `{index}`, `{row}`
    pub place: &'static str,
    pub links_lead: &'static str,
    pub repair_title: &'static str,
    pub repair_lead: &'static str,
    pub repair_form: &'static str,
    pub changes: &'static str,
    pub no_changes: &'static str,
    /// `{names}`
    pub columns_added: &'static str,
    /// `{names}`
    pub columns_removed: &'static str,
    /// `{names}`
    pub columns_renamed: &'static str,
    /// `{n}`, `{names}`
    pub row_dropped: &'static str,
    /// `{n}`, `{names}`
    pub rows_dropped: &'static str,
    /// `{n}`
    pub end_token_removed: &'static str,
    /// `{n}`
    pub end_tokens_removed: &'static str,
    pub mark_removed: &'static str,
    pub encoded: &'static str,
    /// `{character}`
    pub delimiter_replaced: &'static str,
    /// `{n}`
    pub row_above_skipped: &'static str,
    /// `{n}`
    pub rows_above_skipped: &'static str,
    /// `{name}`
    pub sheet_picked: &'static str,
    /// `{format}`
    pub format_converted: &'static str,
    pub first_rows: &'static str,
    pub after_repair: &'static str,
    /// `{format}`
    pub download_repaired: &'static str,
    pub check_repaired: &'static str,
    /// `{n}`
    pub too_long_one: &'static str,
    /// `{n}`
    pub too_long: &'static str,
    /// `{n}`
    pub control_one: &'static str,
    /// `{n}`
    pub control: &'static str,
    /// `{n}`
    pub unfit_other_one: &'static str,
    /// `{n}`
    pub unfit_others: &'static str,
    pub use_tsv: &'static str,
    pub no_format: &'static str,
}

impl CheckWords {
    /// The verdict on a file.
    pub fn verdict(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Ok => self.ready,
            Severity::Warning => self.suspect,
            Severity::Error => self.broken,
        }
    }

    /// What the verdict means.
    pub fn verdict_about(&self, report: &CheckReport) -> &'static str {
        match report.severity {
            _ if matches!(report.failure, Some(Failure::Table(TableError::TooLarge { .. }))) => self.too_large_about,
            Severity::Ok => self.ready_about,
            Severity::Warning => report.doubt.map_or(self.suspect_about, |doubt| self.doubt(doubt)),
            Severity::Error => self.broken_about,
        }
    }

    fn doubt(&self, doubt: Doubt) -> &'static str {
        match doubt {
            Doubt::OtherQuestions => self.other_questions,
            Doubt::NoPredictions => self.no_predictions,
            Doubt::FewRows => self.few_rows,
            Doubt::FewLetters => self.few_letters,
        }
    }

    /// What a file was checked against where no dataset was loaded.
    pub fn against(&self, split: Split) -> &'static str {
        match split {
            Split::Val => self.against_val,
            Split::Test => self.against_test,
        }
    }
}

/// English.
pub(in crate::i18n) const ENGLISH: CheckWords = CheckWords {
    title: "Check",
    key: "go to Check",
    step: "Check it",
    lead: "Tells whether VLMEvalKit can score a prediction file, and whether the score is the one you mean, before you send it.",
    drop_here: "Drop a prediction file to check it",
    drop_kinds: "Any file is taken, also one that cannot be opened: xlsx, csv, tsv, json, jsonl or what claims to be one. A dataset TSV is opened.",
    choose: "Choose files to check",
    check: "Check",
    private: "Nothing is uploaded: the file is read in this browser, and never changed.",
    with_dataset: "With the dataset open, every row is compared with its question.",
    without_dataset: "Without a dataset, rows and indices are compared with the published size of the split.",
    dataset_open: "{name} is open: every row is compared with its question.",
    split: "Split, where no dataset is open",
    split_by_name: "As the file's name says",
    split_val: "VAL · 4\u{202f}550",
    split_test: "TEST · 21\u{202f}281",
    loaded_title: "Prediction files that are open",
    files: "Files",
    check_file: "Check {name}",
    remove: "Remove {name} from this page",
    checking: "Checking {name} …",
    checking_about: "This takes a moment for large files; other pages work meanwhile.",
    waits: "The dataset is still being read. The check starts by itself when that ends.",
    again: "Check again",
    dataset_since: "{name} has been opened since this check. Check again to compare every row with its question.",
    dataset_gone: "The dataset of this check is no longer open. The findings still hold for it.",
    ready: "Ready",
    suspect: "Scorable, but suspect",
    broken: "Broken",
    ready_about: "VLMEvalKit can score this file, and nothing speaks against the score.",
    suspect_about: "VLMEvalKit gives a score, but perhaps not the one that you mean. Read the warnings before you send the file.",
    broken_about: "VLMEvalKit fails on this file, or its score is not well defined. Fix the errors before you send it.",
    other_questions: "Most rows ask other questions than the dataset, so a score would say nothing about the model. Is the file of another split, or has it slipped?",
    no_predictions: "No row has a prediction: every question would count as wrong. The model has not answered, or its answers were not written.",
    few_rows: "Most questions of the dataset have no row. VLMEvalKit would score the rest without a word, but that is no score over the benchmark.",
    few_letters: "From most predictions no letter follows, so they count as wrong whatever the model meant. Read some of them before you send the file.",
    affected_row: "{n} of {of} row is affected",
    affected: "{n} of {of} rows are affected",
    too_large_about: "The file was not checked: it is too large for this page. What VLMEvalKit does with it is not known.",
    error_one: "{n} error",
    errors: "{n} errors",
    warning_one: "{n} warning",
    warnings: "{n} warnings",
    and: ", ",
    against_dataset: "Checked against {name}",
    against_val: "Checked against the published size of VAL, 4\u{202f}550 questions",
    against_test: "Checked against the published size of TEST, 21\u{202f}281 questions",
    row_one: "{n} row",
    rows: "{n} rows",
    row_of: "{n} of {of} row",
    rows_of: "{n} of {of} rows",
    question_of: "{n} of {of} question",
    questions_of: "{n} of {of} questions",
    no_table: "no table could be read",
    shape_only: "Open the dataset to compare questions, options and answers as well",
    findings: "Findings",
    errors_title: "Errors",
    warnings_title: "Warnings",
    notes_title: "Worth knowing, does no harm",
    nothing_found: "Nothing was found that speaks against sending this file.",
    error: "Error",
    warning: "Warning",
    meaning: "For the score",
    fix: "How to fix it",
    details: "In this file",
    absent: "Absent",
    encoding: "The text looks like {name}.",
    encoding_at: "The text looks like {name}; byte {byte} is the first that is no UTF-8.",
    broken_utf8: "The text is UTF-8, but a character in line {line} is broken (byte {byte}).",
    header_row: "The header stands in row {row}.",
    delimiter: "The fields are separated by {character}.",
    tab: "tabs",
    looks_at_title: "What is looked at",
    looks_at_file: "The file: format, encoding, delimiter, sheets, header, and the columns that VLMEvalKit cannot do without.",
    looks_at_rows: "Its rows: absent, unknown, blank and repeated indices; questions, options and answers that differ from the dataset's.",
    looks_at_predictions: "Its predictions: blank, failed, refused or not inferable ones, and those that a spreadsheet program has cut off or changed.",
    rows_concerned: "Rows concerned, by index",
    rows_first: "Rows concerned, by index: the first {shown} of {n}",
    no_index: "no index",
    place: "Index {index}, row {row} of the file",
    links_lead: "(each leads to its question)",
    repair_title: "Repair",
    repair_lead: "Only what needs no guess. Predictions are not altered unless you choose so, and your file stays as it is: a new one is written.",
    repair_form: "comes with rewriting the file",
    changes: "What changes",
    no_changes: "Nothing, as long as no repair is chosen.",
    columns_added: "Columns that come in: {names}",
    columns_removed: "Columns that go: {names}",
    columns_renamed: "Columns that get another name: {names}",
    row_dropped: "{n} row goes; its index: {names}",
    rows_dropped: "{n} rows go; their indices: {names}",
    end_token_removed: "{n} prediction loses the end token behind it",
    end_tokens_removed: "{n} predictions lose the end token behind them",
    mark_removed: "The byte order mark goes",
    encoded: "The text becomes UTF-8",
    delimiter_replaced: "Fields are no longer separated by {character}",
    row_above_skipped: "{n} row above the header goes",
    rows_above_skipped: "{n} rows above the header go",
    sheet_picked: "Only the sheet “{name}” stays",
    format_converted: "The content was {format}; it is written as a table in the format below",
    first_rows: "The first rows of the table",
    after_repair: "Then",
    download_repaired: "Download repaired file ({format})",
    check_repaired: "Check the repaired file",
    too_long_one: "{n} prediction is longer than the 32,767 characters of a spreadsheet cell.",
    too_long: "{n} predictions are longer than the 32,767 characters of a spreadsheet cell.",
    control_one: "{n} prediction holds control characters that a spreadsheet turns into text.",
    control: "{n} predictions hold control characters that a spreadsheet turns into text.",
    unfit_other_one: "{n} text of another column is too long for a spreadsheet cell, or holds control characters.",
    unfit_others: "{n} texts of other columns are too long for a spreadsheet cell, or hold control characters.",
    use_tsv: "A tsv holds them unchanged.",
    no_format: "Some texts hold the character zero, which neither xlsx nor tsv can hold. Take them from the model's own output again.",
};

/// Chinese.
pub(in crate::i18n) const CHINESE: CheckWords = CheckWords {
    title: "检查",
    key: "前往检查",
    step: "检查",
    lead: "在提交之前判断：VLMEvalKit 能否为预测文件评分，得分是否如您所想。",
    drop_here: "将预测文件拖放到此处进行检查",
    drop_kinds: "任何文件均可，包括无法打开的文件：xlsx、csv、tsv、json、jsonl，或自称如此的文件。数据集 TSV 会被打开。",
    choose: "选择要检查的文件",
    check: "检查",
    private: "不会上传任何内容：文件只在本浏览器中读取，从不修改。",
    with_dataset: "打开数据集后，每一行都会与其题目比对。",
    without_dataset: "没有数据集时，行与索引会与该划分公布的题目数比对。",
    dataset_open: "{name} 已打开：每一行都会与其题目比对。",
    split: "未打开数据集时的划分",
    split_by_name: "按文件名判断",
    split_val: "VAL · 4\u{202f}550",
    split_test: "TEST · 21\u{202f}281",
    loaded_title: "已打开的预测文件",
    files: "文件",
    check_file: "检查 {name}",
    remove: "从本页移除 {name}",
    checking: "正在检查 {name}…",
    checking_about: "大文件需要片刻；期间可以使用其他页面。",
    waits: "数据集仍在读取。读取结束后会自动开始检查。",
    again: "重新检查",
    dataset_since: "此次检查之后打开了 {name}。重新检查即可将每一行与其题目比对。",
    dataset_gone: "此次检查所用的数据集已关闭。检查结果对它仍然有效。",
    ready: "可以提交",
    suspect: "可以评分，但存疑",
    broken: "无法使用",
    ready_about: "VLMEvalKit 可以为此文件评分，没有发现影响得分的问题。",
    suspect_about: "VLMEvalKit 会给出得分，但可能并非您所想的那个。提交前请阅读警告。",
    broken_about: "VLMEvalKit 无法处理此文件，或其得分没有明确定义。提交前请修正错误。",
    other_questions: "大多数行的题目与数据集不同，得分无法说明模型的表现。此文件是否属于另一划分，或行发生了错位？",
    no_predictions: "没有任何一行有预测，所有题目都会被计为错误。可能是模型没有回答，或回答未被写入。",
    few_rows: "数据集的大多数题目没有对应的行。VLMEvalKit 会对其余的行照常评分，但那不是整个基准的得分。",
    few_letters: "大多数预测无法得出字母，无论模型是何意，都会被计为错误。提交前请阅读其中一些。",
    affected_row: "{of} 行中有 {n} 行受影响",
    affected: "{of} 行中有 {n} 行受影响",
    too_large_about: "文件过大，本页面未作检查。VLMEvalKit 会如何处理此文件，不得而知。",
    error_one: "{n} 个错误",
    errors: "{n} 个错误",
    warning_one: "{n} 个警告",
    warnings: "{n} 个警告",
    and: "，",
    against_dataset: "对照 {name} 检查",
    against_val: "对照 VAL 公布的题目数（4\u{202f}550）检查",
    against_test: "对照 TEST 公布的题目数（21\u{202f}281）检查",
    row_one: "{n} 行",
    rows: "{n} 行",
    row_of: "{of} 行中的 {n} 行",
    rows_of: "{of} 行中的 {n} 行",
    question_of: "{of} 道题中的 {n} 道",
    questions_of: "{of} 道题中的 {n} 道",
    no_table: "无法读出表格",
    shape_only: "打开数据集还可比对题目、选项和答案",
    findings: "检查结果",
    errors_title: "错误",
    warnings_title: "警告",
    notes_title: "值得了解，没有害处",
    nothing_found: "没有发现妨碍提交的问题。",
    error: "错误",
    warning: "警告",
    meaning: "对得分的影响",
    fix: "如何修正",
    details: "在此文件中",
    absent: "缺少",
    encoding: "文本看起来是 {name} 编码。",
    encoding_at: "文本看起来是 {name} 编码；第一个不符合 UTF-8 的是字节 {byte}。",
    broken_utf8: "文本是 UTF-8 编码，但第 {line} 行有一个字符已损坏（字节 {byte}）。",
    header_row: "表头位于第 {row} 行。",
    delimiter: "字段以 {character} 分隔。",
    tab: "制表符",
    looks_at_title: "检查内容",
    looks_at_file: "文件：格式、编码、分隔符、工作表、表头，以及 VLMEvalKit 必需的列。",
    looks_at_rows: "行：缺失、未知、空白和重复的索引；与数据集不同的题目、选项和答案。",
    looks_at_predictions: "预测：空白、失败、拒答或无法判定的，以及被电子表格软件截断或改变的。",
    rows_concerned: "涉及的行（按索引）",
    rows_first: "涉及的行（按索引）：{n} 行中的前 {shown} 行",
    no_index: "无索引",
    place: "索引 {index}，文件第 {row} 行",
    links_lead: "（点击前往相应题目）",
    repair_title: "修复",
    repair_lead: "只做无需猜测的修复。除非您选择，预测内容不会改动；您的文件保持原样：会另写一个新文件。",
    repair_form: "重写文件时自动完成",
    changes: "将有的改动",
    no_changes: "未选择任何修复，不会有改动。",
    columns_added: "增加的列：{names}",
    columns_removed: "删除的列：{names}",
    columns_renamed: "改名的列：{names}",
    row_dropped: "删除 {n} 行，索引为：{names}",
    rows_dropped: "删除 {n} 行，索引为：{names}",
    end_token_removed: "删除 {n} 个预测末尾的结束标记",
    end_tokens_removed: "删除 {n} 个预测末尾的结束标记",
    mark_removed: "去掉字节顺序标记",
    encoded: "文本改为 UTF-8",
    delimiter_replaced: "字段不再以 {character} 分隔",
    row_above_skipped: "去掉表头上方的 {n} 行",
    rows_above_skipped: "去掉表头上方的 {n} 行",
    sheet_picked: "只保留工作表“{name}”",
    format_converted: "内容原为 {format}，将以下面的格式写成表格",
    first_rows: "表格的前几行",
    after_repair: "修复之后",
    download_repaired: "下载修复后的文件（{format}）",
    check_repaired: "检查修复后的文件",
    too_long_one: "有 {n} 个预测超过电子表格单元格的 32,767 个字符。",
    too_long: "有 {n} 个预测超过电子表格单元格的 32,767 个字符。",
    control_one: "有 {n} 个预测含控制字符，电子表格会将其变成文字。",
    control: "有 {n} 个预测含控制字符，电子表格会将其变成文字。",
    unfit_other_one: "其他列有 {n} 个文本超过单元格的长度，或含控制字符。",
    unfit_others: "其他列有 {n} 个文本超过单元格的长度，或含控制字符。",
    use_tsv: "tsv 可以原样保存它们。",
    no_format: "部分文本含有空字符（码位为零），xlsx 与 tsv 都无法保存。请重新从模型的原始输出取得。",
};
