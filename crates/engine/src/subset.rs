//! Some questions of a dataset as a file of their own, made of ranges of the source files.
//!
//! The header and the records are the source's bytes, so quoting stays as it is. An image cell that refers to another
//! row is replaced by the bytes of the cell that holds the image, so that the file needs no other row.

#![expect(missing_docs, reason = "what a name says has no line of its own")]

use super::dataset::Dataset;
use super::position::ByteRange;

/// The line break added to a file that ends without one.
pub const LINE_BREAK: &[u8] = b"\n";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceFile {
    pub bytes: u64,
    pub ends_line: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    Source {
        /// File part, counted from 0.
        part: u32,
        range: ByteRange,
    },
    LineBreak,
}

impl Piece {
    pub fn bytes(&self) -> u64 {
        match self {
            Self::Source { range, .. } => range.len(),
            Self::LineBreak => LINE_BREAK.len() as u64,
        }
    }
}

/// The bytes of a part before its first row; `None` where the part has no rows.
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

/// Where the first row of a part stands, or would stand.
fn first_row(dataset: &Dataset, part: u32) -> usize {
    let is_before = |row: usize| dataset.position(row).is_some_and(|position| position.part < part);
    let (mut low, mut high) = (0, dataset.row_count());
    while low < high {
        let middle = usize::midpoint(low, high);
        if is_before(middle) { low = middle + 1 } else { high = middle }
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

/// The bytes of a row's image cell where it refers to another row, and those of the image. A reference to nothing stays.
fn replaced_cell(dataset: &Dataset, row: usize) -> Option<(ByteRange, u32, ByteRange)> {
    let own = dataset.image_cell(row).filter(|cell| cell.reference.is_some())?;
    let picture = dataset.image_cell(dataset.image_row(row).ok()?)?;
    Some((own.range, picture.part, picture.range))
}
