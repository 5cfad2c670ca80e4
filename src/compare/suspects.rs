//! Questions whose answer may be incorrect, and a text that reports them.

use super::links::question;
use super::table::{Cell, Table, figure, text};
use crate::i18n::{CompareWords, fill};
use protocol::compare::SuspectQuestion;

/// The questions, each leading to itself.
pub fn suspects(words: &CompareWords, suspects: &[SuspectQuestion]) -> Table {
    let row = |suspect: &SuspectQuestion| {
        vec![
            Cell::Link { text: suspect.index.clone(), href: question(suspect.row) },
            text(suspect.label.clone().unwrap_or_default()),
            text(&suspect.answer),
            text(suspect.chosen),
            figure(suspect.chosen_by.to_string()),
        ]
    };
    let heads = [words.index, words.label, words.is_answer, words.is_chosen, words.chosen_by];
    Table::new(words.table_suspects, &heads, suspects.iter().map(row))
}

/// The same as Markdown for those who maintain the dataset.
pub fn issue(words: &CompareWords, dataset: &str, files: usize, suspects: &[SuspectQuestion]) -> String {
    let intro = fill(words.issue, &[("dataset", dataset), ("files", &files.to_string())]);
    let heads = [words.index, words.label, words.is_answer, words.is_chosen, words.chosen_by];
    let line = |cells: &[&str]| format!("| {} |", cells.join(" | "));
    let mut lines = vec![intro, String::new(), line(&heads), line(&["---"; 5])];
    lines.extend(suspects.iter().map(|suspect| {
        let plain = |text: &str| text.replace('|', "\\|").replace(['\r', '\n'], " ");
        let label = plain(suspect.label.as_deref().unwrap_or_default());
        let (chosen, by) = (suspect.chosen.to_string(), suspect.chosen_by.to_string());
        line(&[&plain(&suspect.index), &label, &plain(&suspect.answer), &chosen, &by])
    }));
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn no_label_breaks_the_table_of_an_issue() {
        let suspect = SuspectQuestion {
            row: 3,
            index: "7".to_owned(),
            label: Some("a|b\nc".to_owned()),
            answer: "A".to_owned(),
            chosen: 'B',
            chosen_by: 3,
        };
        for language in Language::bundled() {
            let text = issue(&language.messages().compare, "VAL", 3, std::slice::from_ref(&suspect));
            assert!(text.contains("VAL") && text.ends_with("| 7 | a\\|b c | A | B | 3 |\n"), "{text}");
        }
    }
}
