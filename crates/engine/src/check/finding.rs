//! Kinds of findings and their severity, those of the project's validation rules, and a report of them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::limits::shown;
use crate::names::named;
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

named! {
    /// A kind of finding, errors first: a report lists its findings in this order.
    #[derive(PartialOrd, Ord)]
    pub enum FindingKind {
        /// A truncated archive, an empty file, broken JSON, records with too many fields.
        FileUnreadable = "file_unreadable",
        ExtensionMismatch = "extension_mismatch",
        /// A pickle, which runs code when it is read, or an extension that VLMEvalKit does not read.
        UnsupportedFormat = "unsupported_format",
        ForeignJson = "foreign_json",
        EncodingNotUtf8 = "encoding_not_utf8",
        WrongDelimiter = "wrong_delimiter",
        /// Blank or title rows stand above the header.
        HeaderNotFirstRow = "header_not_first_row",
        MissingPredictionColumn = "missing_prediction_column",
        MissingIndexColumn = "missing_index_column",
        MissingQuestionColumn = "missing_question_column",
        MissingGroupColumn = "missing_group_column",
        /// `Prediction` or `Index` is capitalised.
        ColumnCase = "column_case",
        UnknownIndex = "unknown_index",
        BlankIndex = "blank_index",
        /// An index is text in JSON where the dataset has a number.
        IndexTypeMismatch = "index_type_mismatch",
        DuplicateConflict = "duplicate_conflict",
        BlankQuestion = "blank_question",
        BlankCategory = "blank_category",
        /// A column that VLMEvalKit groups by holds values that Python cannot sort together.
        MixedGroupColumn = "mixed_group_column",
        /// The scorer gives no score for another reason, which [`Report::refusal`](super::Report::refusal) names.
        NoScore = "no_score",
        NoDataRows = "no_data_rows",
        /// The same row twice with the same prediction.
        DuplicateIndex = "duplicate_index",
        MissingRows = "missing_rows",
        QuestionMismatch = "question_mismatch",
        OptionMismatch = "option_mismatch",
        AnswerMismatch = "answer_mismatch",
        BlankPrediction = "blank_prediction",
        /// The prediction is a word that pandas reads as not a number.
        NanTextPrediction = "nan_text_prediction",
        /// The prediction reports that a server gave no answer.
        ApiFailure = "api_failure",
        Refusal = "refusal",
        /// Exact matching infers no letter.
        Uninferable = "uninferable",
        /// An end token that the server has left hides the letter: without it exact matching infers one.
        EndToken = "end_token",
        /// The answer is no option of its question, so that no prediction can be right.
        AnswerWithoutOption = "answer_without_option",
        TrailingBlankPredictions = "trailing_blank_predictions",
        /// A TEST submission has a column `answer`.
        AnswerLeak = "answer_leak",
        /// The answer was cut at the limit of tokens, as a run of this program notes beside it.
        AnswerCut = "answer_cut",
        ExcelDate = "excel_date",
        ExcelNumber = "excel_number",
        ExcelBoolean = "excel_boolean",
        ExcelFormula = "excel_formula",
        ExcelErrorValue = "excel_error_value",
        /// The prediction has exactly 32,767 characters, the most a cell can hold.
        CellTruncated = "cell_truncated",
        /// The prediction holds an escape such as `_x000D_`.
        ControlEscape = "control_escape",
        MultipleSheets = "multiple_sheets",
        /// The file is an evaluation result, not raw predictions.
        ResultFile = "result_file",
        ColumnCollision = "column_collision",
        /// A one-letter column that the dataset does not have.
        StrayOptionColumn = "stray_option_column",
    }
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

/// What was found in a prediction file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Rows below the header; `None` where the file is no table.
    pub rows: Option<usize>,
    /// What was found: errors first, each kind once.
    pub findings: Vec<Finding>,
    pub notes: Vec<Note>,
    /// Why the file could not be read, or not in full.
    pub failure: Option<TableError>,
    pub affected: Affected,
    /// Why the scorer gives no score, where [`FindingKind::NoScore`] is the only finding that says so.
    pub refusal: Option<ScoreError>,
}

/// How many questions a report's findings are about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affected {
    /// Rows with a finding of their own, and questions without a row.
    pub rows: u32,
    /// Rows of the file, and questions without a row.
    pub of: u32,
}

/// Why a file that can be scored is hardly the one that is meant, the gravest reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doubt {
    /// More than half of the rows ask other questions than the dataset.
    OtherQuestions,
    /// No row has a prediction.
    NoPredictions,
    /// More than half of the questions have no row.
    FewRows,
    /// No letter follows from more than half of the predictions.
    FewLetters,
}

impl Report {
    /// The verdict: that of the gravest finding.
    pub fn severity(&self) -> Severity {
        self.findings.iter().map(|finding| finding.kind.severity()).max().unwrap_or_default()
    }

    pub fn finding(&self, kind: FindingKind) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.kind == kind)
    }

    pub fn doubt(&self) -> Option<Doubt> {
        let count = |kind| self.finding(kind).map_or(0, |finding| u64::from(finding.count));
        let rows = self.rows.filter(|rows| *rows > 0)? as u64;
        let blank = count(FindingKind::BlankPrediction) + count(FindingKind::NanTextPrediction);
        let read_in_vain =
            [FindingKind::ApiFailure, FindingKind::Refusal, FindingKind::Uninferable, FindingKind::EndToken];
        let without_letter = blank + read_in_vain.into_iter().map(count).sum::<u64>();
        let doubts = [
            (Doubt::OtherQuestions, count(FindingKind::QuestionMismatch) * 2 > rows),
            (Doubt::NoPredictions, blank == rows),
            (Doubt::FewRows, count(FindingKind::MissingRows) > rows),
            (Doubt::FewLetters, without_letter * 2 > rows),
        ];
        doubts.into_iter().find(|(_, holds)| *holds).map(|(doubt, _)| doubt)
    }
}
