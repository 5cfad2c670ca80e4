//! A prediction file made ready for scoring: sorted, predictions as text, column names in lower case.

use std::collections::HashMap;

use super::GROUP_COLUMNS;
use super::ScoreError;
use super::error::require_column;
use super::groups::{OVERALL_COLUMNS, is_mixed};
use crate::option_column::is_option;
use crate::pause::{NoPause, Pause, Work, block_on};
use crate::table::{Column, Frame, TableFormat, Value};

/// A prediction table as VLMEvalKit holds it before it judges the rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    frame: Frame,
}

impl Prepared {
    /// As [`new`](Self::new), for the table of a file of that name: VLMEvalKit reports from its own result file, which has
    /// the same format, so that columns of a workbook may change their type.
    pub fn of_file(name: &str, frame: Frame) -> Result<Self, ScoreError> {
        block_on(Self::of_file_paused(name, frame, &NoPause))
    }

    /// As [`of_file`](Self::of_file), a piece at a time.
    pub async fn of_file_paused(name: &str, mut frame: Frame, pause: &dyn Pause) -> Result<Self, ScoreError> {
        reread(&mut frame, name);
        Self::new_paused(frame, pause).await
    }

    /// Sorts the rows by index, turns every prediction into text and every column name that is not a single
    /// upper-case letter into lower case.
    ///
    /// # Errors
    /// If there is no `index` or no `prediction` column (in lower case), or a column name is no text.
    pub fn new(frame: Frame) -> Result<Self, ScoreError> {
        block_on(Self::new_paused(frame, &NoPause))
    }

    async fn new_paused(mut frame: Frame, pause: &dyn Pause) -> Result<Self, ScoreError> {
        let mut work = Work::new(pause);
        for name in ["index", "prediction"] {
            require_column(&frame, name)?;
        }
        sort_by_index(&mut frame, &mut work).await;
        lower_case_names(&mut frame)?;
        frame.update(|columns| {
            let predictions = columns.iter_mut().filter(|column| column.name.as_text() == Some("prediction"));
            for value in predictions.flat_map(|column| &mut column.values).filter(|value| value.as_text().is_none()) {
                *value = Value::text(&value.to_python_text());
            }
        });
        Ok(Self { frame })
    }

    /// The table: same rows in the order of the index, blank indices last.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// Letter and text of each option of a row: the one-letter upper-case columns that are not blank there.
    ///
    /// Options come from the prediction file, as in VLMEvalKit, not from the dataset.
    pub fn options(&self, row: usize) -> Vec<(char, String)> {
        let option = |letter: char| {
            let value = &self.frame.column(letter.encode_utf8(&mut [0; 4]))?.values[row];
            (!value.is_missing()).then(|| (letter, value.to_python_text()))
        };
        ('A'..='Z').filter_map(option).collect()
    }

    /// A cell of a column of that name, in lower case; [`Value::Missing`] where there is no such column.
    pub fn cell(&self, row: usize, name: &str) -> Value {
        self.frame.column(name).map_or(Value::Missing, |column| column.values[row].clone())
    }

    pub fn prediction(&self, row: usize) -> &str {
        self.frame.column("prediction").and_then(|column| column.values[row].as_text()).unwrap_or_default()
    }
}

/// Sorts the rows, unless their indices have no order.
async fn sort_by_index(frame: &mut Frame, work: &mut Work<'_>) {
    let Some(index) = frame.column("index").filter(|index| !is_mixed(index.values.iter())) else { return };
    let mut order: Vec<usize> = (0..index.values.len()).collect();
    order.sort_by(|a, b| index.values[*a].total_cmp(&index.values[*b]));
    let mut columns = std::mem::take(frame).into_columns();
    for column in &mut columns {
        column.values = order.iter().map(|row| column.values[*row].clone()).collect();
        work.done(order.len()).await;
    }
    *frame = Frame::new(columns);
}

/// Renames the columns as VLMEvalKit does, one after the other: where the new name exists already, the renamed column's
/// values replace the other's in its place, so the last capitalised name wins whatever the order.
fn lower_case_names(frame: &mut Frame) -> Result<(), ScoreError> {
    if let Some(column) = frame.columns().iter().find(|column| column.name.as_text().is_none()) {
        return Err(ScoreError::ColumnNameNotText { name: column.name.to_python_text() });
    }
    let names: Vec<String> = frame.columns().iter().map(|column| column.name.to_python_text()).collect();
    let mut places: HashMap<String, usize> = names.iter().cloned().zip(0..).collect();
    // A renamed column goes to the end; gaps are closed when all are renamed.
    let mut columns: Vec<Option<Column>> = std::mem::take(frame).into_columns().into_iter().map(Some).collect();
    for name in names {
        let Some(mut column) = places.remove(&name).and_then(|place| columns[place].take()) else { continue };
        let new = if is_option(&name) { name } else { name.to_lowercase() };
        match places.get(&new).and_then(|place| columns[*place].as_mut()) {
            Some(other) => other.values = column.values,
            None => {
                column.name = Value::text(&new);
                places.insert(new, columns.len());
                columns.push(Some(column));
            }
        }
    }
    *frame = Frame::new(columns.into_iter().flatten().collect());
    Ok(())
}

/// Gives the columns that VLMEvalKit groups by the types that they have when it has read its result again: a workbook
/// holds 16 digits of a number, and a float that is whole comes back as an int (`1.0` as `1`), unless its column holds
/// other floats or blanks as well. Delimited text is read as it was before.
fn reread(frame: &mut Frame, name: &str) {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if TableFormat::of_extension(extension) != Some(TableFormat::Xlsx) {
        return;
    }
    let is_grouped = |name: &str| name == "split" || OVERALL_COLUMNS.contains(&name) || GROUP_COLUMNS.contains(&name);
    frame.update(|columns| {
        for column in columns {
            if !column.name.as_text().is_some_and(|name| is_grouped(&name.to_lowercase())) {
                continue;
            }
            let cells: Vec<Value> = column.values.iter().map(as_openpyxl_reads).collect();
            let is_numeric = cells.iter().all(|cell| matches!(cell, Value::Int(_) | Value::Float(_) | Value::Missing));
            let is_whole = cells.iter().all(|cell| matches!(cell, Value::Int(_)));
            column.values = if is_numeric && !is_whole { cells.iter().map(as_float).collect() } else { cells };
        }
    });
}

fn as_openpyxl_reads(value: &Value) -> Value {
    let Value::Float(number) = as_float(value) else { return value.clone() };
    let written = format!("{number:.15e}").parse().unwrap_or(number);
    if !f64::is_finite(written) || written.fract() != 0.0 {
        return Value::Float(written);
    }
    #[expect(clippy::cast_possible_truncation, reason = "the cast saturates far beyond what a file holds")]
    Value::Int(written as i128)
}

fn as_float(value: &Value) -> Value {
    match value {
        #[expect(clippy::cast_precision_loss, reason = "a workbook's numbers are floats")]
        Value::Int(number) => Value::Float(*number as f64),
        other => other.clone(),
    }
}
