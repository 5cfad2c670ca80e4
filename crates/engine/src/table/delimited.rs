//! Prediction tables in delimited text (csv and tsv).

use std::borrow::Cow;
use std::ops::Range;

use super::typing::{ColumnType, rows_at_a_time};
use super::{Column, Frame, RawCell, TableError, Value};
use crate::limits::{Budget, Limit, ROW_COST, STORED_COST, Spot, VALUE_COST};
use crate::pause::{NoPause, Pause, Work, block_on};
use crate::position::{ByteRange, Position};
use crate::tsv::{Scanner, Shape, Sink, TsvError, column_names};

const BYTES_AT_A_TIME: usize = 1 << 20;

/// Reads a table as pandas' `read_csv` does.
///
/// # Errors
/// What pandas refuses ([`TableError::Delimited`]), and [`TableError::TooLarge`].
pub fn read(bytes: &[u8], delimiter: u8) -> Result<Frame, TableError> {
    block_on(async { Ok(Text::read(bytes, delimiter, &NoPause).await?.frame(&NoPause).await) })
}

/// A delimited text that is split into fields, before pandas types its columns.
pub(super) struct Text {
    cells: Cells,
    names: Vec<String>,
    labels: usize,
}

impl Text {
    pub(super) async fn read(bytes: &[u8], delimiter: u8, pause: &dyn Pause) -> Result<Self, TableError> {
        // Where a text has line feeds, a carriage return alone may be a stray one.
        let mixed = memchr::memchr(b'\n', bytes).map(|_| bytes);
        let mut reading = Reading { mixed, cells: Cells { budget: Budget::of(bytes.len()), ..Cells::default() } };
        let mut scanner = Scanner::new(delimiter, 0);
        let mut outcome = Ok(());
        for piece in bytes.chunks(BYTES_AT_A_TIME) {
            outcome = outcome.and_then(|()| scanner.feed(piece, &mut reading));
            if outcome.is_err() || reading.cells.fault.is_some() {
                break;
            }
            pause.pause().await;
        }
        let outcome = outcome.and_then(|()| scanner.finish(&mut reading));
        let cells = reading.cells;
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
    /// first fields pandas takes for the labels of the rows, so that all columns shift; or a stray carriage return, which
    /// stands between two records of which one is not whole.
    pub(super) fn fault(&self) -> Option<TsvError> {
        if self.labels > 0 && !self.is_labelled() {
            let expected = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
            let found = expected.saturating_add(u32::try_from(self.labels).unwrap_or(u32::MAX));
            return Some(TsvError::TooManyFields { position: self.cells.first_row, expected, found });
        }
        self.cells.stray_return.map(|position| TsvError::StrayReturn { position })
    }

    /// Whether the rows have labels on purpose, as R writes tables: the shifted column `index` holds whole numbers.
    fn is_labelled(&self) -> bool {
        let index = self.names.iter().position(|name| name == "index");
        let column = index.map(|at| self.cells.column("index", self.labels + at));
        column.is_some_and(|column| column.values.iter().all(|value| matches!(value, Value::Int(_))))
    }

    pub(super) async fn frame(&self, pause: &dyn Pause) -> Frame {
        let mut columns = Vec::with_capacity(self.names.len());
        let mut work = Work::new(pause);
        for (at, name) in self.names.iter().enumerate() {
            columns.push(self.cells.column(name, self.labels + at));
            work.done(self.cells.rows.len()).await;
        }
        Frame::new(columns)
    }

    pub(super) fn raw(&self, column: usize) -> Vec<RawCell> {
        let rows = 0..self.cells.rows.len();
        rows.map(|row| RawCell::of_text(&self.cells.cell(row, self.labels + column))).collect()
    }
}

/// The first records of a text: byte offset and fields of each. Its rest may be absent or broken.
///
/// # Errors
/// If the first record is no text that pandas reads.
pub(crate) fn first_records(bytes: &[u8], delimiter: u8) -> Result<Vec<(usize, Vec<String>)>, TsvError> {
    const WINDOW: usize = 256 << 10;
    let mut first = FirstRecords::default();
    let mut scanner = Scanner::new(delimiter, 0);
    let window = bytes.get(..WINDOW).unwrap_or(bytes);
    let mut outcome = scanner.feed(window, &mut first);
    if outcome.is_ok() && window.len() == bytes.len() {
        outcome = scanner.finish(&mut first);
    }
    if first.records.is_empty() {
        outcome?;
    }
    Ok(first.records)
}

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

#[derive(Default)]
struct Cells {
    content: Vec<u8>,
    header: Vec<Range<usize>>,
    /// Known after the header.
    shape: Option<Shape>,
    first_row: Position,
    fields: Vec<Range<usize>>,
    /// Where each row starts in `fields`.
    rows: Vec<usize>,
    size: u64,
    field_start: usize,
    row_start: usize,
    /// Start of the last record, and whether it had fewer fields than the header.
    last: Option<(Position, bool)>,
    stray_return: Option<Position>,
    fault: Option<TableError>,
    budget: Budget,
}

impl Cells {
    fn text(&self, field: &Range<usize>) -> Cow<'_, str> {
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
        Column::named(name, values.collect())
    }

    fn cell(&self, row: usize, at: usize) -> Cow<'_, str> {
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

struct Reading<'b> {
    cells: Cells,
    /// The text, where it has both line feeds and, perhaps, carriage returns alone.
    mixed: Option<&'b [u8]>,
}

impl Reading<'_> {
    fn note_return(&mut self, start: Position) {
        let Some(bytes) = self.mixed else { return };
        let cells = &mut self.cells;
        let is_short = cells.shape.is_some() && cells.fields.len() - cells.row_start < cells.header.len();
        let before = start.byte.checked_sub(1);
        let ends_with_return = before.and_then(|at| bytes.get(usize::try_from(at).ok()?)) == Some(&b'\r');
        if let (Some((last, was_short)), Some(byte), true) = (cells.last, before, ends_with_return)
            && (is_short || was_short)
        {
            cells.stray_return.get_or_insert(Position { byte, ..last });
        }
        cells.last = Some((start, is_short));
    }
}

impl Sink for Reading<'_> {
    fn content(&mut self, piece: &[u8]) {
        if self.cells.fault.is_none() {
            self.cells.content.extend_from_slice(piece);
        }
    }

    fn drop_content(&mut self) {
        self.cells.content.truncate(self.cells.field_start);
    }

    fn end_field(&mut self, _raw: ByteRange) {
        let cells = &mut self.cells;
        if cells.fault.is_none() {
            cells.fields.push(cells.field_start..cells.content.len());
            cells.field_start = cells.content.len();
            let width = cells.fields.len() - cells.row_start;
            let record = (cells.rows.len() + usize::from(cells.shape.is_some())) as u64;
            cells.fault = Limit::Columns.check(width as u64, Spot::Record(record)).err();
        }
    }

    fn end_record(&mut self, start: Position) {
        if self.cells.fault.is_none() {
            self.note_return(start);
            self.cells.fault = self.cells.take_record(start).err();
        }
    }
}
