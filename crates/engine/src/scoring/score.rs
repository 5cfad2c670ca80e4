//! Judging the rows of a prediction file.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::error::refusals;
use super::extract::{Extraction, extract};
use super::{Prepared, Rule, RuleSet, ScoreError};
use crate::dataset::{Dataset, IndexKey};
use crate::limits::Limit;
use crate::pause::{NoPause, Pause, Work, block_on};
use crate::table::{Column, Frame, Value, write};

const NOTHING_FOUND: &str = "Failed in Prefetch, no GPT-based answer matching under `exact_matching` policy.";

/// Whose answers a score rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TruthSource {
    /// The dataset's, as in VLMEvalKit.
    Dataset,
    /// Those of the prediction file's own `answer` column.
    OwnColumn,
}

#[derive(Debug, Clone)]
pub struct Truth {
    source: TruthSource,
    answers: HashMap<IndexKey, Value>,
}

impl Truth {
    /// The answers of a dataset that has been read to its end.
    ///
    /// # Errors
    /// [`ScoreError::NoAnswers`], as of TEST, or [`ScoreError::BlankAnswers`].
    pub fn of(dataset: &Dataset) -> Result<Self, ScoreError> {
        match dataset.answers() {
            Some(answers) => Ok(Self::new(answers.map(|(index, answer, _)| (index, answer)))),
            None if dataset.column("answer").is_some() => Err(ScoreError::BlankAnswers),
            None => Err(ScoreError::NoAnswers),
        }
    }

    /// A dataset's answers from pairs of index and answer; of pairs with the same index the last counts.
    pub fn new(pairs: impl IntoIterator<Item = (IndexKey, Value)>) -> Self {
        Self { source: TruthSource::Dataset, answers: pairs.into_iter().collect() }
    }

    /// Answers from the prediction file's own `answer` column; `None` where it has none.
    pub fn own(predictions: &Prepared) -> Option<Self> {
        let index = predictions.frame().column("index")?;
        let answer = predictions.frame().column("answer")?;
        let keys = index.values.iter().map(IndexKey::of);
        let pairs = keys.zip(&answer.values).filter_map(|(key, answer)| Some((key?, answer.clone())));
        Some(Self { source: TruthSource::OwnColumn, answers: pairs.collect() })
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct ScoredRow {
    /// Row of the prepared table.
    pub row: usize,
    pub index: IndexKey,
    pub extraction: Extraction,
    pub answer: Value,
    pub is_correct: bool,
    /// Row of the prepared table whose prediction was judged: the last one of the index.
    pub judged: usize,
}

/// Rows that repeat an index. VLMEvalKit keys its results by index, so which of differing predictions counts is a race.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeated {
    /// Rows beyond the first of their index.
    pub rows: usize,
    /// Those of them whose prediction differs from the row's before.
    pub differing: usize,
}

/// The judged rows of a prediction file. Two of them are comparable where rules and truth are the same.
#[derive(Debug, Clone)]
pub struct Scored {
    pub rules: RuleSet,
    pub truth: TruthSource,
    /// The rows in order of the index, without those that have no answer to compare with.
    pub rows: Vec<ScoredRow>,
    refusal: Option<ScoreError>,
}

impl Scored {
    /// Judges every row: the extracted letter against the answer of its index, by plain equality.
    ///
    /// Rows of the same index share one result, the last row's, as VLMEvalKit keys its results by index; where their
    /// predictions differ, its choice among them is a race.
    pub fn new(predictions: &Prepared, truth: &Truth, rules: RuleSet) -> Self {
        block_on(Self::new_paused(predictions, truth, rules, &NoPause))
    }

    /// As [`Scored::new`], a piece at a time.
    pub async fn new_paused(predictions: &Prepared, truth: &Truth, rules: RuleSet, pause: &dyn Pause) -> Self {
        let mut work = Work::new(pause);
        let index = predictions.frame().column("index").map_or(&[][..], |column| &column.values);
        let mut rows = Vec::with_capacity(index.len());
        let mut last_of: HashMap<IndexKey, usize> = HashMap::with_capacity(index.len());
        for (row, value) in index.iter().enumerate() {
            let Some(key) = IndexKey::of(value) else { continue };
            let Some(answer) = truth.answers.get(&key) else { continue };
            last_of.insert(key.clone(), rows.len());
            rows.push(judge(predictions, row, key, answer, rules));
            work.row(predictions.prediction(row).len()).await;
        }
        share_results(&mut rows, &last_of);
        let frame = predictions.frame();
        let refusals = refusals(frame, |name| frame.column(name), |index| truth.answers.contains_key(index));
        Self { rules, truth: truth.source, rows, refusal: refusals.into_iter().next() }
    }

    pub fn correct(&self) -> usize {
        self.rows.iter().filter(|row| row.is_correct).count()
    }

    pub fn not_inferable(&self) -> usize {
        self.rows.iter().filter(|row| row.extraction.is_not_inferable()).count()
    }

    pub fn decided_by(&self, rule: Rule) -> usize {
        self.rows.iter().filter(|row| row.extraction.rule == rule).count()
    }

    pub fn repeated(&self, predictions: &Prepared) -> Repeated {
        let pairs = || self.rows.windows(2).filter(|pair| pair[0].index == pair[1].index);
        let differs = |pair: &&[ScoredRow]| predictions.prediction(pair[0].row) != predictions.prediction(pair[1].row);
        Repeated { rows: pairs().count(), differing: pairs().filter(differs).count() }
    }

    /// Correct rows among all, from 0 to 1; `None` without rows.
    pub fn accuracy(&self) -> Option<f64> {
        ratio(self.correct(), self.rows.len())
    }

    /// Why VLMEvalKit gives no score although the rows could be judged: the first reason that it meets.
    pub fn refusal(&self) -> Option<&ScoreError> {
        self.refusal.as_ref()
    }

    /// The table that VLMEvalKit writes as `…_exact_matching_result`: the scored rows with `hit` and `log`.
    pub fn result_frame(&self, predictions: &Prepared) -> Frame {
        let keep = |column: &Column| Column {
            name: column.name.clone(),
            values: self.rows.iter().map(|row| column.values[row.row].clone()).collect(),
        };
        let mut frame = Frame::new(predictions.frame().columns().iter().map(keep).collect());
        let hits = self.rows.iter().map(|row| Value::Int(i128::from(row.is_correct))).collect();
        set_column(&mut frame, "hit", hits);
        set_column(&mut frame, "log", self.logs(predictions));
        frame
    }

    /// That table as delimited text, in which a log that rows of one index share is written out with each of them.
    ///
    /// # Errors
    /// [`ScoreError::LogsTooLong`] where these copies take more than all texts of a file may.
    pub fn result_text(&self, predictions: &Prepared, delimiter: u8) -> Result<Vec<u8>, ScoreError> {
        let copies = self.rows.iter().filter(|row| row.row != row.judged);
        let bytes = copies.map(|row| found(row, predictions).len() as u64).sum();
        let limit = Limit::TextBytes.most();
        if bytes > limit {
            return Err(ScoreError::LogsTooLong { bytes, limit });
        }
        Ok(write::delimited(&self.result_frame(predictions), delimiter))
    }

    /// What VLMEvalKit writes into its `log` column. Rows of one index share one text, since a prediction can be long and
    /// its index repeated many times.
    fn logs(&self, predictions: &Prepared) -> Vec<Value> {
        let mut logs = HashMap::new();
        let log = |row: &ScoredRow| Value::text(&format!("Match Log: {}. ", found(row, predictions)));
        self.rows.iter().map(|row| logs.entry(row.judged).or_insert_with(|| log(row)).clone()).collect()
    }
}

/// The text that VLMEvalKit logs as what it has matched.
fn found<'p>(row: &ScoredRow, predictions: &'p Prepared) -> &'p str {
    if row.extraction.rule == Rule::Nothing { NOTHING_FOUND } else { predictions.prediction(row.judged) }
}

#[expect(clippy::cast_precision_loss, reason = "row counts are far below 2^52")]
pub(super) fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

fn set_column(frame: &mut Frame, name: &str, values: Vec<Value>) {
    frame.update(|columns| match columns.iter_mut().find(|column| column.name.as_text() == Some(name)) {
        Some(column) => column.values = values,
        None => columns.push(Column::named(name, values)),
    });
}

fn judge(predictions: &Prepared, row: usize, index: IndexKey, answer: &Value, rules: RuleSet) -> ScoredRow {
    let extraction = extract(predictions.prediction(row), &predictions.options(row), rules);
    let mut letter = [0; 4];
    let is_correct = answer.as_text() == Some(extraction.letter.encode_utf8(&mut letter));
    ScoredRow { row, index, extraction, answer: answer.clone(), is_correct, judged: row }
}

/// Gives every row of an index the result of the last one.
fn share_results(rows: &mut [ScoredRow], last_of: &HashMap<IndexKey, usize>) {
    for at in 0..rows.len() {
        let Some(&last) = last_of.get(&rows[at].index) else { continue };
        let ScoredRow { extraction, is_correct, judged, .. } = rows[last];
        let row = &mut rows[at];
        (row.extraction, row.is_correct, row.judged) = (extraction, is_correct, judged);
    }
}
