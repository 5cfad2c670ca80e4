//! What a finding says of the file at hand.

use crate::format::integer;
use crate::i18n::{Language, explain, fill};
use engine::check::{BROKEN_UTF8, Finding, FindingKind};
use engine::table::TableError;
use engine::tsv::TsvError;
use protocol::Failure;

/// What a finding says of the file at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// Nothing that its title does not say.
    None,
    /// A sentence.
    Sentence(String),
    /// Names that the file has, as of columns and sheets.
    Names(Vec<String>),
    /// Names that the file lacks.
    Absent(Vec<String>),
}

/// The detail of a finding; `failure` is why the file could not be read, where that is so.
pub fn finding_detail(language: Language, finding: &Finding, failure: Option<&Failure>) -> Detail {
    let words = &language.messages().check;
    let first = finding.details.first().map_or("", String::as_str);
    match finding.kind {
        FindingKind::FileUnreadable
        | FindingKind::ExtensionMismatch
        | FindingKind::UnsupportedFormat
        | FindingKind::ForeignJson
        | FindingKind::NoScore => match failure {
            Some(failure) => Detail::Sentence(explain(language, failure, &[]).what),
            None => names(finding),
        },
        FindingKind::EncodingNotUtf8 => Detail::Sentence(match finding.details.get(1) {
            Some(byte) => {
                let byte = byte.parse().map_or_else(|_| byte.clone(), integer);
                let line = finding.details.get(2).map_or("", String::as_str);
                let template = if first == BROKEN_UTF8 { words.broken_utf8 } else { words.encoding_at };
                fill(template, &[("name", first), ("byte", &byte), ("line", line)])
            }
            None => fill(words.encoding, &[("name", first)]),
        }),
        FindingKind::HeaderNotFirstRow => Detail::Sentence(fill(words.header_row, &[("row", first)])),
        FindingKind::WrongDelimiter => {
            Detail::Sentence(fill(words.delimiter, &[("character", &delimiter_name(language, first))]))
        }
        FindingKind::MissingPredictionColumn | FindingKind::MissingIndexColumn | FindingKind::MissingQuestionColumn => {
            Detail::None
        }
        FindingKind::MissingGroupColumn => Detail::Absent(finding.details.clone()),
        _ => names(finding),
    }
}

/// Whether the words on how to fix a finding hold for the file at hand: some files are whole and yet not readable, and
/// their detail says what to do.
pub fn is_fix_fitting(finding: &Finding, failure: Option<&Failure>) -> bool {
    let is_whole = matches!(
        failure,
        Some(Failure::Table(
            TableError::Encrypted
                | TableError::ColumnNames { .. }
                | TableError::JsonByteOrderMark
                | TableError::Delimited(TsvError::StrayReturn { .. })
        ))
    );
    finding.kind != FindingKind::FileUnreadable || !is_whole
}

/// A character that separates fields, so that it can be seen.
pub fn delimiter_name(language: Language, delimiter: &str) -> String {
    if delimiter == "\t" { language.messages().check.tab.to_owned() } else { format!("“{delimiter}”") }
}

fn names(finding: &Finding) -> Detail {
    if finding.details.is_empty() { Detail::None } else { Detail::Names(finding.details.clone()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(kind: FindingKind, details: &[&str]) -> Finding {
        let details = details.iter().map(|detail| (*detail).to_owned()).collect();
        Finding { kind, count: 1, indices: Vec::new(), places: Vec::new(), details }
    }

    fn sentence(kind: FindingKind, details: &[&str], failure: Option<&Failure>) -> String {
        match finding_detail(Language::English, &finding(kind, details), failure) {
            Detail::Sentence(sentence) => sentence,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_special_about_the_file_is_a_sentence() {
        let encoding = sentence(FindingKind::EncodingNotUtf8, &["GBK, Big5", "1400"], None);
        assert!(encoding.contains("GBK, Big5") && encoding.contains("1\u{202f}400"), "{encoding}");
        let broken = sentence(FindingKind::EncodingNotUtf8, &["UTF-8", "1400", "7"], None);
        assert!(broken.contains("line 7") && broken.contains("1\u{202f}400"), "{broken}");
        assert!(!sentence(FindingKind::EncodingNotUtf8, &["UTF-16 LE"], None).contains("byte"));
        assert!(sentence(FindingKind::HeaderNotFirstRow, &["3"], None).contains("row 3"));
        assert!(sentence(FindingKind::WrongDelimiter, &["\t"], None).contains("tab"));
        let pickle = Failure::Table(TableError::Pickle);
        assert!(sentence(FindingKind::UnsupportedFormat, &["pickle"], Some(&pickle)).contains("pickle"));
    }

    #[test]
    fn whole_files_need_no_new_copy() {
        let unreadable = finding(FindingKind::FileUnreadable, &[]);
        assert!(is_fix_fitting(&unreadable, Some(&Failure::Table(TableError::EmptyFile))));
        let protected = Failure::Table(TableError::Encrypted);
        assert!(!is_fix_fitting(&unreadable, Some(&protected)));
        assert!(is_fix_fitting(&finding(FindingKind::ExtensionMismatch, &[]), Some(&protected)));
    }

    #[test]
    fn absent_names_are_told_from_names_of_the_file() {
        let detail = |kind| finding_detail(Language::Chinese, &finding(kind, &["department"]), None);
        let names = vec!["department".to_owned()];
        assert_eq!(detail(FindingKind::MissingGroupColumn), Detail::Absent(names.clone()));
        assert_eq!(detail(FindingKind::StrayOptionColumn), Detail::Names(names));
        assert_eq!(detail(FindingKind::MissingIndexColumn), Detail::None);
    }
}
