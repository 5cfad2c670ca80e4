//! What a check found, and how much it matters for the file as a whole.

use serde::{Deserialize, Serialize};

use super::{Finding, FindingKind, Note, Severity};
use crate::scoring::ScoreError;
use crate::table::TableError;

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
