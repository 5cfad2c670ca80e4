//! Files that exceed a limit: which one, where, and what to do.

use super::fill;
use crate::format::integer;
use engine::limits::{Limit, Spot};

/// What is exceeded, in English.
pub(super) fn english(what: Limit, found: u64, limit: u64, spot: &Spot) -> String {
    let place = match spot {
        Spot::File => String::new(),
        Spot::Record(record) => fill(" up to record {n}", &[("n", &integer(*record))]),
        Spot::Part { path, byte } => {
            fill(" up to byte {byte} of {path}, unpacked", &[("byte", &integer(*byte)), ("path", path)])
        }
    };
    fill(
        "The file is too large to be read here: it has {found} {what}{place}; the limit that protects this computer's memory is {limit}.",
        &[("found", &integer(found)), ("what", what.counted()), ("place", &place), ("limit", &integer(limit))],
    )
}

/// What is exceeded, in Chinese.
pub(super) fn chinese(what: Limit, found: u64, limit: u64, spot: &Spot) -> String {
    let place = match spot {
        Spot::File => String::new(),
        Spot::Record(record) => fill("（截至第 {n} 条记录）", &[("n", &integer(*record))]),
        Spot::Part { path, byte } => {
            fill("（截至 {path} 解压后的第 {byte} 字节）", &[("byte", &integer(*byte)), ("path", path)])
        }
    };
    fill(
        "文件过大，无法在此读取：{what}数量为 {found}{place}；为保护内存而设的上限为 {limit}。",
        &[("found", &integer(found)), ("what", chinese_term(what)), ("place", &place), ("limit", &integer(limit))],
    )
}

fn chinese_term(what: Limit) -> &'static str {
    match what {
        Limit::FileBytes => "字节",
        Limit::TableBytes => "表格所需内存字节",
        Limit::TextBytes => "单元格文本总字节",
        Limit::CellBytes => "单个单元格字节",
        Limit::HeaderBytes => "列名字节",
        Limit::Columns => "列",
        Limit::Rows => "行",
        Limit::Cells => "单元格",
        Limit::Members => "单个值内的列表与对象成员",
        Limit::Parts => "压缩包内文件",
        Limit::UnpackedBytes => "解压后字节",
        Limit::Sheets => "工作表",
        Limit::Relationships => "关联项",
        Limit::XmlParts => "XML 标签、属性与文本",
        Limit::XmlDepth => "XML 元素嵌套层",
        Limit::TagBytes => "单个 XML 标签字节",
        Limit::FormatBytes => "单个数字格式字节",
    }
}

/// What to do, in English and in Chinese.
pub(super) fn advice(what: Limit) -> [&'static str; 2] {
    match what {
        Limit::Columns | Limit::Rows | Limit::Cells | Limit::FileBytes => [
            "What VLMEvalKit does with it is not known. Other open files are unaffected. Remove rows, columns and cells that do not belong to the table, then open it again.",
            "VLMEvalKit 会如何处理它，不得而知。其他已打开的文件不受影响。请删除不属于表格的行、列与单元格，然后再次打开。",
        ],
        Limit::TableBytes | Limit::TextBytes | Limit::CellBytes | Limit::HeaderBytes | Limit::Members => [
            "What VLMEvalKit does with it is not known. Other open files are unaffected. Shorten the texts before the named place, and remove columns that do not belong to the table, then open it again.",
            "VLMEvalKit 会如何处理它，不得而知。其他已打开的文件不受影响。请缩短所指之处之前的文本，并删除不属于表格的列，然后再次打开。",
        ],
        Limit::Parts
        | Limit::UnpackedBytes
        | Limit::Sheets
        | Limit::Relationships
        | Limit::XmlParts
        | Limit::XmlDepth
        | Limit::TagBytes
        | Limit::FormatBytes => [
            "What VLMEvalKit does with it is not known. Other open files are unaffected. Copy the table by itself into a new workbook, or let VLMEvalKit write tsv, then open that file.",
            "VLMEvalKit 会如何处理它，不得而知。其他已打开的文件不受影响。请将表格单独复制到新的工作簿，或让 VLMEvalKit 写出 tsv，然后打开该文件。",
        ],
    }
}
