//! What a finding says of the file at hand.

use crate::format::integer;
use crate::i18n::{Language, explain, fill};
use engine::check::{Details, Finding, FindingKind};
use engine::table::{EncodingIssue, TableError, TextEncoding};
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
    match (&finding.details, finding.kind) {
        (
            details,
            FindingKind::FileUnreadable
            | FindingKind::ExtensionMismatch
            | FindingKind::UnsupportedFormat
            | FindingKind::ForeignJson
            | FindingKind::NoScore,
        ) => match failure {
            Some(failure) => Detail::Sentence(explain(language, failure, &[]).what),
            None if *details == Details::None => Detail::None,
            None => Detail::Names(vec![details.to_string()]),
        },
        (Details::Encoding(issue), _) => Detail::Sentence(encoding(language, *issue)),
        (Details::HeaderLine(line), _) => Detail::Sentence(fill(words.header_row, &[("row", &line.to_string())])),
        (Details::Delimiter(delimiter), _) => {
            Detail::Sentence(fill(words.delimiter, &[("character", &delimiter_name(language, *delimiter))]))
        }
        (Details::Names(names), FindingKind::MissingGroupColumn) => Detail::Absent(names.clone()),
        (Details::Names(names), _) => Detail::Names(names.clone()),
        _ => Detail::None,
    }
}

fn encoding(language: Language, EncodingIssue { encoding, byte }: EncodingIssue) -> String {
    let words = &language.messages().check;
    match byte {
        Some(byte) => {
            let template = if encoding == TextEncoding::BrokenUtf8 { words.broken_utf8 } else { words.encoding_at };
            let (offset, line) = (integer(byte.offset), byte.line.to_string());
            fill(template, &[("name", encoding.name()), ("byte", &offset), ("line", &line)])
        }
        None => fill(words.encoding, &[("name", encoding.name())]),
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
pub fn delimiter_name(language: Language, delimiter: char) -> String {
    if delimiter == '\t' { language.messages().check.tab.to_owned() } else { format!("“{delimiter}”") }
}

#[cfg(test)]
mod tests {
    use engine::table::{BadByte, Content};

    use super::*;
    use crate::i18n::tests::language;

    fn finding(kind: FindingKind, details: Details) -> Finding {
        Finding { kind, count: 1, indices: Vec::new(), places: Vec::new(), details }
    }

    fn sentence(kind: FindingKind, details: Details, failure: Option<&Failure>) -> String {
        match finding_detail(language("en"), &finding(kind, details), failure) {
            Detail::Sentence(sentence) => sentence,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_special_about_the_file_is_a_sentence() {
        let encoded = |encoding, byte| {
            let details = Details::Encoding(EncodingIssue { encoding, byte });
            sentence(FindingKind::EncodingNotUtf8, details, None)
        };
        let byte = Some(BadByte { offset: 1400, line: 7 });
        let encoding = encoded(TextEncoding::EastAsian, byte);
        assert!(encoding.contains("GBK, Big5") && encoding.contains("1\u{202f}400"), "{encoding}");
        let broken = encoded(TextEncoding::BrokenUtf8, byte);
        assert!(broken.contains("line 7") && broken.contains("1\u{202f}400"), "{broken}");
        assert!(!encoded(TextEncoding::Utf16Le, None).contains("byte"));
        assert!(sentence(FindingKind::HeaderNotFirstRow, Details::HeaderLine(3), None).contains("row 3"));
        assert!(sentence(FindingKind::WrongDelimiter, Details::Delimiter('\t'), None).contains("tab"));
        let pickle = Failure::Table(TableError::Pickle);
        let details = Details::Content(Content::Pickle);
        assert!(sentence(FindingKind::UnsupportedFormat, details, Some(&pickle)).contains("pickle"));
    }

    #[test]
    fn whole_files_need_no_new_copy() {
        let unreadable = finding(FindingKind::FileUnreadable, Details::None);
        assert!(is_fix_fitting(&unreadable, Some(&Failure::Table(TableError::EmptyFile))));
        let protected = Failure::Table(TableError::Encrypted);
        assert!(!is_fix_fitting(&unreadable, Some(&protected)));
        assert!(is_fix_fitting(&finding(FindingKind::ExtensionMismatch, Details::None), Some(&protected)));
    }

    #[test]
    fn absent_names_are_told_from_names_of_the_file() {
        let names = vec!["department".to_owned()];
        let detail = |kind, details: &Details| finding_detail(language("zh"), &finding(kind, details.clone()), None);
        let named = Details::Names(names.clone());
        assert_eq!(detail(FindingKind::MissingGroupColumn, &named), Detail::Absent(names.clone()));
        assert_eq!(detail(FindingKind::StrayOptionColumn, &named), Detail::Names(names));
        assert_eq!(detail(FindingKind::MissingIndexColumn, &Details::None), Detail::None);
    }
}
