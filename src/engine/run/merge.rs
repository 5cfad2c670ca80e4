//! The parts of a run put together.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::engine::dataset::IndexKey;
use crate::engine::table::{Column, Frame, Value};

/// Parts that cannot be put together.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum MergeError {
    /// A part has no `index` or no `prediction` column.
    #[error("{part} has no column {name}")]
    MissingColumn {
        /// Name of the part.
        part: String,
        /// The column.
        name: String,
    },
    /// A part's columns are not those of the first.
    #[error("{part} has other columns than {first}")]
    DifferentColumns {
        /// Name of the part.
        part: String,
        /// Name of the first part.
        first: String,
    },
    /// A row of a part has no index.
    #[error("row {row} of {part} has no index")]
    BlankIndex {
        /// Name of the part.
        part: String,
        /// Row, counted from 1.
        row: u64,
    },
}

/// The parts in one table, and what does not fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The rows in the expected order, those of unexpected indices behind; of an index in several parts the first.
    pub frame: Frame,
    /// Expected indices that no part has.
    pub gaps: Vec<String>,
    /// Indices that several parts have.
    pub overlaps: Vec<Overlap>,
    /// Indices that were not expected.
    pub unexpected: Vec<String>,
}

/// An index that two parts have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlap {
    /// The index.
    pub index: String,
    /// Names of the two parts; the same twice where one part has it twice.
    pub parts: (String, String),
    /// Whether the predictions are equal; else the result is not to be trusted.
    pub is_equal: bool,
}

impl Merged {
    /// Whether the parts make exactly the whole.
    pub fn is_clean(&self) -> bool {
        self.gaps.is_empty() && self.overlaps.is_empty() && self.unexpected.is_empty()
    }
}

/// Puts the parts of a run together and checks them against the indices of the whole plan. Columns may stand in any
/// order.
///
/// # Errors
/// [`MergeError`].
pub fn merge(parts: &[(String, Frame)], expected: &[String]) -> Result<Merged, MergeError> {
    let Some((first_name, first)) = parts.first() else {
        return Ok(Merged {
            frame: Frame::default(),
            gaps: expected.to_vec(),
            overlaps: Vec::new(),
            unexpected: Vec::new(),
        });
    };
    let mut found: HashMap<String, (usize, usize)> = HashMap::new();
    let mut order = Vec::new();
    let mut overlaps = Vec::new();
    for (at, (name, frame)) in parts.iter().enumerate() {
        check_columns(name, frame, first_name, first)?;
        for (row, index) in column(name, frame, "index")?.values.iter().enumerate() {
            let index = IndexKey::of(index)
                .ok_or_else(|| MergeError::BlankIndex { part: name.clone(), row: row as u64 + 1 })?;
            let index = index.to_string();
            if let Some(&earlier) = found.get(&index) {
                let parts_named = (parts[earlier.0].0.clone(), name.clone());
                let is_equal = prediction(parts, earlier) == prediction(parts, (at, row));
                overlaps.push(Overlap { index, parts: parts_named, is_equal });
            } else {
                found.insert(index.clone(), (at, row));
                order.push(index);
            }
        }
    }
    let wanted: HashSet<&str> = expected.iter().map(String::as_str).collect();
    let unexpected: Vec<String> = order.iter().filter(|index| !wanted.contains(index.as_str())).cloned().collect();
    let gaps = expected.iter().filter(|index| !found.contains_key(*index)).cloned().collect();
    let rows: Vec<(usize, usize)> =
        expected.iter().chain(&unexpected).filter_map(|index| found.get(index).copied()).collect();
    Ok(Merged { frame: collect(parts, first, &rows), gaps, overlaps, unexpected })
}

fn check_columns(name: &str, frame: &Frame, first_name: &str, first: &Frame) -> Result<(), MergeError> {
    column(name, frame, "index")?;
    column(name, frame, "prediction")?;
    let same = frame.columns.len() == first.columns.len()
        && frame.columns.iter().all(|column| first.columns.iter().any(|other| other.name == column.name));
    if same {
        return Ok(());
    }
    Err(MergeError::DifferentColumns { part: name.to_owned(), first: first_name.to_owned() })
}

fn column<'f>(part: &str, frame: &'f Frame, name: &str) -> Result<&'f Column, MergeError> {
    frame.column(name).ok_or_else(|| MergeError::MissingColumn { part: part.to_owned(), name: name.to_owned() })
}

fn prediction(parts: &[(String, Frame)], (part, row): (usize, usize)) -> Option<&Value> {
    parts.get(part)?.1.column("prediction")?.values.get(row)
}

/// Those rows of the parts, in the columns of the first.
fn collect(parts: &[(String, Frame)], first: &Frame, rows: &[(usize, usize)]) -> Frame {
    let columns = first.columns.iter().map(|column| {
        let of_part: Vec<Option<&Column>> =
            parts.iter().map(|(_, frame)| frame.columns.iter().find(|other| other.name == column.name)).collect();
        let cell = |&(part, row): &(usize, usize)| of_part[part].and_then(|column| column.values.get(row)).cloned();
        let values = rows.iter().map(|at| cell(at).unwrap_or(Value::Missing)).collect();
        Column { name: column.name.clone(), values }
    });
    Frame { columns: columns.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, rows: &[(i128, &str)]) -> (String, Frame) {
        let column = |name: &str, values| Column { name: Value::text(name), values };
        let columns = vec![
            column("index", rows.iter().map(|(index, _)| Value::Int(*index)).collect()),
            column("prediction", rows.iter().map(|(_, text)| Value::text(text)).collect()),
        ];
        (name.to_owned(), Frame { columns })
    }

    fn expected(count: usize) -> Vec<String> {
        (0..count).map(|index| index.to_string()).collect()
    }

    #[test]
    fn parts_make_the_whole_in_order() {
        let mut second = part("2", &[(0, "A"), (1, "B")]);
        second.1.columns.reverse();
        let merged = merge(&[part("1", &[(3, "D"), (2, "C")]), second], &expected(4)).unwrap();
        assert!(merged.is_clean());
        assert_eq!(merged.frame, part("", &[(0, "A"), (1, "B"), (2, "C"), (3, "D")]).1);
    }

    #[test]
    fn gaps_overlaps_and_strangers_are_told() {
        let parts = [part("1", &[(0, "A"), (1, "B")]), part("2", &[(1, "B"), (0, "C"), (9, "D"), (9, "D")])];
        let merged = merge(&parts, &expected(3)).unwrap();
        let overlap = |index: &str, parts: (&str, &str), is_equal| Overlap {
            index: index.to_owned(),
            parts: (parts.0.to_owned(), parts.1.to_owned()),
            is_equal,
        };
        assert_eq!(merged.gaps, ["2"]);
        assert_eq!(merged.unexpected, ["9"]);
        let told = [overlap("1", ("1", "2"), true), overlap("0", ("1", "2"), false), overlap("9", ("2", "2"), true)];
        assert_eq!(merged.overlaps, told);
        assert_eq!(merged.frame, part("", &[(0, "A"), (1, "B"), (9, "D")]).1);
        assert!(!merged.is_clean());
    }

    #[test]
    fn foreign_tables_are_refused() {
        let mut other = part("2", &[(0, "A")]);
        other.1.columns[0].name = Value::text("Index");
        let missing = MergeError::MissingColumn { part: "2".to_owned(), name: "index".to_owned() };
        assert_eq!(merge(&[part("1", &[]), other], &[]), Err(missing));
        let mut wider = part("2", &[(0, "A")]);
        wider.1.columns.push(Column { name: Value::text("A"), values: vec![Value::Missing] });
        let different = MergeError::DifferentColumns { part: "2".to_owned(), first: "1".to_owned() };
        assert_eq!(merge(&[part("1", &[]), wider], &[]), Err(different));
        assert_eq!(merge(&[], &expected(1)).unwrap().gaps, ["0"]);
    }
}
