//! What a file is, told by its content.

use crate::position::{ByteRange, Position};
use crate::table::{Content, content_of};
use crate::tsv::{Scanner, Sink, TsvError, column_names};

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

/// Extensions of formats that only predictions come in.
const TABLE_EXTENSIONS: [&str; 6] = ["xlsx", "xls", "csv", "json", "jsonl", "pkl"];

/// Tells what a file is from its name and its first bytes (enough to hold the header; 64 KiB are plenty).
///
/// Datasets and predictions in TSV files are told apart by their header, never by their name.
///
/// # Errors
/// If the header is no text that pandas reads; what follows it is judged when it is read.
pub fn recognise(name: &str, start: &[u8]) -> Result<Recognised, TsvError> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if TABLE_EXTENSIONS.contains(&extension) || is_no_text(start) || starts_as_json(start) {
        return Ok(Recognised::Predictions);
    }
    let columns = header(start)?;
    let has = |name: &str| columns.iter().any(|column| column.eq_ignore_ascii_case(name));
    Ok(if has("prediction") {
        Recognised::Predictions
    } else if has("index") && has("question") {
        Recognised::Dataset
    } else {
        Recognised::Neither { columns }
    })
}

/// Whether the first bytes are those of a part of a dataset. Unlike [`recognise`], this wants a column of pictures: what
/// has questions alone may be predictions whose column is absent, or goes by another name.
pub fn is_dataset_with_pictures(start: &[u8]) -> bool {
    let is_table = is_no_text(start) || starts_as_json(start);
    let columns = if is_table { Vec::new() } else { header(start).unwrap_or_default() };
    let has = |name: &str| columns.iter().any(|column| column.eq_ignore_ascii_case(name));
    has("index") && has("question") && (has("image") || has("image_path")) && !has("prediction")
}

/// Whether a file of that name, which [`recognise`] takes for neither dataset nor predictions, is a piece of a dataset
/// that was cut by the byte: its first line holds a picture in base64, which no header does, or
/// [its name](is_named_as_piece) says so.
pub fn is_piece(name: &str, start: &[u8]) -> bool {
    /// No name of a column is as long as that.
    const PICTURE: usize = 1_000;
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let first_line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut runs = first_line.split(|byte| !is_base64(byte));
    runs.any(|run| run.len() >= PICTURE) || is_named_as_piece(name)
}

/// Whether a name ends as `split` lets it end: `VAL.tsv.ab`, `VAL.tsv.002`, `VAL.tsv_ab`, `VAL.tsv.part2`, `xab`, `x02`.
/// The first piece, which has the header, can only by that be told from a whole dataset.
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
/// the reader of predictions tells by name.
fn is_no_text(start: &[u8]) -> bool {
    matches!(content_of(start), Content::Zip | Content::Xls | Content::Pickle | Content::Foreign(_))
}

fn starts_as_json(start: &[u8]) -> bool {
    matches!(start.trim_ascii_start().first(), Some(b'[' | b'{'))
}

/// The column names in the first bytes of a tab-separated file.
///
/// # Errors
/// If they are no text that pandas reads.
pub fn header(start: &[u8]) -> Result<Vec<String>, TsvError> {
    let mut first = FirstRecord::default();
    let mut scanner = Scanner::new(b'\t', 0);
    let fed = scanner.feed(start, &mut first);
    if !first.is_complete {
        fed?;
        scanner.finish(&mut first)?;
    }
    Ok(column_names(first.fields))
}

/// Keeps the fields of the first record.
#[derive(Default)]
struct FirstRecord {
    content: Vec<u8>,
    fields: Vec<String>,
    is_complete: bool,
}

impl Sink for FirstRecord {
    fn content(&mut self, piece: &[u8]) {
        if !self.is_complete {
            self.content.extend_from_slice(piece);
        }
    }

    fn drop_content(&mut self) {
        self.content.clear();
    }

    fn end_field(&mut self, _raw: ByteRange) {
        if !self.is_complete {
            self.fields.push(String::from_utf8_lossy(&self.content).into_owned());
            self.content.clear();
        }
    }

    fn end_record(&mut self, _start: Position) {
        self.is_complete = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_decides_and_not_the_name() {
        let dataset = b"index\timage\tquestion\tA\n0\tiVBOR\twhat\tx\n";
        assert_eq!(recognise("anything", dataset), Ok(Recognised::Dataset));
        let predictions = b"index\tquestion\tPrediction\n0\twhat\tA\n";
        assert_eq!(recognise("GMAI-MMBench_VAL.tsv", predictions), Ok(Recognised::Predictions));
        let columns = vec!["a".to_owned(), "Unnamed: 1".to_owned()];
        assert_eq!(recognise("x.tsv", b"a\t\n1\t2\n"), Ok(Recognised::Neither { columns }));
    }

    #[test]
    fn formats_of_predictions_are_known_by_content() {
        let png = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR";
        for start in [&b"PK\x03\x04rest"[..], b"\x80\x04\x95", b" [\n{\"index\": 0}]", b"{\"index\": 0}\n", png] {
            assert_eq!(recognise("file", start), Ok(Recognised::Predictions), "{start:?}");
        }
    }

    #[test]
    fn a_header_without_line_end_counts() {
        assert_eq!(recognise("x", b"index\tquestion"), Ok(Recognised::Dataset));
    }

    #[test]
    fn faults_after_the_header_do_not_matter() {
        assert_eq!(recognise("x.tsv", b"index\tquestion\n0\tqu\xe9\n"), Ok(Recognised::Dataset));
        assert_eq!(recognise("x.tsv", b"index\tprediction\n0\t\xb4\xf0\n"), Ok(Recognised::Predictions));
    }

    #[test]
    fn questions_without_pictures_may_be_predictions() {
        assert!(is_dataset_with_pictures(b"index\timage\tquestion\tA\n0\tiVBOR\twhat\tx\n"));
        assert!(is_dataset_with_pictures(b"\"index\"\t\"question\"\t\"image_path\"\n"));
        for start in [&b"index\tquestion\tanswers\n"[..], b"index\timage\tquestion\tprediction\n", b"PK\x03\x04", b""] {
            assert!(!is_dataset_with_pictures(start), "{start:?}");
        }
    }

    #[test]
    fn pieces_are_known_by_a_picture_or_by_their_name() {
        let picture = format!("{}\twhat is it\tA\n", "iVBOR/+0".repeat(200));
        assert!(is_piece("anything", picture.as_bytes()));
        for name in ["VAL.tsv.ab", "VAL.tsv.002", "VAL.tsvac", "VAL.tsv_01", "VAL.tsv.part2", "xab", "x07"] {
            assert!(is_piece(name, b"what is it\tA\tB\n"), "{name}");
        }
        for name in ["VAL.tsv", "notes.txt", "x.tsv", "xylophone", "VAL.tsv.gz", "VAL.tsv.bak", "a.tsv (1)"] {
            let table = format!("name\tpicture\n1\t{picture}");
            assert!(!is_piece(name, table.as_bytes()), "{name}");
        }
    }

    #[test]
    fn other_encodings_are_refused() {
        assert!(matches!(recognise("x.tsv", b"\xff\xfei\0n\0"), Err(TsvError::NotUtf8 { .. })));
    }
}
