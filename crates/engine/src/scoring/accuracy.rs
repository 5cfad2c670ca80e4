//! Accuracies by the values of columns: the tables that VLMEvalKit prints and writes, and counts for people to look at.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::GROUP_COLUMNS;
use super::error::require_column;
use super::groups::{Groups, OVERALL_COLUMNS, Splits, sort_as_python};
use super::score::ratio;
use super::{Prepared, ScoreError, Scored};
use crate::dataset::IndexKey;
use crate::limits::shown;
use crate::option_column::is_option;
use crate::table::{Column, Frame, Value};

/// Columns by which accuracy is shown beside those that VLMEvalKit writes files for, and whether it reports them.
const FURTHER_COLUMNS: [(&str, bool); 4] =
    [("category", true), ("l2-category", true), ("modality", false), ("original task", false)];

/// Ability names of MMBench that VLMEvalKit abbreviates in the overall table.
const ABBREVIATIONS: [(&str, &str); 6] = [
    ("coarse_perception", "CP"),
    ("finegrained_perception (instance-level)", "FP-S"),
    ("finegrained_perception (cross-instance)", "FP-C"),
    ("logic_reasoning", "LR"),
    ("relation_reasoning", "RR"),
    ("attribute_reasoning", "AR"),
];

/// A table of accuracies: one row a split, one column a value.
#[derive(Debug, Clone, PartialEq)]
pub struct AccuracyTable {
    /// The splits in order of appearance; the single text `none` where the predictions have no `split` column.
    pub splits: Vec<Value>,
    /// `Overall`, then the values in Python's order.
    pub columns: Vec<AccuracyColumn>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct AccuracyColumn {
    /// The value that its rows share.
    pub name: Value,
    /// Accuracy (0 to 1) in each split; `None` where the split has no such row.
    pub accuracies: Vec<Option<f64>>,
}

impl AccuracyTable {
    /// The overall table: all rows, then by `l2-category` and `category` as far as these columns exist.
    ///
    /// # Errors
    /// If a column holds values that Python cannot sort together.
    pub fn overall(predictions: &Prepared, scored: &Scored) -> Result<Self, ScoreError> {
        let frame = predictions.frame();
        let splits = Splits::of(frame.column("split"), &scored_rows(scored));
        let mut table = Self::of_all_rows(&splits, scored);
        for name in OVERALL_COLUMNS {
            if let Some(column) = frame.column(name) {
                table.add(&splits, name, column, scored)?;
            }
        }
        Ok(table)
    }

    /// The table of one column; blank values form a column `None` without accuracy.
    ///
    /// Without any row it has no split either: VLMEvalKit's overall table has put a column of splits into the frame by
    /// then, and that column is empty.
    ///
    /// # Errors
    /// If the column does not exist or holds values that Python cannot sort together.
    pub fn by_column(predictions: &Prepared, scored: &Scored, name: &str) -> Result<Self, ScoreError> {
        let column = require_column(predictions.frame(), name)?;
        let mut splits = Splits::of(predictions.frame().column("split"), &scored_rows(scored));
        if scored.rows.is_empty() {
            splits.labels.clear();
        }
        let mut table = Self::of_all_rows(&splits, scored);
        table.add(&splits, name, column, scored)?;
        Ok(table)
    }

    /// The table as VLMEvalKit's files hold it: split labels, then the accuracies.
    pub fn to_frame(&self) -> Frame {
        let split = Column { name: Value::text("split"), values: self.splits.clone() };
        let accuracy = |accuracy: &Option<f64>| accuracy.map_or(Value::Missing, Value::Float);
        let columns = self.columns.iter().map(|column| Column {
            name: column.name.clone(),
            values: column.accuracies.iter().map(accuracy).collect(),
        });
        Frame::new(std::iter::once(split).chain(columns).collect())
    }

    /// The first column, the accuracy over all rows of each split.
    fn of_all_rows(splits: &Splits, scored: &Scored) -> Self {
        let name = Value::text("Overall");
        let all_rows = Groups { values: vec![name.clone()], of_row: vec![Some(0); scored.rows.len()], blank_rows: 0 };
        let columns = accuracies(splits, &all_rows, scored).into_iter();
        let columns = columns.map(|accuracies| AccuracyColumn { name: name.clone(), accuracies }).collect();
        Self { splits: splits.labels.clone(), columns }
    }

    /// Adds a column for each value of a column of the predictions. A later value of the same name overwrites the earlier
    /// one in its place.
    fn add(&mut self, splits: &Splits, name: &str, column: &Column, scored: &Scored) -> Result<(), ScoreError> {
        let groups = Groups::of_rows(column, &scored_rows(scored));
        let of_groups = accuracies(splits, &groups, scored);
        let names = self.columns.iter().map(|column| IndexKey::of(&column.name));
        let mut places: HashMap<_, _> = names.zip(0..).collect();
        for (value, position) in splits.sorted_values(&groups, name)? {
            let accuracies = of_groups[position].clone();
            let name = if OVERALL_COLUMNS.contains(&name) { abbreviated(value) } else { value };
            let place = *places.entry(IndexKey::of(&name)).or_insert(self.columns.len());
            match self.columns.get_mut(place) {
                Some(column) => column.accuracies = accuracies,
                None => self.columns.push(AccuracyColumn { name, accuracies }),
            }
        }
        Ok(())
    }
}

/// Accuracy of each group in each split.
fn accuracies(splits: &Splits, groups: &Groups, scored: &Scored) -> Vec<Vec<Option<f64>>> {
    let mut counts = vec![vec![(0, 0); splits.labels.len()]; groups.values.len()];
    for ((row, group), split) in scored.rows.iter().zip(&groups.of_row).zip(&splits.of_row) {
        if let (Some(group), Some(split)) = (*group, *split) {
            let (correct, rows) = &mut counts[group][split];
            *correct += usize::from(row.is_correct);
            *rows += 1;
        }
    }
    let ratios = |counts: Vec<(usize, usize)>| counts.into_iter().map(|(correct, rows)| ratio(correct, rows)).collect();
    counts.into_iter().map(ratios).collect()
}

fn scored_rows(scored: &Scored) -> Vec<usize> {
    scored.rows.iter().map(|row| row.row).collect()
}

fn abbreviated(name: Value) -> Value {
    let short = ABBREVIATIONS.iter().find(|(long, _)| name.as_text() == Some(long));
    short.map_or(name, |(_, short)| Value::text(short))
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grouping {
    /// The column, in lower case as VLMEvalKit has it.
    pub column: String,
    /// Whether VLMEvalKit reports this column; the others are ours.
    pub vlmevalkit: bool,
    /// One entry a value, sorted, blank last.
    pub groups: Vec<GroupScore>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupScore {
    /// The value; `None` for rows where it is blank.
    pub name: Option<String>,
    pub n: u32,
    #[serde(rename = "hits")]
    pub correct: u32,
    pub not_inferable: u32,
    /// Accuracy that guessing among the options would have, from 0 to 1.
    pub chance: f64,
}

/// The groupings by every known column that the predictions have.
pub fn groupings(predictions: &Prepared, scored: &Scored) -> Vec<Grouping> {
    let rows = scored_rows(scored);
    let chances = chances(predictions, &rows);
    let columns = GROUP_COLUMNS.into_iter().map(|name| (name, true)).chain(FURTHER_COLUMNS);
    let grouping = |(name, vlmevalkit): (&str, bool)| {
        let groups = group_scores(&Groups::of_rows(predictions.frame().column(name)?, &rows), scored, &chances);
        Some(Grouping { column: name.to_owned(), vlmevalkit, groups })
    };
    columns.filter_map(grouping).collect()
}

fn group_scores(groups: &Groups, scored: &Scored, chances: &[f64]) -> Vec<GroupScore> {
    let mut names: Vec<_> = groups.values.iter().cloned().zip(0..).filter(|(value, _)| !value.is_missing()).collect();
    if sort_as_python(&mut names).is_none() {
        names.sort_by_key(|(value, _)| value.to_python_text());
    }
    let named = |name| GroupScore { name, ..GroupScore::default() };
    let mut entries: Vec<_> = names.iter().map(|(value, _)| named(Some(shown(&value.printed())))).collect();
    let mut places = vec![None; groups.values.len()];
    for (place, (_, position)) in names.iter().enumerate() {
        places[*position] = Some(place);
    }
    let blank = entries.len();
    if groups.blank_rows > 0 {
        entries.push(named(None));
    }
    for ((row, group), chance) in scored.rows.iter().zip(&groups.of_row).zip(chances) {
        let entry = &mut entries[group.and_then(|group| places[group]).unwrap_or(blank)];
        entry.n += 1;
        entry.correct += u32::from(row.is_correct);
        entry.not_inferable += u32::from(row.extraction.is_not_inferable());
        entry.chance += chance;
    }
    for entry in entries.iter_mut().filter(|entry| entry.n > 0) {
        entry.chance /= f64::from(entry.n);
    }
    entries
}

/// The accuracy that guessing among the options would have, from 0 to 1; 0 without rows.
pub fn chance(predictions: &Prepared, scored: &Scored) -> f64 {
    let chances = chances(predictions, &scored_rows(scored));
    chances.iter().sum::<f64>() / f64::from(u32::try_from(chances.len().max(1)).unwrap_or(u32::MAX))
}

/// For each row the chance that a guess among its options is correct: VLMEvalKit takes the options of the predictions.
fn chances(predictions: &Prepared, rows: &[usize]) -> Vec<f64> {
    let is_option = |column: &&Column| column.name.as_text().is_some_and(is_option);
    let options: Vec<&Column> = predictions.frame().columns().iter().filter(is_option).collect();
    let of_row = |row: &usize| options.iter().filter(|column| !column.values[*row].is_missing()).count();
    rows.iter().map(|row| ratio(1, of_row(row)).unwrap_or_default()).collect()
}
