//! Texts that a format cannot hold unchanged.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::limits::ROWS_NAMED;
use crate::table::escape::{DROPPED, needs_escape};
use crate::table::{CELL_CHARACTERS, Frame, TableFormat, Value};

/// Rows of which a spreadsheet cell cannot hold a prediction or another text unchanged; tsv can.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfit {
    /// Predictions of more than 32,767 characters, which a cell cuts off.
    pub too_long: u32,
    /// Predictions with control characters, as a carriage return, which a cell holds as `_x000D_`, or with the text
    /// `x005F_`, which openpyxl drops.
    pub control: u32,
    /// Texts of other columns for either reason.
    pub others: u32,
    /// Texts with a character zero, which tsv cannot hold either.
    pub zero: u32,
    /// Index of the rows: the first 1,000.
    pub indices: Vec<String>,
}

impl Unfit {
    pub(super) fn of(frame: &Frame) -> Self {
        let mut unfit = Self::default();
        let mut rows = BTreeSet::new();
        for column in frame.columns() {
            let is_prediction = column.name.as_text() == Some("prediction");
            for (row, value) in column.values.iter().enumerate() {
                let Some(text) = value.as_text() else { continue };
                let is_long = text.len() > CELL_CHARACTERS && text.chars().nth(CELL_CHARACTERS).is_some();
                let has_control = text.contains(needs_escape) || text.contains(DROPPED);
                unfit.zero += u32::from(text.contains('\0'));
                if is_prediction {
                    unfit.too_long += u32::from(is_long);
                    unfit.control += u32::from(has_control);
                } else {
                    unfit.others += u32::from(is_long || has_control);
                }
                if is_long || has_control {
                    rows.insert(row);
                }
            }
        }
        let index = frame.column("index");
        let index_text = |row| index.and_then(|column| column.values.get(row)).map(Value::to_python_text);
        unfit.indices = rows.into_iter().take(ROWS_NAMED).map(|row| index_text(row).unwrap_or_default()).collect();
        unfit
    }

    /// The formats that hold every text unchanged.
    pub fn formats(&self) -> Vec<TableFormat> {
        let is_xlsx = self.too_long == 0 && self.control == 0 && self.others == 0;
        let fitting = [(TableFormat::Xlsx, is_xlsx), (TableFormat::Tsv, self.zero == 0)];
        fitting.into_iter().filter(|(_, fits)| *fits).map(|(format, _)| format).collect()
    }
}
