//! A score as JSON, for other programs to read.

use serde::{Serialize, Serializer};

use super::{AccuracyTable, Extraction, GROUP_COLUMNS, Prepared, Rule, RuleSet, ScoreError, Scored, ScoredRow};
use crate::dataset::IndexKey;
use crate::table::{Frame, Value, write};

/// A score with its rows, VLMEvalKit's tables and its files.
#[derive(Debug, Serialize)]
pub struct ScoreJson {
    pub rules: RuleSet,
    pub n: usize,
    #[serde(rename = "hits")]
    pub correct: usize,
    /// Correct rows among all, from 0 to 1; `null` without rows.
    pub overall: Option<f64>,
    rows: Vec<RowJson>,
    tables: Pairs<Vec<Pairs<String>>>,
    files: Pairs<String>,
}

#[derive(Debug, Serialize)]
struct RowJson {
    index: IndexKey,
    letter: char,
    rule: Rule,
    hit: u8,
}

/// An object whose keys stay in order.
#[derive(Debug)]
struct Pairs<V>(Vec<(String, V)>);

impl ScoreJson {
    /// Sums up a score.
    ///
    /// `tables` holds the overall table and one a reported column: an object for each split, numbers as the text that
    /// VLMEvalKit's CSV files hold. `files` holds the content of its CSV files by column.
    ///
    /// # Errors
    /// If VLMEvalKit would give no score.
    pub fn new(predictions: &Prepared, scored: &Scored) -> Result<Self, ScoreError> {
        if let Some(refusal) = scored.refusal() {
            return Err(refusal.clone());
        }
        let mut tables =
            vec![("overall".to_owned(), table_rows(&AccuracyTable::overall(predictions, scored)?.to_frame()))];
        let mut files = Vec::new();
        for column in GROUP_COLUMNS {
            let table = AccuracyTable::by_column(predictions, scored, column)?.to_frame();
            tables.push((column.to_owned(), table_rows(&table)));
            let file = String::from_utf8_lossy(&write::delimited(&table, b',')).into_owned();
            files.push((column.to_owned(), file));
        }
        Ok(Self {
            rules: scored.rules,
            n: scored.rows.len(),
            correct: scored.correct(),
            overall: scored.accuracy(),
            rows: scored.rows.iter().map(RowJson::of).collect(),
            tables: Pairs(tables),
            files: Pairs(files),
        })
    }
}

impl RowJson {
    fn of(row: &ScoredRow) -> Self {
        let Extraction { letter, rule } = row.extraction;
        Self { index: row.index.clone(), letter, rule, hit: u8::from(row.is_correct) }
    }
}

fn table_rows(frame: &Frame) -> Vec<Pairs<String>> {
    let cell = |value: &Value| if value.is_missing() { String::new() } else { value.to_python_text() };
    let row = |row: usize| {
        let cells = frame.columns().iter().map(|column| (column.name.to_python_text(), cell(&column.values[row])));
        Pairs(cells.collect())
    };
    (0..frame.row_count()).map(row).collect()
}

impl<V: Serialize> Serialize for Pairs<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
