//! A prediction file made ready for scoring: sorted, predictions as text, column names in lower case.

use std::collections::HashMap;

use super::ScoreError;
use super::refusal::is_mixed;
use super::rereading::reread;
use crate::limits::NAMES_SHOWN;
use crate::option_column::is_option;
use crate::pause::{NoPause, Pause, Work, block_on};
use crate::table::{Column, Frame, Value};

/// A prediction table as VLMEvalKit holds it before it judges the rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    frame: Frame,
}

impl Prepared {
    /// As [`new`](Self::new), for the table of a file of that name: VLMEvalKit reports from its own result file, which has
    /// the same format.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn of_file(name: &str, frame: Frame) -> Result<Self, ScoreError> {
        block_on(Self::of_file_paused(name, frame, &NoPause))
    }

    /// As [`of_file`](Self::of_file), a piece at a time.
    ///
    /// # Errors
    /// As [`new`](Self::new).
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

    /// As [`Prepared::new`], a piece at a time.
    ///
    /// # Errors
    /// As [`Prepared::new`].
    async fn new_paused(mut frame: Frame, pause: &dyn Pause) -> Result<Self, ScoreError> {
        let mut work = Work::new(pause);
        for name in ["index", "prediction"] {
            require_column(&frame, name)?;
        }
        sort_by_index(&mut frame, &mut work).await;
        lower_case_names(&mut frame)?;
        frame.update(|columns| {
            columns.iter_mut().filter(|column| column.name.as_text() == Some("prediction")).for_each(print_values);
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
        self.option_columns()
            .filter(|(_, column)| !column.values[row].is_missing())
            .map(|(letter, column)| (letter, column.values[row].to_python_text()))
            .collect()
    }

    /// A cell of a column of that name, in lower case; [`Value::Missing`] where there is no such column.
    pub fn cell(&self, row: usize, name: &str) -> Value {
        self.frame.column(name).map_or(Value::Missing, |column| column.values[row].clone())
    }

    /// The text of a row's prediction.
    pub fn prediction(&self, row: usize) -> &str {
        self.frame.column("prediction").and_then(|column| column.values[row].as_text()).unwrap_or_default()
    }

    fn option_columns(&self) -> impl Iterator<Item = (char, &Column)> {
        ('A'..='Z').filter_map(|letter| {
            let mut name = [0; 4];
            let column = self.frame.column(letter.encode_utf8(&mut name))?;
            Some((letter, column))
        })
    }
}

/// The column of that exact name, or the error that names it.
pub(super) fn require_column<'f>(frame: &'f Frame, name: &str) -> Result<&'f Column, ScoreError> {
    frame.column(name).ok_or_else(|| {
        let found = frame.columns().iter().take(NAMES_SHOWN).map(|column| column.name.to_python_text()).collect();
        ScoreError::MissingColumn { name: name.to_owned(), found }
    })
}

fn print_values(column: &mut Column) {
    for value in &mut column.values {
        if value.as_text().is_none() {
            *value = Value::text(&value.to_python_text());
        }
    }
}

/// Sorts the rows, unless their indices have no order.
async fn sort_by_index(frame: &mut Frame, work: &mut Work<'_>) {
    let Some(index) = frame.column("index").filter(|index| !is_mixed(&index.values)) else { return };
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

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(columns: &[(&str, &[Value])]) -> Frame {
        let column = |(name, values): &(&str, &[Value])| Column { name: Value::text(name), values: values.to_vec() };
        Frame::new(columns.iter().map(column).collect())
    }

    #[test]
    fn rows_are_sorted_and_predictions_printed() {
        let prepared = Prepared::new(frame(&[
            ("index", &[Value::Missing, Value::Int(2), Value::Float(1.5)]),
            ("prediction", &[Value::Missing, Value::Float(1.0), Value::Bool(true)]),
            ("question", &[Value::text("q"), Value::text("q"), Value::text("q")]),
        ]))
        .unwrap();
        let predictions: Vec<_> = (0..3).map(|row| prepared.prediction(row)).collect();
        assert_eq!(predictions, ["True", "1.0", "nan"]);
    }

    #[test]
    fn a_capitalised_column_wins_whatever_the_order() {
        let orders = [
            ["Category", "category", "CATEGORY"],
            ["category", "Category", "CATEGORY"],
            ["Category", "CATEGORY", "category"],
            ["Category", "x", "CATEGORY"],
        ];
        for names in orders {
            let columns = names.map(|name| (name, [Value::text(name)]));
            let named = columns.each_ref().map(|(name, values)| (*name, &values[..]));
            let index = ("index", &[Value::Int(0)][..]);
            let prepared =
                Prepared::new(frame(&[&[index, ("prediction", &[Value::text("A")])], &named[..]].concat())).unwrap();
            assert_eq!(prepared.cell(0, "category"), Value::text("CATEGORY"), "{names:?}");
            assert_eq!(prepared.frame().columns().len(), if names.contains(&"x") { 4 } else { 3 });
        }
    }

    #[test]
    fn index_and_prediction_must_be_there_in_lower_case() {
        let error = Prepared::new(frame(&[("index", &[]), ("Prediction", &[])])).unwrap_err();
        let found = vec!["index".to_owned(), "Prediction".to_owned()];
        assert_eq!(error, ScoreError::MissingColumn { name: "prediction".to_owned(), found });
    }

    #[test]
    fn text_and_numbers_in_the_index_have_no_order() {
        let index = [Value::text("a"), Value::Int(1)];
        let predictions = [Value::text("A"), Value::text("B")];
        let prepared = Prepared::new(frame(&[("index", &index), ("prediction", &predictions)])).unwrap();
        assert_eq!(prepared.frame().column("index").unwrap().values, index);
    }
}
