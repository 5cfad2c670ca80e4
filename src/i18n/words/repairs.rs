//! Repairs of prediction files in words, and what they change.

use super::findings::delimiter_name;
use crate::format::integer;
use crate::i18n::{Language, count, fill};
use engine::repair::{Change, Repair};

/// A repair in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RepairWords {
    /// What is done.
    pub title: &'static str,
    /// Why nothing is guessed by it, or what it costs.
    pub about: &'static str,
}

/// The words of a repair.
pub fn repair_words(language: Language, repair: Repair) -> RepairWords {
    let (english, chinese) = both(repair);
    match language {
        Language::English => english,
        Language::Chinese => chinese,
    }
}

fn both(repair: Repair) -> (RepairWords, RepairWords) {
    let words = |title, about| RepairWords { title, about };
    match repair {
        Repair::DropAnswers => (
            words("Remove the column “answer”", "Scoring does not read it, and it has no place in a TEST submission."),
            words("删除 answer 列", "评分不读取此列，TEST 提交中也不应有它。"),
        ),
        Repair::LowerCaseColumns => (
            words("Write “index” and “prediction” in lower case", "Only the names change, not what stands below them."),
            words("将 index 与 prediction 改为小写", "只改列名，列中内容不变。"),
        ),
        Repair::AddColumns => (
            words(
                "Add absent columns from the dataset",
                "Each row gets what the open dataset has for its index. Answers are left out.",
            ),
            words("从数据集补上缺少的列", "每行按其索引取自已打开的数据集。不包含答案。"),
        ),
        Repair::DropDuplicates => (
            words("Remove repeated rows", "Only rows that equal another one in every cell; the first of them stays."),
            words("删除重复的行", "仅删除每个单元格都与另一行相同的行，保留其中第一行。"),
        ),
        Repair::RemoveEndTokens => (
            words(
                "Remove end tokens from predictions",
                "Only at the end, and only where the letter follows without them. This alters predictions: say so where you report the score.",
            ),
            words(
                "删除预测末尾的结束标记",
                "仅删除末尾的标记，且仅限删除后即可得出字母的行。这会改动预测：报告得分时请说明。",
            ),
        ),
        Repair::RemoveMark => (
            words("Leave out the byte order mark", "It belongs to no text."),
            words("去掉字节顺序标记", "它不属于任何文本。"),
        ),
        Repair::EncodeUtf8 => (
            words("Write the text as UTF-8", "UTF-16 turns into UTF-8 character by character."),
            words("以 UTF-8 写出文本", "UTF-16 可逐字符转换为 UTF-8。"),
        ),
        Repair::FixDelimiter => (
            words(
                "Separate the fields correctly",
                "The fields are those found in the file, only what stands between them changes.",
            ),
            words("改正字段分隔符", "字段即文件中的字段，只改变它们之间的分隔符。"),
        ),
        Repair::SkipRowsAbove => (
            words("Leave out the rows above the header", "They hold no predictions."),
            words("去掉表头上方的行", "这些行不含预测。"),
        ),
        Repair::PickSheet => (
            words(
                "Keep the sheet with the predictions only",
                "The one sheet that has the columns index and prediction.",
            ),
            words("只保留存放预测的工作表", "即含有 index 与 prediction 列的那个工作表。"),
        ),
        Repair::ConvertJson => (
            words(
                "Write the records as a table",
                "One row for each record. VLMEvalKit cannot evaluate JSON for this benchmark.",
            ),
            words("将记录写成表格", "每条记录一行。VLMEvalKit 无法用 JSON 评测本基准。"),
        ),
        Repair::FixExtension => (
            words("Name the file by its content", "The content is a table, only its extension is another one's."),
            words("按内容为文件命名", "内容是表格，只是扩展名属于另一种格式。"),
        ),
    }
}

/// What a change does to the file, as a sentence without full stop.
pub fn change_words(language: Language, change: &Change) -> String {
    let words = &language.messages().check;
    match change {
        Change::ColumnsAdded(names) => fill(words.columns_added, &[("names", &names.join(words.and))]),
        Change::ColumnsRemoved(names) => fill(words.columns_removed, &[("names", &names.join(words.and))]),
        Change::ColumnsRenamed(names) => {
            let names: Vec<String> = names.iter().map(|(from, to)| format!("{from} → {to}")).collect();
            fill(words.columns_renamed, &[("names", &names.join(words.and))])
        }
        Change::RowsDropped { count: rows, indices } => {
            let mut names = indices.iter().take(ROWS_SHOWN).cloned().collect::<Vec<_>>().join(words.and);
            if indices.len() > ROWS_SHOWN {
                names.push('…');
            }
            let form = count(*rows, words.row_dropped, words.rows_dropped);
            fill(form, &[("n", &integer((*rows).into())), ("names", &names)])
        }
        Change::EndTokensRemoved(rows) => {
            let form = count(*rows, words.end_token_removed, words.end_tokens_removed);
            fill(form, &[("n", &integer((*rows).into()))])
        }
        Change::MarkRemoved => words.mark_removed.to_owned(),
        Change::Encoded => words.encoded.to_owned(),
        Change::DelimiterReplaced(character) => {
            let name = delimiter_name(language, *character);
            fill(words.delimiter_replaced, &[("character", &name)])
        }
        Change::RowsAboveSkipped(rows) => {
            fill(count(*rows, words.row_above_skipped, words.rows_above_skipped), &[("n", &integer((*rows).into()))])
        }
        Change::SheetPicked(name) => fill(words.sheet_picked, &[("name", name)]),
        Change::FormatConverted(format) => fill(words.format_converted, &[("format", format)]),
    }
}

/// So many indices of dropped rows are named.
const ROWS_SHOWN: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_name_what_they_change() {
        let renamed = Change::ColumnsRenamed(vec![("Prediction".to_owned(), "prediction".to_owned())]);
        let dropped = Change::RowsDropped { count: 30, indices: (0..30).map(|index| index.to_string()).collect() };
        for language in [Language::English, Language::Chinese] {
            assert!(change_words(language, &renamed).contains("Prediction → prediction"));
            let rows = change_words(language, &dropped);
            assert!(rows.contains("30") && rows.contains("19…"), "{rows}");
            let tabs = change_words(language, &Change::DelimiterReplaced('\t'));
            assert!(!tabs.contains('\t') && !tabs.contains('{'), "{tabs}");
        }
    }
}
