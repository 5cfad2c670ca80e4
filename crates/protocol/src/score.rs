//! Messages about scores.

use serde::{Deserialize, Serialize};

use super::{Failure, PredictionsId};
pub use engine::scoring::{GroupScore, Grouping};
use engine::scoring::{Rule, RuleSet};

/// Score a prediction file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadScore {
    /// The prediction file.
    pub predictions: PredictionsId,
    /// The rule set for tables and rows; the reply has the totals of all three.
    pub rules: RuleSet,
}

/// Scored rows `start..end` among those that pass the filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadScoredRows {
    /// The prediction file.
    pub predictions: PredictionsId,
    /// The rule set.
    pub rules: RuleSet,
    /// Which rows.
    pub filter: RowFilter,
    /// First row among them, counted from 0.
    pub start: u32,
    /// Row after the last one.
    pub end: u32,
}

/// The position of a scored row among those that pass the filter, or of the row that follows it; `None` if none does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindScoredRow {
    /// The prediction file.
    pub predictions: PredictionsId,
    /// The rule set.
    pub rules: RuleSet,
    /// Which rows.
    pub filter: RowFilter,
    /// Position in the scored order (by index), counted from 0.
    pub at: u32,
}

/// One scored row in full.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadScoredRow {
    /// The prediction file.
    pub predictions: PredictionsId,
    /// The rule set.
    pub rules: RuleSet,
    /// Position in the scored order (by index), counted from 0.
    pub at: u32,
}

/// A file made of a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportScore {
    /// The prediction file.
    pub predictions: PredictionsId,
    /// The rule set.
    pub rules: RuleSet,
    /// Which file.
    pub file: ExportFile,
}

/// Which scored rows are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RowFilter {
    /// Every row.
    #[default]
    All,
    /// Rows whose letter is the answer.
    Right,
    /// Rows whose letter is another option than the answer.
    Wrong,
    /// Rows where no letter could be inferred.
    NotInferable,
    /// Rows decided by one rule.
    Rule(Rule),
}

/// The files that can be taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ExportFile {
    /// VLMEvalKit's `…_exact_matching_result.xlsx`.
    ResultXlsx,
    /// VLMEvalKit's `…_exact_matching_result.tsv`.
    ResultTsv,
    /// VLMEvalKit's `…_clinical vqa task_acc.csv`.
    ClinicalVqaTaskCsv,
    /// VLMEvalKit's `…_department_acc.csv`.
    DepartmentCsv,
    /// VLMEvalKit's `…_perceptual granularity_acc.csv`.
    PerceptualGranularityCsv,
    /// Everything the page shows, as `…_report.json`.
    ReportJson,
}

/// Where the answers come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Truth {
    /// The dataset, as in VLMEvalKit.
    Dataset,
    /// The prediction file's own `answer` column, since no dataset with answers is loaded.
    OwnColumn,
}

/// The score of a prediction file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoreSummary {
    /// The rule set of everything but `by_rule_set`.
    pub rules: RuleSet,
    /// Where the answers come from.
    pub truth: Truth,
    /// Why VLMEvalKit gives no score although the rows could be scored; everything else is then ours alone.
    pub refusal: Option<Failure>,
    /// What else is worth knowing.
    pub notes: Vec<ScoreNote>,
    /// Number of rows.
    pub n: u32,
    /// Rows whose letter is the answer.
    pub hits: u32,
    /// Rows whose letter is another option than the answer.
    pub wrong: u32,
    /// Rows where no letter could be inferred.
    pub not_inferable: u32,
    /// Hits and not inferable rows under every rule set.
    pub by_rule_set: Vec<RuleSetScore>,
    /// Number of rows that each rule decided.
    pub by_rule: Vec<(Rule, u32)>,
    /// Accuracy by the values of a column.
    pub groupings: Vec<Grouping>,
}

impl ScoreSummary {
    /// Whether VLMEvalKit gives this score for this file.
    pub fn is_vlmevalkits(&self) -> bool {
        let is_format = |note: &ScoreNote| matches!(note, ScoreNote::FormatNotEvaluated { .. });
        self.refusal.is_none() && self.truth == Truth::Dataset && !self.notes.iter().any(is_format)
    }
}

/// What is worth knowing of a score that stands all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScoreNote {
    /// VLMEvalKit cannot evaluate files of this format for this benchmark; the records were scored as a table.
    FormatNotEvaluated {
        /// Extension, without the dot.
        extension: String,
    },
    /// Rows repeat an index. Each counts, with one result for all of its index.
    RepeatedIndex {
        /// Rows beyond the first of their index.
        rows: u32,
        /// Those of them whose prediction differs from the row's before; VLMEvalKit's choice among them is a race.
        conflicting: u32,
    },
}

/// Totals under one rule set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSetScore {
    /// The rule set.
    pub rules: RuleSet,
    /// Rows whose letter is the answer.
    pub hits: u32,
    /// Rows where no letter could be inferred.
    pub not_inferable: u32,
}

/// A scored row of the row table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoredRowSummary {
    /// Position in the scored order (by index), counted from 0.
    pub at: u32,
    /// The index.
    pub index: String,
    /// The question as the prediction file has it, cut to 200 characters.
    pub question: String,
    /// The prediction, cut to 200 characters.
    pub prediction: String,
    /// The extracted letter; Z where nothing is inferable.
    pub letter: char,
    /// The rule that gave the letter.
    pub rule: Rule,
    /// The answer.
    pub answer: String,
    /// Whether the letter is the answer.
    pub hit: bool,
}

/// A scored row in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoredRowView {
    /// The row as in the table.
    pub summary: ScoredRowSummary,
    /// The prediction in full (up to 100,000 characters).
    pub prediction: String,
    /// The question as the prediction file has it.
    pub question: String,
    /// Options as the prediction file has them; scoring uses these.
    pub options: Vec<(char, String)>,
    /// Letter and rule under every rule set.
    pub by_rule_set: Vec<(RuleSet, char, Rule)>,
    /// Marks of thinking in the prediction, see [`thinking_marks`](engine::scoring::thinking_marks).
    pub thinking: Vec<String>,
    /// The dataset's row of that index, where a dataset is loaded.
    pub dataset_row: Option<u32>,
}
