//! Telling a header from other rows by the names that prediction files have.

/// Columns that VLMEvalKit reports by, in lower case, as it calls them.
pub const GROUP_COLUMNS: [&str; 3] = ["clinical vqa task", "department", "perceptual granularity"];

/// Names of columns, in lower case; options are left out, since a letter may be a prediction.
const NAMES: [&str; 14] = [
    "index",
    "question",
    "prediction",
    "answer",
    "category",
    "clinical vqa task",
    "department",
    "perceptual granularity",
    "modality",
    "original task",
    "image_path",
    "hint",
    "hit",
    "log",
];

/// So many known names make a header.
const ENOUGH: usize = 2;

/// A header is looked for among so many rows.
pub(super) const ROWS_SEARCHED: usize = 50;

/// Whether a row is the header of a prediction file.
fn is_header(row: &[String]) -> bool {
    let is_there = |name: &&&str| row.iter().any(|cell| cell.trim().eq_ignore_ascii_case(name));
    NAMES.iter().filter(is_there).count() >= ENOUGH
}

/// The first row that is a header.
pub(super) fn find_header<'r>(rows: impl IntoIterator<Item = &'r [String]>) -> Option<usize> {
    rows.into_iter().take(ROWS_SEARCHED).position(is_header)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|&cell| cell.to_owned()).collect()
    }

    #[test]
    fn a_header_has_two_known_names() {
        let rows =
            [row(&["Results of prediction"]), row(&["A", "B", "A"]), row(&["Index", " PREDICTION"]), row(&["1", "A"])];
        assert_eq!(find_header(rows.iter().map(Vec::as_slice)), Some(2));
        assert_eq!(find_header(rows[..2].iter().map(Vec::as_slice)), None);
    }
}
