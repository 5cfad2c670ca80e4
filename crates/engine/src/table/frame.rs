//! A table of typed columns, as pandas' `DataFrame` after reading a file.

use super::Value;

/// A named column; all columns of a [`Frame`] have the same number of values.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The name; text, except where a spreadsheet's header cell is a number or a date.
    pub name: Value,
    /// One value a row.
    pub values: Vec<Value>,
}

/// Columns in file order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    /// The columns; names are unique.
    pub columns: Vec<Column>,
}

impl Frame {
    /// Number of rows.
    pub fn row_count(&self) -> usize {
        self.columns.first().map_or(0, |column| column.values.len())
    }

    /// The column of that exact name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name.as_text() == Some(name))
    }

    /// Whether there is a column of that exact name.
    pub fn has_column(&self, name: &str) -> bool {
        self.column(name).is_some()
    }
}
