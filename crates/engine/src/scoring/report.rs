//! The accuracy tables that VLMEvalKit prints and writes.

use std::collections::HashMap;

use super::groups::{Groups, are_days, sort_as_python};
use super::prepare::require_column;
use super::score::ratio;
use super::{Prepared, ScoreError, Scored};
use crate::dataset::IndexKey;
use crate::limits::{REPORT_BYTES, REPORT_CELLS};
use crate::table::{Column, Frame, Value};

/// The columns that VLMEvalKit reports in a file of their own.
pub const REPORTED_COLUMNS: [&str; 3] = ["clinical vqa task", "department", "perceptual granularity"];

/// The columns whose values stand in the overall table.
const OVERALL_COLUMNS: [&str; 2] = ["l2-category", "category"];

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
pub struct Report {
    /// The splits in order of appearance; the single text `none` where the predictions have no `split` column.
    pub splits: Vec<Value>,
    /// `Overall`, then the values in Python's order.
    pub columns: Vec<ReportColumn>,
}

/// A column of a [`Report`].
#[derive(Debug, Clone, PartialEq)]
pub struct ReportColumn {
    /// The value that its rows share.
    pub name: Value,
    /// Accuracy (0 to 1) in each split; `None` where the split has no such row.
    pub accuracies: Vec<Option<f64>>,
}

impl Report {
    /// The overall table: all rows, then by `l2-category` and `category` as far as these columns exist.
    ///
    /// # Errors
    /// If a column holds values that Python cannot sort together.
    pub fn overall(predictions: &Prepared, scored: &Scored) -> Result<Self, ScoreError> {
        let frame = predictions.frame();
        let splits = Splits::of(frame.column("split"), &scored_rows(scored));
        let mut report = splits.report(scored);
        for name in OVERALL_COLUMNS {
            if let Some(column) = frame.column(name) {
                let groups = Groups::of_rows(column, &scored_rows(scored));
                let values = splits.sorted_values(&groups, name)?;
                let values = values.into_iter().map(|(value, position)| (abbreviated(value), position));
                report.add(values, &splits.accuracies(scored, &groups));
            }
        }
        Ok(report)
    }

    /// The table of one column; blank values form a column `None` without accuracy.
    ///
    /// Without any row it has no split either: VLMEvalKit's overall table has put a column of splits into the frame by
    /// then, and that column is empty (`vlmeval/dataset/utils/multiple_choice.py:report_acc_by_groups`).
    ///
    /// # Errors
    /// If the column does not exist or holds values that Python cannot sort together.
    pub fn by_column(predictions: &Prepared, scored: &Scored, name: &str) -> Result<Self, ScoreError> {
        let column = require_column(predictions.frame(), name)?;
        let rows = scored_rows(scored);
        let mut splits = Splits::of(predictions.frame().column("split"), &rows);
        if rows.is_empty() {
            splits.labels.clear();
        }
        let mut report = splits.report(scored);
        let groups = Groups::of_rows(column, &rows);
        let values = splits.sorted_values(&groups, name)?;
        report.add(values, &splits.accuracies(scored, &groups));
        Ok(report)
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

    /// Adds a column a value; each value comes with its place in `accuracies`. A later value of the same name
    /// overwrites the earlier one in its place.
    fn add(&mut self, values: impl IntoIterator<Item = (Value, usize)>, accuracies: &[Vec<Option<f64>>]) {
        let key = |name: &Value| IndexKey::of(name);
        let mut places: HashMap<_, _> =
            self.columns.iter().enumerate().map(|(place, column)| (key(&column.name), place)).collect();
        for (name, position) in values {
            let accuracies = accuracies[position].clone();
            let place = *places.entry(key(&name)).or_insert(self.columns.len());
            match self.columns.get_mut(place) {
                Some(column) => column.accuracies = accuracies,
                None => self.columns.push(ReportColumn { name, accuracies }),
            }
        }
    }
}

/// Why VLMEvalKit's tables over these rows cannot be made; `column` finds a column by its name in lower case.
pub(super) fn table_faults<'f>(
    frame: &Frame,
    column: impl Fn(&str) -> Option<&'f Column>,
    rows: &[usize],
) -> Vec<ScoreError> {
    let splits = Splits::of(column("split"), rows);
    let fault = |name| match column(name) {
        Some(column) => splits.sorted_values(&Groups::of_rows(column, rows), name).err(),
        None if OVERALL_COLUMNS.contains(&name) => None,
        None => require_column(frame, name).err(),
    };
    OVERALL_COLUMNS.into_iter().chain(REPORTED_COLUMNS).filter_map(fault).collect()
}

fn scored_rows(scored: &Scored) -> Vec<usize> {
    scored.rows.iter().map(|row| row.row).collect()
}

/// Gives NaN the name `None`, unless that text is a value itself and so has the name already.
fn name_blanks(mut values: Vec<(Value, usize)>) -> Vec<(Value, usize)> {
    let none = Value::text("None");
    if values.iter().any(|(value, _)| *value == none) {
        values.retain(|(value, _)| *value != Value::Missing);
    }
    for (value, _) in &mut values {
        if *value == Value::Missing {
            *value = none.clone();
        }
    }
    values
}

fn length(value: &Value) -> u64 {
    value.printed().len() as u64
}

fn abbreviated(name: Value) -> Value {
    let short = ABBREVIATIONS.iter().find(|(long, _)| name.as_text() == Some(long));
    short.map_or(name, |(_, short)| Value::text(short))
}

/// The splits of the scored rows.
struct Splits {
    labels: Vec<Value>,
    of_row: Vec<Option<usize>>,
}

impl Splits {
    fn of(column: Option<&Column>, rows: &[usize]) -> Self {
        let Some(column) = column else {
            return Self { labels: vec![Value::text("none")], of_row: vec![Some(0); rows.len()] };
        };
        let Groups { values: mut labels, of_row, blank } = Groups::of_rows(column, rows);
        let is_float = |value: &Value| matches!(value, Value::Int(_) | Value::Float(_) | Value::Missing);
        if column.values.iter().all(is_float) {
            // Python takes every NaN of a float column for another value.
            labels.extend(std::iter::repeat_n(Value::Missing, blank.saturating_sub(1)));
        }
        Self { labels, of_row }
    }

    /// The values of a column in Python's order, each with its position in `groups`.
    ///
    /// # Errors
    /// If Python cannot sort them, or the table would not fit into memory.
    fn sorted_values(&self, groups: &Groups, column: &str) -> Result<Vec<(Value, usize)>, ScoreError> {
        let cells = self.labels.len() as u64 * groups.values.len() as u64;
        if cells > REPORT_CELLS {
            return Err(ScoreError::TableTooLarge { column: column.to_owned(), cells, limit: REPORT_CELLS });
        }
        // Every row of the table is written with the names of its columns.
        let bytes = self.labels.len() as u64 * groups.values.iter().map(length).sum::<u64>();
        if bytes > REPORT_BYTES {
            return Err(ScoreError::NamesTooLong { column: column.to_owned(), bytes, limit: REPORT_BYTES });
        }
        let values: Vec<_> = groups.values.iter().cloned().zip(0..).collect();
        // VLMEvalKit names blanks that are floats, and those of a column of days are none.
        let keeps_blanks = OVERALL_COLUMNS.contains(&column) || are_days(&values);
        let mut values = if keeps_blanks { values } else { name_blanks(values) };
        sort_as_python(&mut values).ok_or_else(|| ScoreError::Unsortable { column: column.to_owned() })?;
        Ok(values)
    }

    /// The table with its first column, the accuracy over all rows of each split.
    fn report(&self, scored: &Scored) -> Report {
        let name = Value::text("Overall");
        let all_rows = Groups { values: vec![name.clone()], of_row: vec![Some(0); scored.rows.len()], blank: 0 };
        let columns = self.accuracies(scored, &all_rows).into_iter();
        let columns = columns.map(|accuracies| ReportColumn { name: name.clone(), accuracies }).collect();
        Report { splits: self.labels.clone(), columns }
    }

    /// Accuracy of each group in each split.
    fn accuracies(&self, scored: &Scored, groups: &Groups) -> Vec<Vec<Option<f64>>> {
        let mut counts = vec![vec![(0, 0); self.labels.len()]; groups.values.len()];
        for (at, row) in scored.rows.iter().enumerate() {
            if let (Some(group), Some(split)) = (groups.of_row[at], self.of_row[at]) {
                let (hits, rows) = &mut counts[group][split];
                *hits += usize::from(row.hit);
                *rows += 1;
            }
        }
        let ratios = |counts: Vec<(usize, usize)>| counts.into_iter().map(|(hits, rows)| ratio(hits, rows)).collect();
        counts.into_iter().map(ratios).collect()
    }
}
