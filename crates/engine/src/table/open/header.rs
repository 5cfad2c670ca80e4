//! Telling a header from other rows by the names that prediction files have.

/// Columns that VLMEvalKit reports by, in lower case, as it calls them.
pub const GROUP_COLUMNS: [&str; 3] = ["clinical vqa task", "department", "perceptual granularity"];

/// Names of columns, in lower case; options are left out, since a letter may be a prediction.
const NAMES: &str = "index|question|prediction|answer|category|clinical vqa task|department|perceptual granularity|\
    modality|original task|image_path|hint|hit|log";

const LONGEST: usize = 1_000;

const ENOUGH: usize = 2;

pub(super) fn is_header<S: AsRef<str>>(row: &[S]) -> bool {
    NAMES.split('|').filter(|name| has(row, name)).count() >= ENOUGH
}

/// Whether a header has the columns that predictions cannot do without.
pub(super) fn has_predictions<S: AsRef<str>>(row: &[S]) -> bool {
    has(row, "index") && has(row, "prediction")
}

/// Whether a cell is that name, in any case and with blanks around it.
fn has<S: AsRef<str>>(row: &[S], name: &str) -> bool {
    let mut cells = row.iter().map(AsRef::as_ref);
    cells.any(|cell| cell.len() <= LONGEST && cell.trim().eq_ignore_ascii_case(name))
}
