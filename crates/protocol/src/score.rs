//! Messages about scores.

use serde::{Deserialize, Serialize};

use super::Failure;
pub use engine::scoring::{
    AnswerGroup, AnswerOutcome, AnswerQuery, AnswerSort, GroupScore, Grouping, TruthSource as Truth,
};
use engine::scoring::{Rule, RuleSet};

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

/// The score of a prediction file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoreSummary {
    /// The rule set of everything but `by_rule_set`.
    pub rules: RuleSet,
    /// Whose answers these are: the file's own where no dataset with answers is loaded.
    pub truth: Truth,
    /// Why VLMEvalKit gives no score although the rows could be scored; everything else is then ours alone.
    pub refusal: Option<Failure>,
    pub notes: Vec<ScoreNote>,
    pub n: u32,
    pub hits: u32,
    /// Rows whose letter is another option than the answer.
    pub wrong: u32,
    pub not_inferable: u32,
    /// Accuracy that guessing among the options would have, from 0 to 1.
    pub chance: f64,
    /// Rows of which the rule sets extract different letters.
    pub changing: u32,
    /// Hits and not inferable rows under every rule set.
    pub by_rule_set: Vec<RuleSetScore>,
    pub by_rule: Vec<(Rule, u32)>,
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
    FormatNotEvaluated { extension: String },
    /// Rows repeat an index. Each counts, with one result for all of its index.
    RepeatedIndex {
        /// Rows beyond the first of their index.
        rows: u32,
        /// Those of them whose prediction differs from the row's before; VLMEvalKit's choice among them is a race.
        conflicting: u32,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSetScore {
    pub rules: RuleSet,
    pub hits: u32,
    pub not_inferable: u32,
}

/// A scored row of the row table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoredRowSummary {
    /// Position in the scored order (by index), counted from 0.
    pub at: u32,
    pub index: String,
    /// The question as the prediction file has it, cut to 200 characters.
    pub question: String,
    /// The prediction, cut to 200 characters.
    pub prediction: String,
    /// The extracted letter; Z where nothing is inferable.
    pub letter: char,
    pub rule: Rule,
    pub answer: String,
    pub hit: bool,
    /// The dataset's row of that index, where a dataset is loaded.
    pub dataset_row: Option<u32>,
}

/// A scored row in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoredRowView {
    pub summary: ScoredRowSummary,
    /// The prediction in full (up to 100,000 characters).
    pub prediction: String,
    pub question: String,
    /// Options as the prediction file has them; scoring uses these.
    pub options: Vec<(char, String)>,
    pub by_rule_set: Vec<(RuleSet, char, Rule)>,
    /// Marks of thinking in the prediction, see [`thinking_marks`](engine::scoring::thinking_marks).
    pub thinking: Vec<String>,
}
