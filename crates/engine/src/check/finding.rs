//! Kinds of findings and their severity; the kinds and severities are those of the project's validation rules.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::limits::shown;
use crate::scoring::ScoreError;
use crate::table::{Content, EncodingIssue, ForeignJson, TableError};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    #[default]
    Ok,
    /// VLMEvalKit gives a score, but probably not the one that was meant.
    Warning,
    /// VLMEvalKit fails, or its score is not well defined.
    Error,
}

/// A kind of finding, errors first: a report lists its findings in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// A truncated archive, an empty file, broken JSON, records with too many fields.
    FileUnreadable,
    ExtensionMismatch,
    /// A pickle, which runs code when it is read, or an extension that VLMEvalKit does not read.
    UnsupportedFormat,
    ForeignJson,
    EncodingNotUtf8,
    WrongDelimiter,
    /// Blank or title rows stand above the header.
    HeaderNotFirstRow,
    MissingPredictionColumn,
    MissingIndexColumn,
    MissingQuestionColumn,
    MissingGroupColumn,
    /// `Prediction` or `Index` is capitalised.
    ColumnCase,
    UnknownIndex,
    BlankIndex,
    /// An index is text in JSON where the dataset has a number.
    IndexTypeMismatch,
    DuplicateConflict,
    BlankQuestion,
    BlankCategory,
    /// A column that VLMEvalKit groups by holds values that Python cannot sort together.
    MixedGroupColumn,
    /// The scorer gives no score for another reason, which [`Report::refusal`](super::Report::refusal) names.
    NoScore,
    NoDataRows,
    /// The same row twice with the same prediction.
    DuplicateIndex,
    MissingRows,
    QuestionMismatch,
    OptionMismatch,
    AnswerMismatch,
    BlankPrediction,
    /// The prediction is a word that pandas reads as not a number.
    NanTextPrediction,
    /// The prediction reports that a server gave no answer.
    ApiFailure,
    Refusal,
    /// Exact matching infers no letter.
    Uninferable,
    /// An end token that the server has left hides the letter: without it exact matching infers one.
    EndToken,
    /// The answer is no option of its question, so that no prediction can be right.
    AnswerWithoutOption,
    TrailingBlankPredictions,
    /// A TEST submission has a column `answer`.
    AnswerLeak,
    /// The answer was cut at the limit of tokens, as a run of this program notes beside it.
    AnswerCut,
    ExcelDate,
    ExcelNumber,
    ExcelBoolean,
    ExcelFormula,
    ExcelErrorValue,
    /// The prediction has exactly 32,767 characters, the most a cell can hold.
    CellTruncated,
    /// The prediction holds an escape such as `_x000D_`.
    ControlEscape,
    MultipleSheets,
    /// The file is an evaluation result, not raw predictions.
    ResultFile,
    ColumnCollision,
    /// A one-letter column that the dataset does not have.
    StrayOptionColumn,
}

impl FindingKind {
    const LAST_ERROR: Self = Self::NoDataRows;

    pub fn severity(self) -> Severity {
        if self <= Self::LAST_ERROR { Severity::Error } else { Severity::Warning }
    }
}

/// What is worth knowing of a file and harms nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// The rows stand in another order than the dataset's.
    RowOrder,
    ExtraColumns,
    Utf8Bom,
    /// Columns are written with capitals that VLMEvalKit lower-cases.
    ColumnLowercased,
    /// VLMEvalKit writes JSON but cannot evaluate it for this benchmark.
    JsonNotNative,
}

/// Something found in a prediction file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub kind: FindingKind,
    /// How many rows, or how many columns or files where the kind is not about rows.
    pub count: u32,
    /// Index of the rows concerned, as text: the first 1,000. Blank where a row has none; empty where the kind is not
    /// about rows.
    pub indices: Vec<String>,
    /// Where each of `indices` stands.
    pub places: Vec<Place>,
    pub details: Details,
}

/// What a finding says of the file at hand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Details {
    #[default]
    None,
    /// Names, as of columns that are absent or of sheets: the first 40.
    Names(Vec<String>),
    Unreadable(TableError),
    NoScore(ScoreError),
    Content(Content),
    /// An extension, without the dot.
    Extension(String),
    Foreign(ForeignJson),
    Encoding(EncodingIssue),
    Delimiter(char),
    /// The line or row in which the header begins, counted from 1.
    HeaderLine(u64),
}

/// The names, separated by commas, or the one word or sentence.
impl fmt::Display for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Names(names) => f.write_str(&names.join(", ")),
            Self::Unreadable(error) => f.write_str(&shown(&error.to_string())),
            Self::NoScore(error) => f.write_str(&shown(&error.to_string())),
            Self::Content(content) => f.write_str(content.name()),
            Self::Extension(extension) => f.write_str(extension),
            Self::Foreign(shape) => shape.fmt(f),
            Self::Encoding(issue) => f.write_str(issue.encoding.name()),
            Self::Delimiter(delimiter) => delimiter.fmt(f),
            Self::HeaderLine(line) => line.fmt(f),
        }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Row of the prediction file below its header, counted from 0; `None` for missing rows.
    pub row: Option<u32>,
    /// Row of the dataset, where one is loaded and knows the index.
    pub dataset_row: Option<u32>,
}
