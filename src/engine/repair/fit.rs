//! Texts that a format cannot hold unchanged.

use serde::{Deserialize, Serialize};

use crate::engine::table::{Frame, TableFormat};

/// Characters that a spreadsheet cell holds at most.
const CELL_LIMIT: usize = 32_767;
/// So many rows are named.
const ROWS_NAMED: usize = 1_000;

/// Rows whose prediction a spreadsheet cell cannot hold unchanged; tsv can.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfit {
    /// Predictions of more than 32,767 characters, which a cell cuts off.
    pub too_long: u32,
    /// Predictions with control characters, as a carriage return, which a cell holds as `_x000D_`.
    pub control: u32,
    /// Predictions with a character zero, which tsv cannot hold either.
    pub zero: u32,
    /// Index of the rows: the first 1,000.
    pub indices: Vec<String>,
}

impl Unfit {
    /// The predictions of a table that do not fit.
    pub(super) fn of(frame: &Frame) -> Self {
        let mut unfit = Self::default();
        let index = frame.column("index");
        let predictions = frame.column("prediction").map_or(&[][..], |column| &column.values);
        for (row, value) in predictions.iter().enumerate() {
            let Some(text) = value.as_text() else { continue };
            let is_long = text.len() > CELL_LIMIT && text.chars().nth(CELL_LIMIT).is_some();
            let has_control = text.contains(is_escaped);
            unfit.too_long += u32::from(is_long);
            unfit.control += u32::from(has_control);
            unfit.zero += u32::from(text.contains('\0'));
            if (is_long || has_control) && unfit.indices.len() < ROWS_NAMED {
                let index = index.and_then(|column| column.values.get(row));
                unfit.indices.push(index.map(crate::engine::table::Value::to_python_text).unwrap_or_default());
            }
        }
        unfit
    }

    /// The formats that hold every prediction unchanged.
    pub fn formats(&self) -> Vec<TableFormat> {
        let is_xlsx = self.too_long == 0 && self.control == 0;
        let fitting = [(TableFormat::Xlsx, is_xlsx), (TableFormat::Tsv, self.zero == 0)];
        fitting.into_iter().filter(|(_, fits)| *fits).map(|(format, _)| format).collect()
    }
}

/// Characters that XML cannot hold.
fn is_escaped(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
