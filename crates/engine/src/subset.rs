//! Some questions of a dataset as a file of their own, made of ranges of the source files.
//!
//! The header and the records are the source's bytes, so quoting stays as it is. An image cell that refers to another
//! row is replaced by the bytes of the cell that holds the picture, so that the file needs no row that it lacks.

use super::dataset::Dataset;
use super::position::ByteRange;

/// The line break put behind a file that ends without one.
pub const LINE_BREAK: &[u8] = b"\n";

/// A file of the dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceFile {
    /// Size in bytes.
    pub bytes: u64,
    /// Whether its last byte ends a line.
    pub ends_line: bool,
}

/// A piece of the new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// Bytes of a source file.
    Source {
        /// File part, counted from 0.
        part: u32,
        /// The bytes.
        range: ByteRange,
    },
    /// [`LINE_BREAK`].
    LineBreak,
}

impl Piece {
    /// Size in bytes.
    pub fn bytes(&self) -> u64 {
        match self {
            Self::Source { range, .. } => range.len(),
            Self::LineBreak => LINE_BREAK.len() as u64,
        }
    }
}

/// The header of a part: everything before its first row; `None` where the part has no rows.
pub fn header(dataset: &Dataset, part: u32) -> Option<ByteRange> {
    let first = first_row(dataset, part);
    let position = dataset.position(first).filter(|position| position.part == part)?;
    Some(ByteRange { start: 0, end: position.byte })
}

/// The pieces of a file with these rows, in file order; ranges that follow each other are one piece. The dataset must be
/// read to its end, and the parts must have their columns in one order.
pub fn pieces(dataset: &Dataset, rows: &[u32], files: &[SourceFile]) -> Vec<Piece> {
    let mut rows: Vec<usize> = rows.iter().map(|&row| row as usize).collect();
    rows.sort_unstable();
    rows.dedup();
    let part = rows.first().and_then(|&row| dataset.position(row)).map_or(0, |position| position.part);
    let mut pieces = Pieces::default();
    if let Some(header) = header(dataset, part) {
        pieces.add(part, header);
    }
    for row in rows {
        pieces.add_row(dataset, row, files);
    }
    pieces.0
}

/// The row of the part that comes first, were there one.
fn first_row(dataset: &Dataset, part: u32) -> usize {
    let is_before = |row: usize| dataset.position(row).is_some_and(|position| position.part < part);
    let (mut low, mut high) = (0, dataset.row_count());
    while low < high {
        let middle = usize::midpoint(low, high);
        if is_before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn add(&mut self, part: u32, range: ByteRange) {
        if range.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(Piece::Source { part: last_part, range: last }) if *last_part == part && last.end == range.start => {
                last.end = range.end;
            }
            _ => self.0.push(Piece::Source { part, range }),
        }
    }

    fn add_row(&mut self, dataset: &Dataset, row: usize, files: &[SourceFile]) {
        let Some(position) = dataset.position(row) else { return };
        let Some(file) = files.get(position.part as usize) else { return };
        let next = dataset.position(row + 1).filter(|next| next.part == position.part);
        let record = ByteRange { start: position.byte, end: next.map_or(file.bytes, |next| next.byte) };
        match replaced_cell(dataset, row) {
            Some((cell, picture_part, picture)) => {
                self.add(position.part, ByteRange { start: record.start, end: cell.start });
                self.add(picture_part, picture);
                self.add(position.part, ByteRange { start: cell.end, end: record.end });
            }
            None => self.add(position.part, record),
        }
        if next.is_none() && !file.ends_line {
            self.0.push(Piece::LineBreak);
        }
    }
}

/// The bytes of a row's image cell where it refers to another row, and those of the picture. A reference to nothing stays.
fn replaced_cell(dataset: &Dataset, row: usize) -> Option<(ByteRange, u32, ByteRange)> {
    let own = dataset.image_cell(row).filter(|cell| cell.reference.is_some())?;
    let picture = dataset.image_cell(dataset.image_row(row).ok()?)?;
    Some((own.range, picture.part, picture.range))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::DatasetBuilder;
    use crate::scoring::Truth;

    const PICTURE: &str = "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAECAIAAADJUWIXAAAAFElEQVR4nGPUuJHBgASYGFABIT4AWDABcFoGlNw";

    fn read(parts: &[&str]) -> Dataset {
        let mut builder = DatasetBuilder::new();
        for (number, text) in parts.iter().enumerate() {
            builder.begin_part(&format!("x_part_{number}.tsv"));
            for chunk in text.as_bytes().chunks(7) {
                builder.feed(chunk).unwrap();
            }
            builder.end_part().unwrap();
        }
        builder.finish()
    }

    fn written(parts: &[&str], rows: &[u32]) -> String {
        let ends_line = |text: &&str| text.ends_with(['\n', '\r']);
        let files: Vec<SourceFile> =
            parts.iter().map(|text| SourceFile { bytes: text.len() as u64, ends_line: ends_line(text) }).collect();
        let pieces = pieces(&read(parts), rows, &files);
        let text = |piece: &Piece| match piece {
            Piece::Source { part, range } => {
                let bounds = usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap();
                parts[*part as usize][bounds].to_owned()
            }
            Piece::LineBreak => "\n".to_owned(),
        };
        let written: String = pieces.iter().map(text).collect();
        assert_eq!(written.len() as u64, pieces.iter().map(Piece::bytes).sum::<u64>());
        written
    }

    fn parts() -> [String; 2] {
        [
            format!(
                "index\timage\tquestion\tA\tanswer\n0\t\"{PICTURE}\"\t\"a\t\"\"b\"\" \n c\"\tx\tA\n1\t0\tq1\ty\tB\n\n2\t1\tq2\tz\tC"
            ),
            format!(
                "index\timage\tquestion\tA\tanswer\r\n3\t{PICTURE}AA\tq3\tx\tA\r\n4\t3\tq4\tx\tA\r\n5\t0\tq5\tx\tB\r\n"
            ),
        ]
    }

    #[test]
    fn records_are_the_sources_bytes_with_references_resolved() {
        let [first, second] = parts();
        let header = "index\timage\tquestion\tA\tanswer\n";
        let parts = [first.as_str(), second.as_str()];
        assert_eq!(written(&parts, &[0]), format!("{header}0\t\"{PICTURE}\"\t\"a\t\"\"b\"\" \n c\"\tx\tA\n"));
        assert_eq!(
            written(&parts, &[5, 2]),
            format!("{header}2\t\"{PICTURE}\"\tq2\tz\tC\n5\t\"{PICTURE}\"\tq5\tx\tB\r\n")
        );
        assert_eq!(written(&parts, &[]), header);
        assert_eq!(written(&parts, &[4]), format!("index\timage\tquestion\tA\tanswer\r\n4\t{PICTURE}AA\tq4\tx\tA\r\n"));
        let files = [SourceFile { bytes: first.len() as u64, ends_line: false }];
        assert_eq!(pieces(&read(&parts[..1]), &[0], &files).len(), 1);
    }

    #[test]
    fn the_subset_reads_as_the_rows_it_was_made_of() {
        let [first, second] = parts();
        let parts = [first.as_str(), second.as_str()];
        let source = read(&parts);
        for rows in [vec![0, 1, 2, 3, 4, 5], vec![1, 3, 5], vec![2], vec![2, 3]] {
            let text = written(&parts, &rows);
            let subset = read(&[&text]);
            assert_eq!((subset.row_count(), subset.refusal()), (rows.len(), None));
            let cells = |dataset: &Dataset, row: usize| -> Vec<Option<String>> {
                let columns = ["index", "question", "A", "answer"].map(|name| dataset.column(name).unwrap());
                columns.iter().map(|&column| dataset.text(row, column).map(str::to_owned)).collect()
            };
            let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(text.as_bytes());
            let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
            assert_eq!(records.len(), rows.len());
            for (place, &row) in rows.iter().enumerate() {
                let row = row as usize;
                assert_eq!(cells(&subset, place), cells(&source, row));
                assert_eq!(records[place].get(2), cells(&source, row)[1].as_deref());
                let picture = source.image_cell(source.image_row(row).unwrap()).unwrap();
                assert_eq!(subset.image_row(place), Ok(place));
                assert_eq!(subset.image_cell(place).unwrap().chars, picture.chars);
                assert_eq!(records[place].get(1).map(str::len), Some(usize::try_from(picture.chars).unwrap()));
            }
            let truth = Truth::new(subset.answers().unwrap().map(|(index, answer, _)| (index, answer)));
            assert!(format!("{truth:?}").contains(&format!("Int({})", rows[0])));
        }
    }
}
