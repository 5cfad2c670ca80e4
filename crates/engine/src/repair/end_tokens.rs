//! Predictions without the tokens that their model ended its turn with.

use super::Change;
use crate::check::{Columns, Table, without_end_token};
use crate::table::{Frame, Value};

/// Leaves out the end tokens that hide a letter. The rows of `frame` are still those of the table, in its order.
pub(super) fn remove(frame: &mut Frame, table: &Table, columns: &Columns) -> Option<Change> {
    let predictions = frame.columns.get_mut(columns.lower("prediction")?)?;
    let mut count = 0;
    for (row, value) in predictions.values.iter_mut().enumerate() {
        let Some(text) = value.as_text() else { continue };
        if let Some((rest, _)) = without_end_token(text, &columns.options(&table.frame, row)) {
            *value = Value::text(rest);
            count += 1;
        }
    }
    Some(Change::EndTokensRemoved(count))
}
