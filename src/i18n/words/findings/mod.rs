//! What the check of a prediction file can find, in words.

mod chinese;
mod details;
mod english;

pub use details::{Detail, delimiter_name, finding_detail, is_fix_fitting};

use crate::format::integer;
use crate::i18n::{Language, count, fill};
use engine::check::{Details, Finding, FindingKind, Note, Severity};
use engine::table::{EncodingIssue, TableError, TableFormat, TextEncoding};
use protocol::Failure;

/// A finding in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindingWords {
    /// What was found, in a few words.
    pub title: &'static str,
    /// What VLMEvalKit makes of it, and what that does to the score.
    pub meaning: &'static str,
    /// What to do about it.
    pub fix: &'static str,
}

/// The words of a finding; `failure` is why the file could not be read, where that is so.
pub fn finding_words(language: Language, finding: &Finding, failure: Option<&Failure>) -> FindingWords {
    let is_broken_utf8 =
        matches!(finding.details, Details::Encoding(EncodingIssue { encoding: TextEncoding::BrokenUtf8, .. }));
    let [english, chinese] = match (finding.kind, failure) {
        (
            FindingKind::FileUnreadable,
            Some(Failure::Table(TableError::TooLarge { .. } | TableError::FarCell { .. })),
        ) => [english::TOO_LARGE, chinese::TOO_LARGE],
        (FindingKind::FileUnreadable, Some(Failure::Table(TableError::UnsupportedCompression { .. }))) => {
            [english::UNSUPPORTED, chinese::UNSUPPORTED]
        }
        (
            FindingKind::FileUnreadable,
            Some(Failure::Table(TableError::RefusedSpreadsheet { .. } | TableError::ForeignNamespace { .. })),
        ) => [english::REFUSED, chinese::REFUSED],
        (FindingKind::FileUnreadable, Some(Failure::Table(TableError::Foreign { .. }))) => {
            [english::FOREIGN, chinese::FOREIGN]
        }
        (FindingKind::EncodingNotUtf8, _) if is_broken_utf8 => [english::BROKEN_TEXT, chinese::BROKEN_TEXT],
        (FindingKind::UnsupportedFormat, Some(Failure::Table(TableError::UnknownExtension { extension }))) => {
            // VLMEvalKit compares as it stands.
            match TableFormat::of_extension(&extension.to_lowercase()) {
                Some(_) => [english::EXTENSION_CASE, chinese::EXTENSION_CASE],
                None => [english::EXTENSION, chinese::EXTENSION],
            }
        }
        (kind, _) => [english::finding(kind), chinese::finding(kind)],
    };
    match language {
        Language::English => english,
        Language::Chinese => chinese,
    }
}

/// `2 errors, 1 warning`; empty where nothing was found.
pub fn finding_counts(language: Language, findings: &[Finding]) -> String {
    let words = &language.messages().check;
    let of = |severity| {
        let found = findings.iter().filter(|finding| finding.kind.severity() == severity).count();
        u32::try_from(found).unwrap_or(u32::MAX)
    };
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let forms = [
        (errors, count(errors, words.error_one, words.errors)),
        (warnings, count(warnings, words.warning_one, words.warnings)),
    ];
    let parts = forms.into_iter().filter(|(number, _)| *number > 0);
    let parts = parts.map(|(number, form)| fill(form, &[("n", &integer(number.into()))]));
    parts.collect::<Vec<_>>().join(words.and)
}

/// A note as a sentence.
pub fn note_words(language: Language, note: Note) -> &'static str {
    match language {
        Language::English => english::note(note),
        Language::Chinese => chinese::note(note),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use engine::limits::{Limit, Spot};
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Rules {
        kinds: BTreeMap<FindingKind, Severity>,
        notes: Vec<Note>,
    }

    fn rules() -> Rules {
        serde_json::from_str(include_str!("../../../../tests/malformed/manifest.json")).unwrap()
    }

    fn found(kind: FindingKind) -> Finding {
        Finding { kind, count: 3, indices: Vec::new(), places: Vec::new(), details: Details::None }
    }

    fn is_chinese(text: &str) -> bool {
        text.chars().any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character))
    }

    #[test]
    fn every_kind_is_explained_in_both_languages() {
        let added = [
            FindingKind::MixedGroupColumn,
            FindingKind::NoScore,
            FindingKind::ForeignJson,
            FindingKind::EndToken,
            FindingKind::AnswerWithoutOption,
        ];
        let mut kinds = rules().kinds;
        kinds.extend(added.map(|kind| (kind, kind.severity())));
        for language in [Language::English, Language::Chinese] {
            let words = |kind: &FindingKind| finding_words(language, &found(*kind), None);
            let mut titles: Vec<_> = kinds.keys().map(|kind| words(kind).title).collect();
            for kind in kinds.keys() {
                let FindingWords { title, meaning, fix } = words(kind);
                for text in [title, meaning, fix] {
                    assert_eq!(is_chinese(text), language == Language::Chinese, "{kind:?}: {text}");
                }
            }
            titles.sort_unstable();
            titles.dedup();
            assert_eq!(titles.len(), kinds.len(), "two kinds share a title");
            assert!(rules().notes.iter().all(|note| !note_words(language, *note).is_empty()));
        }
    }

    #[test]
    fn extensions_and_limits_are_no_pickles_and_no_failures() {
        let extension = |extension: &str| TableError::UnknownExtension { extension: extension.to_owned() };
        let too_large = Limit::Cells.check(2_000_000, Spot::Record(1)).unwrap_err();
        let cases = [
            (FindingKind::UnsupportedFormat, TableError::Pickle, "A pickle"),
            (FindingKind::UnsupportedFormat, extension("XLSX"), "capitals"),
            (FindingKind::UnsupportedFormat, extension("ods"), "extension"),
            (FindingKind::UnsupportedFormat, extension("TXT"), "extension"),
            (FindingKind::FileUnreadable, too_large, "Too large to be checked here"),
            (FindingKind::FileUnreadable, TableError::EmptyFile, "cannot be read"),
        ];
        for (kind, error, title) in cases {
            let failure = Failure::Table(error.clone());
            let words = |language| finding_words(language, &found(kind), Some(&failure));
            let english = words(Language::English);
            assert!(english.title.contains(title), "{error:?}: {}", english.title);
            let is_pickle = error == TableError::Pickle;
            assert_eq!(english.fix.contains("pickle"), is_pickle, "{error:?}");
            let is_limit = matches!(error, TableError::TooLarge { .. });
            assert_eq!(english.meaning.contains("not known"), is_limit, "{error:?}");
            let FindingWords { title, meaning, fix } = words(Language::Chinese);
            assert!([title, meaning, fix].into_iter().all(is_chinese), "{error:?}");
        }
    }

    #[test]
    fn findings_are_counted_by_severity() {
        let found = [FindingKind::UnknownIndex, FindingKind::MissingRows, FindingKind::Refusal].map(found);
        assert_eq!(finding_counts(Language::English, &found), "1 error, 2 warnings");
        assert_eq!(finding_counts(Language::Chinese, &found[..1]), "1 个错误");
        assert_eq!(finding_counts(Language::English, &[]), "");
    }
}
