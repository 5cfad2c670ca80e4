//! The order of columns in VLMEvalKit's files.

use crate::check::Reference;
use crate::table::Frame;

/// Puts the columns into VLMEvalKit's order: those of the dataset, the prediction, whatever else there is.
pub(super) fn arrange(frame: &mut Frame, reference: &Reference<'_>) {
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
    // A stable sort: what else there is stays in its order.
    frame.columns.sort_by_key(|column| rank(&column.name.to_python_text()));
}
