//! The rows of a dataset.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::DatasetError;
use super::error::Findings;
use super::resolve::Resolved;
use super::texts::{BLANK, TextCode, Texts};
use crate::position::{ByteRange, Position};
use crate::table::Value;
use crate::table::typing::{ColumnType, is_nan_word};
use crate::tsv::TsvError;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnId(pub(super) usize);

/// The questions read from one or several files; rows are counted from 0 through all of them.
#[derive(Debug, Default)]
pub struct Dataset {
    pub(super) parts: Vec<PartRows>,
    pub(super) names: Vec<String>,
    pub(super) index: usize,
    pub(super) image: Option<usize>,
    pub(super) texts: Texts,
    /// For each column a code a row; empty for the image column.
    pub(super) codes: Vec<Vec<TextCode>>,
    /// A note a row, if there is an image column.
    pub(super) images: Vec<ImageNote>,
    /// Where each row starts in its part.
    pub(super) starts: Vec<u64>,
    pub(super) findings: Findings,
    pub(super) fault: Option<DatasetError>,
    /// The first record with too many fields.
    pub(super) ragged: Option<DatasetError>,
    /// For each column its type in each part, once all is read.
    pub(super) types: Vec<Vec<ColumnType>>,
    pub(super) resolved: Option<Resolved>,
}

#[derive(Debug)]
pub(super) struct PartRows {
    pub(super) name: String,
    pub(super) first_row: usize,
}

/// An image cell, which stays in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageCell<'a> {
    /// File part, counted from 0.
    pub part: u32,
    /// The cell's bytes within the part, with quotes; see [`field_content`](crate::tsv::field_content).
    pub range: ByteRange,
    /// Length of the content in characters.
    pub chars: u64,
    /// Whether the content starts with `[` and ends with `]`.
    pub is_list: bool,
    /// The content, where it is so short (1 to 64 characters) that VLMEvalKit takes it for the index of another row.
    pub reference: Option<&'a str>,
}

/// As [`ImageCell`], for keeping.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct ImageNote {
    pub(super) range: ByteRange,
    pub(super) chars: u64,
    pub(super) reference: TextCode,
    pub(super) is_list: bool,
    /// VLMEvalKit drops the row.
    pub(super) is_blank: bool,
}

impl ImageNote {
    pub(super) fn is_reference(&self) -> bool {
        self.reference != BLANK
    }
}

impl Dataset {
    /// Number of rows, those that VLMEvalKit drops included.
    pub fn row_count(&self) -> usize {
        self.starts.len()
    }

    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.name.as_str())
    }

    /// The column names, in the order of the first part.
    pub fn columns(&self) -> &[String] {
        &self.names
    }

    pub fn column(&self, name: &str) -> Option<ColumnId> {
        self.names.iter().position(|column| column == name).map(ColumnId)
    }

    /// A cell as the file has it; `None` where it is blank or the row is short, and for image cells.
    pub fn text(&self, row: usize, column: ColumnId) -> Option<&str> {
        let code = *self.codes.get(column.0)?.get(row)?;
        (code != BLANK).then(|| self.texts.get(code))
    }

    /// The number of a cell's text: equal numbers are equal texts of this dataset, 0 is blank.
    pub fn text_number(&self, row: usize, column: ColumnId) -> u32 {
        self.codes.get(column.0).and_then(|codes| codes.get(row)).copied().unwrap_or(BLANK)
    }

    /// Number of distinct texts, greater than every [text number](Self::text_number).
    pub fn text_count(&self) -> usize {
        self.texts.len()
    }

    /// A cell as pandas types it; while the dataset is being read, every value is text.
    pub fn value(&self, row: usize, column: ColumnId) -> Value {
        let text = self.text(row, column).unwrap_or_default();
        self.column_type(row, column).value(text)
    }

    pub fn position(&self, row: usize) -> Option<Position> {
        let byte = *self.starts.get(row)?;
        let part = self.part_of(row);
        let record = (row - self.parts[part].first_row) as u64 + 1;
        Some(Position { part: part_number(part), record, byte })
    }

    /// The row's own image cell; `None` without an image column and where the cell is blank.
    pub fn image_cell(&self, row: usize) -> Option<ImageCell<'_>> {
        let note = self.images.get(row).filter(|note| !note.is_blank)?;
        Some(ImageCell {
            part: part_number(self.part_of(row)),
            range: note.range,
            chars: note.chars,
            is_list: note.is_list,
            reference: note.is_reference().then(|| self.texts.get(note.reference)),
        })
    }

    /// Whether VLMEvalKit drops the row, because its image is blank.
    pub fn is_dropped(&self, row: usize) -> bool {
        self.images.get(row).is_some_and(|note| note.is_blank)
    }

    /// What was noted while reading: the first 200.
    pub fn findings(&self) -> &[DatasetError] {
        &self.findings.kept
    }

    pub fn finding_count(&self) -> u64 {
        self.findings.count
    }

    /// Size of the rows in memory, in bytes.
    pub fn heap_bytes(&self) -> u64 {
        let image = if self.image.is_some() { size_of::<ImageNote>() } else { 0 };
        let row = size_of::<u64>() + image + self.names.len() * size_of::<TextCode>();
        self.texts.heap_bytes() + (self.starts.capacity() * row) as u64
    }

    fn column_type(&self, row: usize, column: ColumnId) -> ColumnType {
        self.types.get(column.0).map_or(ColumnType::Text, |types| types[self.part_of(row)])
    }

    fn part_of(&self, row: usize) -> usize {
        self.parts.partition_point(|part| part.first_row <= row).saturating_sub(1)
    }
}

impl Dataset {
    pub(super) fn begin_part(&mut self, name: &str) -> u32 {
        self.parts.push(PartRows { name: name.to_owned(), first_row: self.row_count() });
        self.current_part()
    }

    pub(super) fn current_part(&self) -> u32 {
        part_number(self.parts.len().saturating_sub(1))
    }

    pub(super) fn part_rows(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        let ends = self.parts.iter().skip(1).map(|part| part.first_row).chain([self.row_count()]);
        self.parts.iter().zip(ends).map(|(part, end)| part.first_row..end)
    }

    /// Takes a part's columns; returns for each column of the dataset its place among them.
    pub(super) fn take_columns(&mut self, names: &[String], part: u32) -> Result<Vec<usize>, DatasetError> {
        if part == 0 {
            self.name_columns(names)?;
        }
        let places: HashMap<&String, usize> = names.iter().zip(0..).collect();
        let found: Option<Vec<usize>> = self.names.iter().map(|name| places.get(name).copied()).collect();
        found.filter(|found| found.len() == names.len()).ok_or(DatasetError::DifferentColumns { part })
    }

    fn name_columns(&mut self, names: &[String]) -> Result<(), DatasetError> {
        /// How many column names an error repeats.
        const NAMED: usize = 40;
        let missing = |name: &str| DatasetError::MissingColumn {
            name: name.to_owned(),
            found: names.iter().take(NAMED).cloned().collect(),
        };
        let place = |name: &str| names.iter().position(|column| column == name);
        self.index = place("index").ok_or_else(|| missing("index"))?;
        place("question").ok_or_else(|| missing("question"))?;
        self.image = place("image");
        self.names = names.to_vec();
        self.codes = vec![Vec::new(); names.len()];
        Ok(())
    }

    pub(super) fn end_row(&mut self, start: Position) {
        let row = self.row_count();
        self.starts.push(start.byte);
        if self.is_dropped(row) {
            self.findings.note(|| DatasetError::BlankImage { position: start });
        }
        if is_nan_word(self.texts.get(self.codes[self.index][row])) {
            self.findings.note(|| DatasetError::BlankIndex { position: start });
        }
    }

    pub(super) fn note_ragged(&mut self, error: TsvError) {
        let error = DatasetError::from(error);
        self.findings.note(|| error.clone());
        self.ragged.get_or_insert(error);
    }

    /// Notes why reading stops, and returns it.
    pub(super) fn stop(&mut self, fault: DatasetError) -> DatasetError {
        self.fault.get_or_insert(fault).clone()
    }
}

fn part_number(part: usize) -> u32 {
    u32::try_from(part).unwrap_or(u32::MAX)
}
