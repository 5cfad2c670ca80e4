//! What the check of a prediction file can find, in words.

mod details;

pub use details::{Detail, delimiter_name, finding_detail, is_fix_fitting};

use crate::format::integer;
use crate::i18n::{Language, count, fill};
use engine::check::{Details, Finding, FindingKind, Note, Severity};
use engine::table::{EncodingIssue, TableError, TableFormat, TextEncoding};
use protocol::Failure;

/// A finding in words: what was found, what VLMEvalKit makes of it and what that does to the score, and what to do.
pub use crate::i18n::generated::FixMeaningTitle as FindingWords;

/// The words of a finding; `failure` is why the file could not be read, where that is so.
pub fn finding_words(language: Language, finding: &Finding, failure: Option<&Failure>) -> FindingWords {
    let words = &language.messages().findings;
    let fault = match failure {
        Some(Failure::Table(fault)) => Some(fault),
        _ => None,
    };
    let is_broken_utf8 =
        matches!(finding.details, Details::Encoding(EncodingIssue { encoding: TextEncoding::BrokenUtf8, .. }));
    match (finding.kind, fault) {
        (FindingKind::FileUnreadable, Some(TableError::TooLarge { .. } | TableError::FarCell { .. })) => {
            words.too_large
        }
        (FindingKind::FileUnreadable, Some(TableError::UnsupportedCompression { .. })) => words.unsupported_compression,
        (
            FindingKind::FileUnreadable,
            Some(TableError::RefusedSpreadsheet { .. } | TableError::ForeignNamespace { .. }),
        ) => words.refused_spreadsheet,
        (FindingKind::FileUnreadable, Some(TableError::Foreign { .. })) => words.foreign_file,
        (FindingKind::EncodingNotUtf8, _) if is_broken_utf8 => words.broken_text,
        (FindingKind::UnsupportedFormat, Some(TableError::UnknownExtension { extension })) => {
            // VLMEvalKit compares as it stands.
            match TableFormat::of_extension(&extension.to_lowercase()) {
                Some(_) => words.upper_case_extension,
                None => words.unknown_extension,
            }
        }
        (kind, _) => kind_words(language, kind),
    }
}

fn kind_words(language: Language, kind: FindingKind) -> FindingWords {
    let words = &language.messages().findings;
    match kind {
        FindingKind::FileUnreadable => words.file_unreadable,
        FindingKind::ExtensionMismatch => words.extension_mismatch,
        FindingKind::UnsupportedFormat => words.unsupported_format,
        FindingKind::ForeignJson => words.foreign_json,
        FindingKind::EncodingNotUtf8 => words.encoding_not_utf8,
        FindingKind::WrongDelimiter => words.wrong_delimiter,
        FindingKind::HeaderNotFirstRow => words.header_not_first_row,
        FindingKind::MissingPredictionColumn => words.missing_prediction_column,
        FindingKind::MissingIndexColumn => words.missing_index_column,
        FindingKind::MissingQuestionColumn => words.missing_question_column,
        FindingKind::MissingGroupColumn => words.missing_group_column,
        FindingKind::ColumnCase => words.column_case,
        FindingKind::UnknownIndex => words.unknown_index,
        FindingKind::BlankIndex => words.blank_index,
        FindingKind::IndexTypeMismatch => words.index_type_mismatch,
        FindingKind::DuplicateConflict => words.duplicate_conflict,
        FindingKind::BlankQuestion => words.blank_question,
        FindingKind::BlankCategory => words.blank_category,
        FindingKind::MixedGroupColumn => words.mixed_group_column,
        FindingKind::NoScore => words.no_score,
        FindingKind::NoDataRows => words.no_data_rows,
        FindingKind::DuplicateIndex => words.duplicate_index,
        FindingKind::MissingRows => words.missing_rows,
        FindingKind::QuestionMismatch => words.question_mismatch,
        FindingKind::OptionMismatch => words.option_mismatch,
        FindingKind::AnswerMismatch => words.answer_mismatch,
        FindingKind::BlankPrediction => words.blank_prediction,
        FindingKind::NanTextPrediction => words.nan_text_prediction,
        FindingKind::ApiFailure => words.api_failure,
        FindingKind::Refusal => words.refusal,
        FindingKind::Uninferable => words.uninferable,
        FindingKind::EndToken => words.end_token,
        FindingKind::AnswerWithoutOption => words.answer_without_option,
        FindingKind::TrailingBlankPredictions => words.trailing_blank_predictions,
        FindingKind::AnswerLeak => words.answer_leak,
        FindingKind::AnswerCut => words.answer_cut,
        FindingKind::ExcelDate => words.excel_date,
        FindingKind::ExcelNumber => words.excel_number,
        FindingKind::ExcelBoolean => words.excel_boolean,
        FindingKind::ExcelFormula => words.excel_formula,
        FindingKind::ExcelErrorValue => words.excel_error_value,
        FindingKind::CellTruncated => words.cell_truncated,
        FindingKind::ControlEscape => words.control_escape,
        FindingKind::MultipleSheets => words.multiple_sheets,
        FindingKind::ResultFile => words.result_file,
        FindingKind::ColumnCollision => words.column_collision,
        FindingKind::StrayOptionColumn => words.stray_option_column,
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
    let words = language.messages().findings.notes;
    match note {
        Note::RowOrder => words.row_order,
        Note::ExtraColumns => words.extra_columns,
        Note::Utf8Bom => words.utf8_bom,
        Note::ColumnLowercased => words.column_lowercased,
        Note::JsonNotNative => words.json_not_native,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use engine::limits::{Limit, Spot};
    use serde::Deserialize;

    use super::*;
    use crate::i18n::tests::language;

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
    fn every_kind_is_explained_in_every_language() {
        let added = [
            FindingKind::MixedGroupColumn,
            FindingKind::NoScore,
            FindingKind::ForeignJson,
            FindingKind::EndToken,
            FindingKind::AnswerWithoutOption,
        ];
        let mut kinds = rules().kinds;
        kinds.extend(added.map(|kind| (kind, kind.severity())));
        for language in Language::bundled() {
            let words = |kind: &FindingKind| finding_words(language, &found(*kind), None);
            let mut titles: Vec<_> = kinds.keys().map(|kind| words(kind).title).collect();
            for kind in kinds.keys() {
                let FindingWords { title, meaning, fix } = words(kind);
                for text in [title, meaning, fix] {
                    assert_eq!(is_chinese(text), language.locale().name() == "zh", "{kind:?}: {text}");
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
            let words = |name| finding_words(language(name), &found(kind), Some(&failure));
            let english = words("en");
            assert!(english.title.contains(title), "{error:?}: {}", english.title);
            let is_pickle = error == TableError::Pickle;
            assert_eq!(english.fix.contains("pickle"), is_pickle, "{error:?}");
            let is_limit = matches!(error, TableError::TooLarge { .. });
            assert_eq!(english.meaning.contains("not known"), is_limit, "{error:?}");
            let FindingWords { title, meaning, fix } = words("zh");
            assert!([title, meaning, fix].into_iter().all(is_chinese), "{error:?}");
        }
    }

    #[test]
    fn findings_are_counted_by_severity() {
        let found = [FindingKind::UnknownIndex, FindingKind::MissingRows, FindingKind::Refusal].map(found);
        assert_eq!(finding_counts(language("en"), &found), "1 error, 2 warnings");
        assert_eq!(finding_counts(language("zh"), &found[..1]), "1 个错误");
        assert_eq!(finding_counts(language("en"), &[]), "");
    }
}
