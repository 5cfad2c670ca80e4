//! Prediction tables in delimited text (csv and tsv).

use std::ops::Range;

use super::typing::ColumnType;
use super::{Column, Frame, RawCell, TableError, Value};
use crate::limits::{Budget, Limit, ROW_COST, STORED_COST, Spot, VALUE_COST};
use crate::pause::{NoPause, Pause, Work, at_once};
use crate::position::{ByteRange, Position};
use crate::tsv::{Scanner, Shape, Sink, TsvError, column_names};

/// Bytes read between two pauses.
const BYTES_AT_A_TIME: usize = 1 << 20;

/// Reads a table as pandas' `read_csv` does.
///
/// # Errors
/// What pandas refuses ([`TableError::Delimited`]), and [`TableError::TooLarge`].
pub fn read(bytes: &[u8], delimiter: u8) -> Result<Frame, TableError> {
    at_once(read_paused(bytes, delimiter, &NoPause))
}

/// As [`read`], a piece at a time.
///
/// # Errors
/// As [`read`].
pub async fn read_paused(bytes: &[u8], delimiter: u8, pause: &dyn Pause) -> Result<Frame, TableError> {
    Ok(Text::read(bytes, delimiter, pause).await?.frame(pause).await)
}

/// A delimited text, before and after pandas types its columns.
pub struct Text {
    cells: Cells,
    names: Vec<String>,
    labels: usize,
}

impl Text {
    /// Splits a text into its cells.
    ///
    /// # Errors
    /// As [`read`].
    pub async fn read(bytes: &[u8], delimiter: u8, pause: &dyn Pause) -> Result<Self, TableError> {
        let mut cells = Cells { budget: Budget::of(bytes.len()), ..Cells::default() };
        let mut scanner = Scanner::new(delimiter, 0);
        let mut outcome = Ok(());
        for piece in bytes.chunks(BYTES_AT_A_TIME) {
            outcome = outcome.and_then(|()| scanner.feed(piece, &mut cells));
            if outcome.is_err() || cells.fault.is_some() {
                break;
            }
            pause.pause().await;
        }
        let outcome = outcome.and_then(|()| scanner.finish(&mut cells));
        if let Some(error) = cells.fault {
            return Err(error);
        }
        outcome?;
        let Some(shape) = cells.shape else {
            return Err(TsvError::Empty { part: 0 }.into());
        };
        let header: Vec<String> = cells.header.iter().map(|name| cells.text(name).into_owned()).collect();
        Ok(Self { cells, names: column_names(header), labels: shape.labels() as usize })
    }

    /// How many fields at the start of each row pandas takes for row labels: more than none where the first row has
    /// more fields than the header, and all columns are shifted by them.
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// Number of columns.
    pub fn width(&self) -> usize {
        self.names.len()
    }

    /// The table.
    pub async fn frame(&self, pause: &dyn Pause) -> Frame {
        let mut frame = Frame::default();
        let mut work = Work::new(pause);
        for (at, name) in self.names.iter().enumerate() {
            frame.columns.push(self.cells.column(name, self.labels + at));
            work.done(self.cells.rows.len()).await;
        }
        frame
    }

    /// The fields of a column as the file has them.
    pub fn raw(&self, column: usize) -> Vec<RawCell> {
        let rows = 0..self.cells.rows.len();
        rows.map(|row| RawCell::of_text(&self.cells.cell(row, self.labels + column))).collect()
    }
}

/// The first records of a text, as far as they stand in its first 256 KiB: byte offset and fields of each.
pub fn first_records(bytes: &[u8], delimiter: u8) -> Vec<(usize, Vec<String>)> {
    const WINDOW: usize = 256 << 10;
    let mut first = FirstRecords::default();
    let mut scanner = Scanner::new(delimiter, 0);
    let window = bytes.get(..WINDOW).unwrap_or(bytes);
    // Faults are told when the whole text is read.
    let outcome = scanner.feed(window, &mut first);
    if outcome.is_ok() && window.len() == bytes.len() {
        scanner.finish(&mut first).ok();
    }
    first.records
}

/// Keeps the fields of the first records.
#[derive(Default)]
struct FirstRecords {
    content: Vec<u8>,
    fields: Vec<String>,
    records: Vec<(usize, Vec<String>)>,
}

impl Sink for FirstRecords {
    fn content(&mut self, piece: &[u8]) {
        self.content.extend_from_slice(piece);
    }

    fn drop_content(&mut self) {
        self.content.clear();
    }

    fn end_field(&mut self, _raw: ByteRange) {
        self.fields.push(String::from_utf8_lossy(&self.content).into_owned());
        self.content.clear();
    }

    fn end_record(&mut self, start: Position) {
        let fields = std::mem::take(&mut self.fields);
        self.records.push((usize::try_from(start.byte).unwrap_or(usize::MAX), fields));
    }
}

/// The texts of all cells, as the scanner yields them.
#[derive(Default)]
struct Cells {
    content: Vec<u8>,
    header: Vec<Range<usize>>,
    /// Known after the header.
    shape: Option<Shape>,
    /// Cells of all rows.
    fields: Vec<Range<usize>>,
    /// Where each row starts in `fields`.
    rows: Vec<usize>,
    /// Number of cells of the table so far.
    size: u64,
    field_start: usize,
    row_start: usize,
    fault: Option<TableError>,
    budget: Budget,
}

impl Cells {
    fn text(&self, field: &Range<usize>) -> std::borrow::Cow<'_, str> {
        // The scanner has made sure that it is UTF-8.
        String::from_utf8_lossy(&self.content[field.clone()])
    }

    fn column(&self, name: &str, at: usize) -> Column {
        let texts: Vec<_> = (0..self.rows.len()).map(|row| self.cell(row, at)).collect();
        let kind = ColumnType::of(&texts.iter().map(AsRef::as_ref));
        Column { name: Value::text(name), values: texts.iter().map(|text| kind.value(text)).collect() }
    }

    /// A cell's text; blank where the row is short.
    fn cell(&self, row: usize, at: usize) -> std::borrow::Cow<'_, str> {
        let end = self.rows.get(row + 1).copied().unwrap_or(self.fields.len());
        self.fields[self.rows[row]..end].get(at).map_or_else(Default::default, |field| self.text(field))
    }

    fn take_record(&mut self, start: Position) -> Result<(), TableError> {
        let width = u32::try_from(self.fields.len() - self.row_start).unwrap_or(u32::MAX);
        let Some(shape) = &mut self.shape else {
            self.shape = Some(Shape::new(width));
            self.header = std::mem::take(&mut self.fields);
            return Limit::HeaderBytes.check(self.content.len() as u64, Spot::Record(0));
        };
        shape.take_row(width, start)?;
        self.rows.push(self.row_start);
        self.row_start = self.fields.len();
        // Short rows are filled up with blank cells; long ones begin with row labels.
        let cells = (self.rows.len() * self.header.len()).max(self.fields.len()) as u64;
        let record = self.rows.len() as u64;
        Limit::Rows.check(record, Spot::Record(record))?;
        Limit::Cells.check(cells, Spot::Record(record))?;
        let more = (cells - self.size) * (VALUE_COST + STORED_COST);
        self.size = cells;
        self.budget.take(ROW_COST + more, || Spot::Record(record))
    }
}

impl Sink for Cells {
    fn content(&mut self, piece: &[u8]) {
        if self.fault.is_none() {
            self.content.extend_from_slice(piece);
        }
    }

    fn drop_content(&mut self) {
        self.content.truncate(self.field_start);
    }

    fn end_field(&mut self, _raw: ByteRange) {
        if self.fault.is_none() {
            self.fields.push(self.field_start..self.content.len());
            self.field_start = self.content.len();
            let width = self.fields.len() - self.row_start;
            let record = (self.rows.len() + usize::from(self.shape.is_some())) as u64;
            self.fault = Limit::Columns.check(width as u64, Spot::Record(record)).err();
        }
    }

    fn end_record(&mut self, start: Position) {
        if self.fault.is_none() {
            self.fault = self.take_record(start).err();
        }
    }
}
