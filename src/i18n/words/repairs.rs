//! Repairs of prediction files in words, and what they change.

use super::super::generated::AboutTitle;
use super::findings::delimiter_name;
use crate::format::integer;
use crate::i18n::{Language, count, fill};
use engine::repair::{Change, Repair};

/// A repair in words: what is done, and why nothing is guessed by it or what it costs.
pub fn repair_words(language: Language, repair: Repair) -> AboutTitle {
    let words = language.messages().repairs;
    match repair {
        Repair::DropAnswers => words.drop_answers,
        Repair::LowerCaseColumns => words.lower_case_columns,
        Repair::AddColumns => words.add_columns,
        Repair::DropDuplicates => words.drop_duplicates,
        Repair::RemoveEndTokens => words.remove_end_tokens,
        Repair::RemoveMark => words.remove_mark,
        Repair::EncodeUtf8 => words.encode_utf8,
        Repair::FixDelimiter => words.fix_delimiter,
        Repair::SkipRowsAbove => words.skip_rows_above,
        Repair::PickSheet => words.pick_sheet,
        Repair::ConvertJson => words.convert_json,
        Repair::FixExtension => words.fix_extension,
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
        for language in Language::bundled() {
            assert!(change_words(language, &renamed).contains("Prediction → prediction"));
            let rows = change_words(language, &dropped);
            assert!(rows.contains("30") && rows.contains("19…"), "{rows}");
            let tabs = change_words(language, &Change::DelimiterReplaced('\t'));
            assert!(!tabs.contains('\t') && !tabs.contains('{'), "{tabs}");
        }
    }
}
