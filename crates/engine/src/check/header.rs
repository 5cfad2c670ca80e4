//! Telling a header from other rows by the names that prediction files have.

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

/// Longer cells are no names.
const LONGEST: usize = 1_000;

/// So many known names make a header.
const ENOUGH: usize = 2;

/// Whether a row is the header of a prediction file.
pub(super) fn is_header<S: AsRef<str>>(row: &[S]) -> bool {
    let is_there = |name: &&&str| row.iter().any(|cell| is_name(cell.as_ref(), name));
    NAMES.iter().filter(is_there).count() >= ENOUGH
}

/// Whether a header has the columns that predictions cannot do without.
pub(super) fn has_predictions<S: AsRef<str>>(row: &[S]) -> bool {
    ["index", "prediction"].iter().all(|name| row.iter().any(|cell| is_name(cell.as_ref(), name)))
}

/// Whether a cell is that name, with blanks around it.
fn is_name(cell: &str, name: &str) -> bool {
    cell.len() <= LONGEST && cell.trim().eq_ignore_ascii_case(name)
}

/// The first row that is a header.
pub(super) fn find_header<S: AsRef<str>>(rows: impl IntoIterator<Item = impl AsRef<[S]>>) -> Option<usize> {
    rows.into_iter().position(|row| is_header(row.as_ref()))
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
        assert_eq!(find_header(&rows), Some(2));
        assert_eq!(find_header(&rows[..2]), None);
    }
}
