//! Prediction tables in delimited text (csv and tsv).

use std::ops::Range;

use super::typing::{ColumnType, rows_at_a_time};
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
    at_once(async { Ok(Text::read(bytes, delimiter, &NoPause).await?.frame(&NoPause).await) })
}

/// As [`read`], a piece at a time, but for texts of which pandas makes another table than the one that was written.
///
/// # Errors
/// As [`read`], and [`Text::fault`].
pub async fn read_intact(bytes: &[u8], delimiter: u8, pause: &dyn Pause) -> Result<Frame, TableError> {
    let text = Text::read(bytes, delimiter, pause).await?;
    match text.fault(bytes, delimiter, pause).await {
        Some(fault) => Err(fault.into()),
        None => Ok(text.frame(pause).await),
    }
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

    /// What makes a different table of a text that pandas reads: a first row with more fields than the header, whose
    /// first fields pandas takes for the labels of the rows, so that all columns shift; or a stray carriage return.
    pub async fn fault(&self, bytes: &[u8], delimiter: u8, pause: &dyn Pause) -> Option<TsvError> {
        if self.labels > 0 && !self.is_labelled() {
            let expected = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
            let found = expected.saturating_add(u32::try_from(self.labels).unwrap_or(u32::MAX));
            return Some(TsvError::TooManyFields { position: self.cells.first_row, expected, found });
        }
        stray_return(bytes, delimiter, self.names.len(), pause).await
    }

    /// Whether the rows have labels on purpose, as R writes tables: the shifted column `index` holds whole numbers.
    fn is_labelled(&self) -> bool {
        let index = self.names.iter().position(|name| name == "index");
        let column = index.map(|at| self.cells.column("index", self.labels + at));
        column.is_some_and(|column| column.values.iter().all(|value| matches!(value, Value::Int(_))))
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

/// The first carriage return that stands between two records of which one is not whole, in a text whose lines end
/// otherwise.
async fn stray_return(bytes: &[u8], delimiter: u8, width: usize, pause: &dyn Pause) -> Option<TsvError> {
    let is_alone = |at: usize| bytes.get(at + 1) != Some(&b'\n');
    memchr::memchr(b'\n', bytes)?;
    memchr::memchr_iter(b'\r', bytes).find(|at| is_alone(*at))?;
    let mut returns = Returns { bytes, width, fields: 0, last: None, stray: None };
    let mut scanner = Scanner::new(delimiter, 0);
    for piece in bytes.chunks(BYTES_AT_A_TIME) {
        // Faults of the text were told when it was read.
        scanner.feed(piece, &mut returns).ok()?;
        pause.pause().await;
    }
    returns.stray.map(|position| TsvError::StrayReturn { position })
}

/// Looks at how records end.
struct Returns<'b> {
    bytes: &'b [u8],
    /// Number of fields of a whole record.
    width: usize,
    fields: usize,
    /// Start of the last record, and whether it was short.
    last: Option<(Position, bool)>,
    stray: Option<Position>,
}

impl Sink for Returns<'_> {
    fn content(&mut self, _piece: &[u8]) {}

    fn drop_content(&mut self) {}

    fn end_field(&mut self, _raw: ByteRange) {
        self.fields += 1;
    }

    fn end_record(&mut self, start: Position) {
        let is_short = std::mem::take(&mut self.fields) < self.width;
        let before = start.byte.checked_sub(1);
        let ends_with_return = before.and_then(|at| self.bytes.get(usize::try_from(at).ok()?)) == Some(&b'\r');
        if let (Some((last, was_short)), Some(byte), true) = (self.last, before, ends_with_return)
            && (is_short || was_short)
        {
            self.stray.get_or_insert(Position { byte, ..last });
        }
        self.last = Some((start, is_short));
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
    /// Where the first row begins.
    first_row: Position,
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
        let width = self.shape.map_or(self.header.len(), |shape| self.header.len() + shape.labels() as usize);
        let parts: Vec<_> = texts.chunks(rows_at_a_time(width)).collect();
        let kinds: Vec<_> = parts.iter().map(|part| ColumnType::of(&part.iter().map(AsRef::as_ref))).collect();
        let kinds = ColumnType::concatenated(&kinds);
        let values = parts.iter().zip(kinds).flat_map(|(part, kind)| part.iter().map(move |text| kind.value(text)));
        Column { name: Value::text(name), values: values.collect() }
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
        if self.rows.is_empty() {
            self.first_row = start;
        }
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
