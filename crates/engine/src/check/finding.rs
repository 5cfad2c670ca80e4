//! Kinds of findings and their severity; the kinds and severities are those of the project's validation rules.

use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing to report.
    #[default]
    Ok,
    /// VLMEvalKit gives a score, but probably not the one that was meant.
    Warning,
    /// VLMEvalKit fails, or its score is not well defined.
    Error,
}

/// A split of the benchmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// 4,550 questions with answers.
    Val,
    /// 21,281 questions without answers.
    Test,
}

/// A kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// The bytes are no readable file of their format: a truncated archive, an empty file, broken JSON, records with too many fields.
    FileUnreadable,
    /// The content is of another format than the extension says.
    ExtensionMismatch,
    /// A pickle, which runs code when it is read.
    UnsupportedFormat,
    /// Answers in JSON as another program than VLMEvalKit writes them.
    ForeignJson,
    /// The text is not UTF-8.
    EncodingNotUtf8,
    /// Fields are separated by something else than the extension says.
    WrongDelimiter,
    /// Blank or title rows stand above the header.
    HeaderNotFirstRow,
    /// There is no column `prediction`.
    MissingPredictionColumn,
    /// There is no column `index`.
    MissingIndexColumn,
    /// There is no column `question`.
    MissingQuestionColumn,
    /// There is no column of clinical VQA task, department or perceptual granularity.
    MissingGroupColumn,
    /// `Prediction` or `Index` is capitalised.
    ColumnCase,
    /// Indices that the dataset does not have.
    UnknownIndex,
    /// Rows without index.
    BlankIndex,
    /// An index is text in JSON where the dataset has a number.
    IndexTypeMismatch,
    /// The same index twice with different predictions.
    DuplicateConflict,
    /// Rows without question.
    BlankQuestion,
    /// Rows without category.
    BlankCategory,
    /// A column that VLMEvalKit groups by holds values that Python cannot sort together.
    MixedGroupColumn,
    /// The scorer gives no score for another reason, which [`Report::refusal`](super::Report::refusal) names.
    NoScore,
    /// There is a header and nothing else.
    NoDataRows,
    /// The same row twice with the same prediction.
    DuplicateIndex,
    /// Indices of the dataset without a row.
    MissingRows,
    /// The question differs from the dataset's.
    QuestionMismatch,
    /// An option differs from the dataset's.
    OptionMismatch,
    /// The answer differs from the dataset's.
    AnswerMismatch,
    /// The prediction is empty or white space.
    BlankPrediction,
    /// The prediction is a word that pandas reads as not a number.
    NanTextPrediction,
    /// The prediction reports that a server gave no answer.
    ApiFailure,
    /// The prediction holds one of the refusals that VLMEvalKit knows.
    Refusal,
    /// Exact matching infers no letter.
    Uninferable,
    /// An end token that the server has left hides the letter: without it exact matching infers one.
    EndToken,
    /// The answer is no option of its question, so that no prediction can be right.
    AnswerWithoutOption,
    /// The predictions are blank from some row to the end.
    TrailingBlankPredictions,
    /// A TEST submission has a column `answer`.
    AnswerLeak,
    /// The answer was cut at the limit of tokens, as a run of this program notes beside it.
    AnswerCut,
    /// The prediction cell is a date.
    ExcelDate,
    /// The prediction cell is a number.
    ExcelNumber,
    /// The prediction cell is TRUE or FALSE.
    ExcelBoolean,
    /// The prediction cell is a formula.
    ExcelFormula,
    /// The prediction cell is an error value.
    ExcelErrorValue,
    /// The prediction has exactly 32,767 characters, the most a cell can hold.
    CellTruncated,
    /// The prediction holds an escape such as `_x000D_`.
    ControlEscape,
    /// There are several sheets, of which only the first is read.
    MultipleSheets,
    /// The file is an evaluation result, not raw predictions.
    ResultFile,
    /// Two columns differ only in case.
    ColumnCollision,
    /// A one-letter column that the dataset does not have.
    StrayOptionColumn,
}

impl FindingKind {
    /// How much it matters.
    pub fn severity(self) -> Severity {
        match self {
            Self::FileUnreadable
            | Self::ExtensionMismatch
            | Self::UnsupportedFormat
            | Self::ForeignJson
            | Self::EncodingNotUtf8
            | Self::WrongDelimiter
            | Self::HeaderNotFirstRow
            | Self::MissingPredictionColumn
            | Self::MissingIndexColumn
            | Self::MissingQuestionColumn
            | Self::MissingGroupColumn
            | Self::ColumnCase
            | Self::UnknownIndex
            | Self::BlankIndex
            | Self::IndexTypeMismatch
            | Self::DuplicateConflict
            | Self::BlankQuestion
            | Self::BlankCategory
            | Self::MixedGroupColumn
            | Self::NoScore
            | Self::NoDataRows => Severity::Error,
            Self::DuplicateIndex
            | Self::MissingRows
            | Self::QuestionMismatch
            | Self::OptionMismatch
            | Self::AnswerMismatch
            | Self::BlankPrediction
            | Self::NanTextPrediction
            | Self::ApiFailure
            | Self::Refusal
            | Self::Uninferable
            | Self::EndToken
            | Self::AnswerWithoutOption
            | Self::TrailingBlankPredictions
            | Self::AnswerLeak
            | Self::AnswerCut
            | Self::ExcelDate
            | Self::ExcelNumber
            | Self::ExcelBoolean
            | Self::ExcelFormula
            | Self::ExcelErrorValue
            | Self::CellTruncated
            | Self::ControlEscape
            | Self::MultipleSheets
            | Self::ResultFile
            | Self::ColumnCollision
            | Self::StrayOptionColumn => Severity::Warning,
        }
    }
}

/// What is worth knowing of a file and harms nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// The rows stand in another order than the dataset's.
    RowOrder,
    /// There are columns that the dataset does not have.
    ExtraColumns,
    /// The file begins with a byte order mark.
    Utf8Bom,
    /// Columns are written with capitals that VLMEvalKit lower-cases.
    ColumnLowercased,
    /// VLMEvalKit writes JSON but cannot evaluate it for this benchmark.
    JsonNotNative,
}

/// Something found in a prediction file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// How many rows, or how many columns or files where the kind is not about rows.
    pub count: u32,
    /// Index of the rows concerned, as text: the first 1,000. Blank where a row has none; empty where the kind is not
    /// about rows.
    pub indices: Vec<String>,
    /// Where each of `indices` stands.
    pub places: Vec<Place>,
    /// Names or values that say more, as the names of absent columns: the first 40.
    pub details: Vec<String>,
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Row of the prediction file below its header, counted from 0; `None` for rows that it lacks.
    pub row: Option<u32>,
    /// Row of the dataset, where one is loaded and knows the index.
    pub dataset_row: Option<u32>,
}
