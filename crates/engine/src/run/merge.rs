//! The parts of a run put together.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Question;
use super::texts::{Matches, Texts};
use crate::dataset::{Dataset, IndexKey};
use crate::table::{Column, Frame, Value};

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
    /// Most rows have indices of the plan, but the texts of other questions.
    #[error("{others} of {of} rows of {part} that have an index of the plan are about other questions")]
    OtherQuestions {
        /// Name of the part.
        part: String,
        /// Rows with other texts.
        others: u64,
        /// Rows with an index of the plan.
        of: u64,
    },
}

/// The parts in one table, and what does not fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The rows of the plan in its order; of an index in several parts the first.
    pub frame: Frame,
    /// Expected indices that no part has.
    pub gaps: Vec<String>,
    /// Indices that several parts have.
    pub overlaps: Vec<Overlap>,
    /// Indices of rows that are not in the table: not of the plan, or with the texts of other questions.
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

/// Puts the parts of a run together and checks them against the whole plan. Columns may stand in any order. Rows of
/// other questions are left out: VLMEvalKit refuses a file that has them.
///
/// # Errors
/// [`MergeError`].
pub fn merge(parts: &[(String, Frame)], expected: &[Question], dataset: &Dataset) -> Result<Merged, MergeError> {
    let mut found: Vec<Option<(usize, usize)>> = vec![None; expected.len()];
    let places: HashMap<&str, usize> =
        expected.iter().enumerate().map(|(place, question)| (question.index.as_str(), place)).collect();
    let (mut overlaps, mut unexpected) = (Vec::new(), Vec::new());
    for (at, (name, frame)) in parts.iter().enumerate() {
        check_columns(name, frame, &parts[0].0, &parts[0].1)?;
        let (texts, mut matches) = (Texts::of(frame, dataset), Matches::default());
        for (row, index) in column(name, frame, "index")?.values.iter().enumerate() {
            let index = IndexKey::of(index)
                .ok_or_else(|| MergeError::BlankIndex { part: name.clone(), row: row as u64 + 1 })?;
            let index = index.to_string();
            let place = places.get(index.as_str()).copied().filter(|place| {
                let agrees = texts.agree(row, expected[*place].row);
                matches.count(agrees);
                agrees
            });
            let Some(place) = place else {
                unexpected.push(index);
                continue;
            };
            let Some(earlier) = found[place] else {
                found[place] = Some((at, row));
                continue;
            };
            let parts_named = (parts[earlier.0].0.clone(), name.clone());
            let is_equal = prediction(parts, earlier) == prediction(parts, (at, row));
            overlaps.push(Overlap { index, parts: parts_named, is_equal });
        }
        matches.check(name)?;
    }
    let gaps = expected.iter().zip(&found).filter(|(_, found)| found.is_none());
    let gaps = gaps.map(|(question, _)| question.index.clone()).collect();
    let rows: Vec<(usize, usize)> = found.into_iter().flatten().collect();
    let frame = parts.first().map(|(_, first)| collect(parts, first, &rows)).unwrap_or_default();
    Ok(Merged { frame, gaps, overlaps, unexpected })
}

fn check_columns(name: &str, frame: &Frame, first_name: &str, first: &Frame) -> Result<(), MergeError> {
    column(name, frame, "index")?;
    column(name, frame, "prediction")?;
    let same = frame.columns().len() == first.columns().len()
        && frame.columns().iter().all(|column| first.columns().iter().any(|other| other.name == column.name));
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
    let columns = first.columns().iter().map(|column| {
        let of_part: Vec<Option<&Column>> =
            parts.iter().map(|(_, frame)| frame.columns().iter().find(|other| other.name == column.name)).collect();
        let cell = |&(part, row): &(usize, usize)| of_part[part].and_then(|column| column.values.get(row)).cloned();
        let values = rows.iter().map(|at| cell(at).unwrap_or(Value::Missing)).collect();
        Column { name: column.name.clone(), values }
    });
    Frame::new(columns.collect())
}

#[cfg(test)]
mod tests {
    use super::super::texts::tests::{plan_of, with_column};
    use super::*;

    fn part(name: &str, rows: &[(i128, &str)]) -> (String, Frame) {
        let column = |name: &str, values| Column { name: Value::text(name), values };
        let columns = vec![
            column("index", rows.iter().map(|(index, _)| Value::Int(*index)).collect()),
            column("prediction", rows.iter().map(|(_, text)| Value::text(text)).collect()),
        ];
        (name.to_owned(), Frame::new(columns))
    }

    fn merged(parts: &[(String, Frame)], count: usize) -> Result<Merged, MergeError> {
        let (dataset, questions) = plan_of(count);
        merge(parts, &questions, &dataset)
    }

    #[test]
    fn parts_make_the_whole_in_order() {
        let mut second = part("2", &[(0, "A"), (1, "B")]);
        second.1.update(|columns| columns.reverse());
        let merged = merged(&[part("1", &[(3, "D"), (2, "C")]), second], 4).unwrap();
        assert!(merged.is_clean());
        assert_eq!(merged.frame, part("", &[(0, "A"), (1, "B"), (2, "C"), (3, "D")]).1);
    }

    #[test]
    fn gaps_overlaps_and_strangers_are_told() {
        let parts = [part("1", &[(0, "A"), (1, "B")]), part("2", &[(1, "B"), (0, "C"), (9, "D"), (9, "D")])];
        let merged = merged(&parts, 3).unwrap();
        let overlap = |index: &str, parts: (&str, &str), is_equal| Overlap {
            index: index.to_owned(),
            parts: (parts.0.to_owned(), parts.1.to_owned()),
            is_equal,
        };
        assert_eq!(merged.gaps, ["2"]);
        assert_eq!(merged.unexpected, ["9", "9"]);
        let told = [overlap("1", ("1", "2"), true), overlap("0", ("1", "2"), false)];
        assert_eq!(merged.overlaps, told);
        // A file with rows of other questions would be refused by VLMEvalKit.
        assert_eq!(merged.frame, part("", &[(0, "A"), (1, "B")]).1);
        assert!(!merged.is_clean());
    }

    #[test]
    fn parts_of_another_dataset_are_not_mixed_in() {
        let mut first = part("1", &[(0, "A"), (1, "B"), (2, "C")]);
        with_column(&mut first.1, "question", &["Which 0?", "Where is it?", "Which 2?"]);
        let told = merged(std::slice::from_ref(&first), 3).unwrap();
        assert_eq!((told.gaps, told.unexpected), (vec!["1".to_owned()], vec!["1".to_owned()]));
        assert_eq!(told.frame.row_count(), 2);
        let mut second = part("2", &[(1, "A")]);
        with_column(&mut second.1, "question", &["Where is it?"]);
        let refused = MergeError::OtherQuestions { part: "2".to_owned(), others: 1, of: 1 };
        assert_eq!(merged(&[first, second], 3), Err(refused));
    }

    #[test]
    fn foreign_tables_are_refused() {
        let mut other = part("2", &[(0, "A")]);
        other.1.update(|columns| columns[0].name = Value::text("Index"));
        let missing = MergeError::MissingColumn { part: "2".to_owned(), name: "index".to_owned() };
        assert_eq!(merged(&[part("1", &[]), other], 0), Err(missing));
        let mut wider = part("2", &[(0, "A")]);
        wider.1.update(|columns| columns.push(Column::named("A", vec![Value::Missing])));
        let different = MergeError::DifferentColumns { part: "2".to_owned(), first: "1".to_owned() };
        assert_eq!(merged(&[part("1", &[]), wider], 0), Err(different));
        assert_eq!(merged(&[], 1).unwrap().gaps, ["0"]);
    }
}
