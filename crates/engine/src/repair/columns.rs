//! Columns that predictions lack and the dataset has, and the order of columns in VLMEvalKit's files.

use crate::check::{Columns, GROUP_COLUMNS, Reference, row_of};
use crate::option_column::is_option;
use crate::table::{Column, Table};

/// Columns that VLMEvalKit reads from a prediction file beside index and prediction, in lower case.
fn is_read(name: &str) -> bool {
    let lower = name.to_lowercase();
    is_option(name) || lower == "question" || lower == "category" || GROUP_COLUMNS.contains(&lower.as_str())
}

/// Names of the columns that can be added: none unless one that VLMEvalKit reads is missing, and every row has an
/// index of the dataset. The answers stay out.
pub(super) fn missing(table: &Table, columns: &Columns, reference: &Reference<'_>) -> Vec<String> {
    let Reference::Dataset(dataset) = reference else { return Vec::new() };
    let is_there = |name: &str| {
        let place = if is_option(name) { columns.exact(name) } else { columns.lower(&name.to_lowercase()) };
        place.is_some()
    };
    let is_wanted = |name: &&String| !["image", "answer"].contains(&name.as_str()) && !is_there(name);
    let missing: Vec<String> = dataset.columns().iter().filter(is_wanted).cloned().collect();
    let is_needed = missing.iter().any(|name| is_read(name)) && dataset_rows(table, columns, reference).is_some();
    if is_needed { missing } else { Vec::new() }
}

pub(super) fn filled(table: &Table, columns: &Columns, reference: &Reference<'_>) -> Vec<Column> {
    let Reference::Dataset(dataset) = reference else { return Vec::new() };
    let Some(rows) = dataset_rows(table, columns, reference) else { return Vec::new() };
    let fill = |name: String| {
        let column = dataset.column(&name)?;
        let values = rows.iter().map(|row| dataset.value(*row, column)).collect();
        Some(Column::named(&name, values))
    };
    missing(table, columns, reference).into_iter().filter_map(fill).collect()
}

/// The dataset's row of each row; `None` if one has none.
fn dataset_rows(table: &Table, columns: &Columns, reference: &Reference<'_>) -> Option<Vec<usize>> {
    let index = &table.frame.columns().get(columns.lower("index")?)?.values;
    index.iter().map(|value| row_of(value, reference)).collect()
}

/// Puts the columns into VLMEvalKit's order: those of the dataset, the prediction, whatever else there is in its order.
pub(super) fn arrange(columns: &mut [Column], reference: &Reference<'_>) {
    let known = reference.columns();
    let rank = |name: &str| {
        let of_dataset = known.iter().position(|column| column.eq_ignore_ascii_case(name) && column.len() > 1);
        let rank = known.iter().position(|column| *column == name).or(of_dataset);
        match rank {
            Some(rank) => rank,
            None if name == "prediction" => known.len(),
            None => known.len() + 1,
        }
    };
    columns.sort_by_key(|column| rank(&column.name.printed()));
}
