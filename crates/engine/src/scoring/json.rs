//! A score as JSON, for other programs to read.

use serde::{Serialize, Serializer};

use super::{Extraction, Prepared, REPORTED_COLUMNS, Report, Rule, RuleSet, ScoreError, Scored};
use crate::dataset::IndexKey;
use crate::table::{Value, write};

/// A score with its rows, VLMEvalKit's tables and its files.
#[derive(Debug, Serialize)]
pub struct ScoreJson {
    /// The rule set.
    pub rules: RuleSet,
    /// Number of rows.
    pub n: usize,
    /// Rows whose letter is the answer.
    pub hits: usize,
    /// Hits a row, from 0 to 1; absent without rows.
    pub overall: Option<f64>,
    rows: Vec<RowJson>,
    tables: Pairs<Vec<Pairs<String>>>,
    files: Pairs<String>,
}

#[derive(Debug, Serialize)]
struct RowJson {
    index: IndexJson,
    letter: char,
    rule: Rule,
    hit: u8,
}

/// An index as JSON: a number where it is one.
#[derive(Debug)]
pub(crate) struct IndexJson(pub(crate) IndexKey);

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
        let mut tables = vec![("overall".to_owned(), table_rows(&Report::overall(predictions, scored)?))];
        let mut files = Vec::new();
        for column in REPORTED_COLUMNS {
            let report = Report::by_column(predictions, scored, column)?;
            tables.push((column.to_owned(), table_rows(&report)));
            files.push((column.to_owned(), csv_text(&report)));
        }
        Ok(Self {
            rules: scored.rules,
            n: scored.rows.len(),
            hits: scored.hits(),
            overall: scored.accuracy(),
            rows: rows(scored),
            tables: Pairs(tables),
            files: Pairs(files),
        })
    }
}

fn rows(scored: &Scored) -> Vec<RowJson> {
    let row = |row: &super::ScoredRow| {
        let Extraction { letter, rule } = row.extraction;
        RowJson { index: IndexJson(row.index.clone()), letter, rule, hit: u8::from(row.hit) }
    };
    scored.rows.iter().map(row).collect()
}

fn table_rows(report: &Report) -> Vec<Pairs<String>> {
    let frame = report.to_frame();
    let cell = |value: &Value| if value.is_missing() { String::new() } else { value.to_python_text() };
    let row = |row: usize| {
        let cells = frame.columns.iter().map(|column| (column.name.to_python_text(), cell(&column.values[row])));
        Pairs(cells.collect())
    };
    (0..frame.row_count()).map(row).collect()
}

fn csv_text(report: &Report) -> String {
    String::from_utf8_lossy(&write::delimited(&report.to_frame(), b',')).into_owned()
}

impl Serialize for IndexJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            IndexKey::Int(number) => serializer.serialize_i128(*number),
            IndexKey::Float(bits) => serializer.serialize_f64(f64::from_bits(*bits)),
            IndexKey::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<V: Serialize> Serialize for Pairs<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
