//! Whether a file is a part of a dataset or a table of predictions.

use crate::table::delimited::first_records;
use crate::table::{Content, content_of, extension_of, is_of_predictions};
use crate::tsv::{TsvError, column_names};

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recognised {
    /// A part of a dataset: tab-separated text with `index` and `question` and without predictions.
    Dataset,
    /// A table of predictions, or a file of a format that only predictions come in.
    Predictions,
    /// Delimited text with other columns.
    Neither {
        /// The columns found.
        columns: Vec<String>,
    },
}

/// Tells what a file is from its name and its first bytes (enough to hold the header; 64 KiB are plenty).
///
/// Datasets and predictions in TSV files are told apart by their header, never by their name.
///
/// # Errors
/// If the header is no text that pandas reads; what follows it is judged when it is read.
pub fn recognise(name: &str, start: &[u8]) -> Result<Recognised, TsvError> {
    if is_of_predictions(extension_of(name)) || is_no_dataset(start) {
        return Ok(Recognised::Predictions);
    }
    let columns = header(start)?;
    Ok(if has(&columns, "prediction") {
        Recognised::Predictions
    } else if has(&columns, "index") && has(&columns, "question") {
        Recognised::Dataset
    } else {
        Recognised::Neither { columns }
    })
}

/// Whether the first bytes are those of a part of a dataset. Unlike [`recognise`], this wants a column of images: what
/// has questions alone may be predictions whose column is absent, or goes by another name.
pub fn is_dataset_with_images(start: &[u8]) -> bool {
    let columns = if is_no_dataset(start) { Vec::new() } else { header(start).unwrap_or_default() };
    let has_image = has(&columns, "image") || has(&columns, "image_path");
    has_image && has(&columns, "index") && has(&columns, "question") && !has(&columns, "prediction")
}

fn has(columns: &[String], name: &str) -> bool {
    columns.iter().any(|column| column.eq_ignore_ascii_case(name))
}

/// Whether a file of that name, which [`recognise`] takes for neither dataset nor predictions, is a piece of a dataset
/// that was cut by the byte: its first line holds an image in base64, which no header does, or
/// [its name](is_named_as_piece) says so.
pub fn is_piece(name: &str, start: &[u8]) -> bool {
    /// No name of a column is as long as that.
    const IMAGE: usize = 1_000;
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let first_line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut runs = first_line.split(|byte| !is_base64(byte));
    runs.any(|run| run.len() >= IMAGE) || is_named_as_piece(name)
}

/// Whether a name ends as `split` lets it end: `VAL.tsv.ab`, `VAL.tsv.002`, `VAL.tsv_ab`, `VAL.tsv.part2`, `xab`, `x02`.
/// The first piece, which has the header, differs from a whole dataset in nothing else.
pub fn is_named_as_piece(name: &str) -> bool {
    let is_number = |text: &str| text.len() >= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_letters = |text: &str| match text.as_bytes() {
        [b'g' | b'x' | b'b', b'z'] => false,
        [first, second] => first.is_ascii_lowercase() && second.is_ascii_lowercase(),
        [b'a', second, third] => second.is_ascii_lowercase() && third.is_ascii_lowercase(),
        _ => false,
    };
    let lower = name.to_ascii_lowercase();
    if let Some((_, suffix)) = lower.rsplit_once(".tsv") {
        let suffix = suffix.trim_start_matches(['.', '_', '-']);
        let number = suffix.strip_prefix("part").map_or(suffix, |number| number.trim_start_matches(['_', '-']));
        return is_number(number)
            || is_letters(suffix)
            || (number.len() < suffix.len() && number.parse::<u32>().is_ok());
    }
    name.strip_prefix('x').is_some_and(|suffix| is_number(suffix) || is_letters(suffix))
}

/// Whether the first bytes are those of a format that only predictions come in, or of one that nothing here reads, which
/// the reader of predictions names.
fn is_no_dataset(start: &[u8]) -> bool {
    use Content::{Json, Other, Pickle, Xls, Xlsx};
    matches!(content_of(start), Xlsx | Xls | Pickle | Json | Other(_))
}

/// The column names in the first bytes of a tab-separated file.
///
/// # Errors
/// If they are no text that pandas reads.
pub fn header(start: &[u8]) -> Result<Vec<String>, TsvError> {
    let first = first_records(start, b'\t')?.into_iter().next();
    Ok(first.map(|(_, fields)| column_names(fields)).unwrap_or_default())
}
