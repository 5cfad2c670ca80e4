//! What is said of failures about runs, in both languages.

use super::fill;
use super::words::local_faults::{Pair, local_pair, source_pair, told};
use crate::format::integer;
use protocol::run::{AddressError, JournalError, MergeError, PlanError, RunFault, TemplateError};

/// Sentences about a failure: what happened, and what is unharmed and to be done.
pub(super) struct Sentences {
    what: [String; 2],
    next: [&'static str; 2],
}

impl Sentences {
    fn plain(english: &str, chinese: &str, next: [&'static str; 2]) -> Self {
        Self { what: [english.to_owned(), chinese.to_owned()], next }
    }

    fn pair([english, chinese]: Pair, told: &str) -> Self {
        Self { what: [english, chinese].map(|(what, _)| format!("{what}{told}")), next: [english.1, chinese.1] }
    }

    fn filled(templates: [&str; 2], values: &[(&str, &str)], next: [&'static str; 2]) -> Self {
        Self { what: templates.map(|template| fill(template, values)), next }
    }

    /// What happened, in English.
    pub(super) fn what_english(self) -> String {
        let [english, _] = self.what;
        english
    }

    /// What happened, in Chinese.
    pub(super) fn what_chinese(self) -> String {
        let [_, chinese] = self.what;
        chinese
    }

    /// What is unharmed and to be done, in English.
    pub(super) fn next_english(&self) -> &'static str {
        self.next[0]
    }

    /// What is unharmed and to be done, in Chinese.
    pub(super) fn next_chinese(&self) -> &'static str {
        self.next[1]
    }
}

const NOTHING_SENT: [&str; 2] =
    ["Nothing was sent. Change the setting, then try again.", "尚未发送任何内容。请修改设置后重试。"];

const FILES_UNHARMED: [&str; 2] =
    ["The files and all runs are unchanged. Choose other files.", "文件与所有运行均未改动。请另选文件。"];

/// The sentences about a failure.
pub(super) fn sentences(fault: &RunFault) -> Sentences {
    match fault {
        RunFault::Plan(fault) => plan(fault),
        RunFault::Template(fault) => template(fault),
        RunFault::Address(fault) => address(*fault),
        RunFault::Source(fault) => Sentences::pair(source_pair(*fault), ""),
        RunFault::Local(error) => Sentences::pair(local_pair(error.kind), &told(error)),
        RunFault::NoModel => Sentences::plain("No model is named.", "未填写模型名称。", NOTHING_SENT),
        RunFault::Journal(fault) => journal(fault),
        RunFault::Merge(fault) => merge(fault),
        RunFault::StorageFull => Sentences::plain(
            "The browser has no room left for answers.",
            "浏览器存储空间已满，无法保存回答。",
            [
                "All answers so far are kept. Free disk space or delete runs that are no longer needed, then resume.",
                "已有回答均已保存。请释放磁盘空间或删除不再需要的运行，然后继续。",
            ],
        ),
        RunFault::Storage { detail } => Sentences::filled(
            ["The browser's storage cannot be used ({detail}).", "无法使用浏览器存储（{detail}）。"],
            &[("detail", detail)],
            [
                "All answers so far are kept. Close private windows and other tabs of this page, then try again.",
                "已有回答均已保存。请关闭无痕窗口及本页面的其他标签页后重试。",
            ],
        ),
        RunFault::OpenElsewhere => Sentences::plain(
            "The run is under way in another tab.",
            "此运行正在另一个标签页中进行。",
            ["That tab goes on. Stop it there to continue here.", "该标签页不受影响。如需在此继续，请先在那里停止。"],
        ),
        RunFault::Busy => Sentences::plain(
            "A run is under way in this tab.",
            "此标签页中已有运行正在进行。",
            ["It goes on. Stop it first, or open another tab.", "该运行不受影响。请先停止它，或打开另一个标签页。"],
        ),
        RunFault::NoSuchRun => Sentences::plain(
            "There is no such run any more.",
            "此运行已不存在。",
            ["Other runs are unchanged. Choose one from the list.", "其他运行未改动。请从列表中选择。"],
        ),
        RunFault::OtherDataset { dataset } => Sentences::filled(
            [
                "The run has questions of {dataset} that are not open in the same words.",
                "此运行的题目来自 {dataset}，与当前打开的题目不一致。",
            ],
            &[("dataset", dataset)],
            [
                "The run is unchanged. Open its dataset to the end, then continue.",
                "此运行未改动。请完整打开其数据集后继续。",
            ],
        ),
        RunFault::NothingToJudge => Sentences::plain(
            "The rules find a letter in every prediction.",
            "规则已能从每个预测中提取选项字母。",
            ["Nothing was sent; the score stands without a judge.", "尚未发送任何内容；无需评判模型，得分不变。"],
        ),
        RunFault::NoSuchFile => Sentences::plain(
            "There is no such file of this run.",
            "此运行没有这种文件。",
            ["The run is unchanged. Choose another file.", "此运行未改动。请选择其他文件。"],
        ),
    }
}

fn plan(fault: &PlanError) -> Sentences {
    match fault {
        PlanError::Empty => Sentences::plain("No question is left to ask.", "没有可提问的题目。", NOTHING_SENT),
        PlanError::NoSuchShard { number, of } => Sentences::filled(
            ["There is no part {number} of {of}.", "不存在第 {number} 份（共 {of} 份）。"],
            &[("number", &number.to_string()), ("of", &of.to_string())],
            NOTHING_SENT,
        ),
    }
}

fn template(fault: &TemplateError) -> Sentences {
    match fault {
        TemplateError::UnknownField { name, at } => Sentences::filled(
            [
                "Character {at} of the template: there is no field {name}.",
                "模板第 {at} 个字符：没有名为 {name} 的字段。",
            ],
            &[("at", &(at + 1).to_string()), ("name", name)],
            NOTHING_SENT,
        ),
        TemplateError::LoneBrace { at } => Sentences::filled(
            ["Character {at} of the template: a brace without its partner.", "模板第 {at} 个字符：花括号不成对。"],
            &[("at", &(at + 1).to_string())],
            NOTHING_SENT,
        ),
    }
}

fn address(fault: AddressError) -> Sentences {
    let (english, chinese) = match fault {
        AddressError::NoScheme => {
            ("The address does not begin with http:// or https://.", "地址未以 http:// 或 https:// 开头。")
        }
        AddressError::BadHost => ("The address has no valid host and port.", "地址中的主机名或端口无效。"),
        AddressError::Credentials => ("The address holds a password or a key.", "地址中含有密码或密钥。"),
        AddressError::BadCharacter => {
            ("The address holds white space, a backslash or #.", "地址中含有空白字符、反斜杠或 #。")
        }
        AddressError::Unencrypted => {
            ("An address outside the local network must begin with https://.", "局域网以外的地址必须以 https:// 开头。")
        }
    };
    Sentences::plain(english, chinese, NOTHING_SENT)
}

fn journal(fault: &JournalError) -> Sentences {
    match fault {
        JournalError::NotAJournal => {
            Sentences::plain("This file is no journal of a run.", "此文件不是运行日志。", FILES_UNHARMED)
        }
        JournalError::LaterVersion { found, known } => Sentences::filled(
            [
                "The journal is of version {found}; this page knows versions up to {known}.",
                "日志版本为 {found}，本页面最高支持版本 {known}。",
            ],
            &[("found", &found.to_string()), ("known", &known.to_string())],
            [
                "Nothing was changed. Reload the page to get its latest version.",
                "未作任何改动。请刷新页面以获取最新版本。",
            ],
        ),
        JournalError::BrokenRecords { number, of, first } => Sentences::filled(
            [
                "{number} of {of} records of this run cannot be read; the first is record {first}.",
                "此运行的 {of} 条记录中有 {number} 条无法读取，第一条是记录 {first}。",
            ],
            &[("number", &integer(*number)), ("of", &integer(*of)), ("first", &integer(*first))],
            [
                "The other records are unharmed. The questions of these count as unasked: where the run goes on, they are asked and paid for again.",
                "其余记录未受影响。这些记录对应的题目视为未提问：继续运行时会重新提问并计费。",
            ],
        ),
        JournalError::BrokenHeader { id } => Sentences::filled(
            [
                "The settings of the run {id} cannot be read; its records are still kept.",
                "无法读取运行 {id} 的设置；其记录仍然保存着。",
            ],
            &[("id", id)],
            [
                "Other runs are unharmed. Import its journal again where you have one, or delete the run.",
                "其他运行未受影响。如有其日志文件，请重新导入；否则可删除此运行。",
            ],
        ),
        JournalError::BrokenLine { line } => Sentences::filled(
            [
                "Line {line} of the journal is not a record of a run; the file may be damaged.",
                "日志第 {line} 行不是运行记录；文件可能已损坏。",
            ],
            &[("line", &integer(*line))],
            FILES_UNHARMED,
        ),
    }
}

fn merge(fault: &MergeError) -> Sentences {
    match fault {
        MergeError::MissingColumn { part, name } => Sentences::filled(
            ["{part} has no column {name}.", "{part} 没有 {name} 列。"],
            &[("part", part), ("name", name)],
            FILES_UNHARMED,
        ),
        MergeError::DifferentColumns { part, first } => Sentences::filled(
            ["{part} has other columns than {first}.", "{part} 与 {first} 的列不一致。"],
            &[("part", part), ("first", first)],
            FILES_UNHARMED,
        ),
        MergeError::BlankIndex { part, row } => Sentences::filled(
            ["Row {row} of {part} has no index.", "{part} 第 {row} 行没有 index。"],
            &[("part", part), ("row", &row.to_string())],
            FILES_UNHARMED,
        ),
        MergeError::OtherQuestions { part, others, of } => Sentences::filled(
            [
                "{part} is of another dataset: {others} of {of} rows {others|has|have} an index of the open one, but another question.",
                "{part} 属于其他数据集：{of} 行的 index 与当前数据集相符，但其中 {others} 行的题目不同。",
            ],
            &[("part", part), ("others", &integer(*others)), ("of", &integer(*of))],
            [
                "Nothing was taken over. Open the dataset that the file belongs to, then choose the file again.",
                "未采用任何内容。请打开该文件所属的数据集，再重新选择文件。",
            ],
        ),
    }
}
