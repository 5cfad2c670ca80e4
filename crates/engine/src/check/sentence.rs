//! Findings as plain English sentences, for the command line.

use std::fmt;

use super::{Details, Finding, FindingKind};
use crate::limits::thousands;
use crate::table::{EncodingIssue, TextEncoding};

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, count, details: names, .. } = self;
        let rows = if *count == 1 { "1 row".to_owned() } else { format!("{count} rows") };
        match kind {
            FindingKind::FileUnreadable => write!(f, "The file cannot be read: {names}."),
            FindingKind::ExtensionMismatch => {
                write!(f, "The content is of another format than the name says: {names}.")
            }
            FindingKind::UnsupportedFormat => write!(f, "Files of this format are not read here: {names}."),
            FindingKind::ForeignJson => {
                write!(f, "Another program than VLMEvalKit has written the JSON: it is {names}.")
            }
            FindingKind::EncodingNotUtf8 => match names {
                Details::Encoding(EncodingIssue { encoding: TextEncoding::BrokenUtf8, byte: Some(byte) }) => {
                    let byte = thousands(byte.offset);
                    write!(f, "The text is UTF-8 with broken characters, the first at byte {byte}.")
                }
                Details::Encoding(EncodingIssue { byte: Some(byte), .. }) => {
                    let byte = thousands(byte.offset);
                    write!(f, "The text looks like {names}; byte {byte} is the first that is no UTF-8.")
                }
                _ => write!(f, "The text is not UTF-8 but looks like {names}."),
            },
            FindingKind::WrongDelimiter => {
                let delimiter = names.to_string();
                write!(f, "Fields are separated by {delimiter:?} and not by what the extension says.")
            }
            FindingKind::HeaderNotFirstRow => {
                write!(f, "The header stands in row {names}; VLMEvalKit takes the first row.")
            }
            FindingKind::MissingPredictionColumn => write!(f, "There is no column prediction."),
            FindingKind::MissingIndexColumn => write!(f, "There is no column index."),
            FindingKind::MissingQuestionColumn => write!(f, "There is no column question, which VLMEvalKit requires."),
            FindingKind::MissingGroupColumn => write!(f, "Columns that VLMEvalKit reports by are missing: {names}."),
            FindingKind::ColumnCase => write!(f, "Columns must be in lower case: {names}."),
            FindingKind::UnknownIndex => write!(f, "{rows} with an index that the dataset does not have."),
            FindingKind::BlankIndex => write!(f, "{rows} without index."),
            FindingKind::IndexTypeMismatch => write!(f, "{rows} with an index as text where the dataset has a number."),
            FindingKind::DuplicateConflict => write!(f, "{rows} repeating an index with another prediction."),
            FindingKind::BlankQuestion => {
                write!(f, "{rows} whose question is blank or no text, which stops VLMEvalKit.")
            }
            FindingKind::BlankCategory => {
                write!(f, "{rows} whose category is blank or no text, which stops VLMEvalKit.")
            }
            FindingKind::MixedGroupColumn => {
                write!(f, "Values of different types, which stop VLMEvalKit: {names}.")
            }
            FindingKind::NoScore => write!(f, "VLMEvalKit gives no score: {names}."),
            FindingKind::NoDataRows => write!(f, "There are no rows below the header."),
            FindingKind::DuplicateIndex => write!(f, "{rows} repeating an index."),
            FindingKind::MissingRows => write!(f, "{rows} of the dataset are missing."),
            FindingKind::QuestionMismatch => write!(f, "{rows} with another question than the dataset's."),
            FindingKind::OptionMismatch => write!(f, "{rows} with other options than the dataset's."),
            FindingKind::AnswerMismatch => write!(f, "{rows} with another answer than the dataset's."),
            FindingKind::BlankPrediction => write!(f, "{rows} without prediction."),
            FindingKind::NanTextPrediction => write!(f, "{rows} whose prediction pandas reads as missing."),
            FindingKind::ApiFailure => write!(f, "{rows} whose prediction is a failed request."),
            FindingKind::Refusal => write!(f, "{rows} whose prediction is a refusal."),
            FindingKind::Uninferable => write!(f, "{rows} of whose prediction no option can be inferred."),
            FindingKind::EndToken => {
                write!(f, "{rows} of whose prediction no option can be inferred because it ends with {names}.")
            }
            FindingKind::AnswerWithoutOption => write!(f, "{rows} whose answer is no option of the question."),
            FindingKind::TrailingBlankPredictions => {
                write!(f, "The last {rows} have no prediction; whatever wrote the file has probably stopped there.")
            }
            FindingKind::AnswerLeak => {
                write!(f, "A column of answers does not belong into a TEST submission: {names}.")
            }
            FindingKind::AnswerCut => write!(f, "{rows} whose answer was cut at the limit of tokens."),
            FindingKind::ExcelDate => write!(f, "{rows} whose prediction has become a date."),
            FindingKind::ExcelNumber => write!(f, "{rows} whose prediction has become a number."),
            FindingKind::ExcelBoolean => write!(f, "{rows} whose prediction has become TRUE or FALSE."),
            FindingKind::ExcelFormula => write!(f, "{rows} whose prediction has become a formula."),
            FindingKind::ExcelErrorValue => write!(f, "{rows} whose prediction has become an error value."),
            FindingKind::CellTruncated => {
                write!(f, "{rows} whose prediction was cut to the 32,767 characters of a cell.")
            }
            FindingKind::ControlEscape => write!(f, "{rows} whose prediction holds an escape such as _x000D_."),
            FindingKind::MultipleSheets => {
                write!(f, "There are several sheets, of which only the first is read: {names}.")
            }
            FindingKind::ResultFile => write!(f, "The file is an evaluation result and not raw predictions."),
            FindingKind::ColumnCollision => write!(f, "Columns differ only in case: {names}."),
            FindingKind::StrayOptionColumn => write!(f, "VLMEvalKit takes these columns for options: {names}."),
        }
    }
}
