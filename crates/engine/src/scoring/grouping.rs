//! Accuracy by the values of a column, with counts, for people to look at.

use serde::{Deserialize, Serialize};

use super::groups::{Groups, sort_as_python};
use super::report::REPORTED_COLUMNS;
use super::{Prepared, Scored};
use crate::limits::shown;
use crate::table::Value;

/// Columns by which accuracy is shown beside those that VLMEvalKit writes files for.
const FURTHER_COLUMNS: [(&str, bool); 4] =
    [("category", true), ("l2-category", true), ("modality", false), ("original task", false)];

/// Accuracy by the values of one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grouping {
    /// The column, in lower case as VLMEvalKit has it.
    pub column: String,
    /// Whether VLMEvalKit reports this column; the others are ours.
    pub vlmevalkit: bool,
    /// One entry a value, sorted, blank last.
    pub groups: Vec<GroupScore>,
}

/// Accuracy of one value of a column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupScore {
    /// The value; `None` for rows where it is blank.
    pub name: Option<String>,
    /// Number of rows.
    pub n: u32,
    /// Rows whose letter is the answer.
    pub hits: u32,
    /// Rows where no letter could be inferred.
    pub not_inferable: u32,
}

/// The groupings by every known column that the predictions have.
pub fn groupings(predictions: &Prepared, scored: &Scored) -> Vec<Grouping> {
    let reported = REPORTED_COLUMNS.into_iter().map(|column| (column, true));
    reported
        .chain(FURTHER_COLUMNS)
        .filter(|(column, _)| predictions.frame().has_column(column))
        .map(|(column, vlmevalkit)| Grouping {
            column: column.to_owned(),
            vlmevalkit,
            groups: group_scores(predictions, scored, column),
        })
        .collect()
}

fn group_scores(predictions: &Prepared, scored: &Scored, column: &str) -> Vec<GroupScore> {
    let cells: Vec<Value> = scored.rows.iter().map(|row| predictions.cell(row.row, column)).collect();
    let groups = Groups::of(cells.iter());
    let mut names: Vec<_> = groups.values.iter().cloned().zip(0..).filter(|(value, _)| !value.is_missing()).collect();
    if sort_as_python(&mut names).is_none() {
        names.sort_by_key(|(value, _)| value.to_python_text());
    }
    let mut entries: Vec<_> = names.iter().map(|(value, _)| named(Some(shown(&value.printed())))).collect();
    let mut place = vec![None; groups.values.len()];
    for (at, (_, position)) in names.iter().enumerate() {
        place[*position] = Some(at);
    }
    let blank = entries.len();
    if groups.blank > 0 {
        entries.push(named(None));
    }
    for (row, group) in scored.rows.iter().zip(&groups.of_row) {
        let entry = &mut entries[group.and_then(|group| place[group]).unwrap_or(blank)];
        entry.n += 1;
        entry.hits += u32::from(row.hit);
        entry.not_inferable += u32::from(row.extraction.is_not_inferable());
    }
    entries
}

fn named(name: Option<String>) -> GroupScore {
    GroupScore { name, ..GroupScore::default() }
}
