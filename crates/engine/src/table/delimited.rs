//! Prediction tables in delimited text (csv and tsv).

use std::borrow::Cow;
use std::ops::Range;

use super::typing::{ColumnType, rows_at_a_time};
use super::{Column, Frame, RawCell, TableError, Value};
use crate::limits::{Limit, ROW_COST, STORED_COST, Spot, VALUE_COST};
use crate::pause::{NoPause, Pause, Work, block_on};
use crate::position::{ByteRange, Position};
use crate::table::Budget;
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
#[derive(Default)]
pub(super) struct Text {
    content: Vec<u8>,
    header: Vec<Range<usize>>,
    /// Names of the columns, known at the end.
    names: Vec<String>,
    /// Known after the header.
    shape: Option<Shape>,
    first_row: Position,
    /// Where in `content` the fields of all rows stand.
    fields: Vec<Range<usize>>,
    /// Where each row starts in `fields`.
    rows: Vec<usize>,
    /// Number of cells so far.
    size: u64,
    field_start: usize,
    row_start: usize,
    /// Start of the last record, and whether it had fewer fields than the header.
    last: Option<(Position, bool)>,
    stray_return: Option<Position>,
    budget: Budget,
}

impl Text {
    pub(super) async fn read(bytes: &[u8], delimiter: u8, pause: &dyn Pause) -> Result<Self, TableError> {
        let text = Self { budget: Budget::of(bytes.len()), ..Self::default() };
        // Where a text has line feeds, a carriage return alone may be a stray one.
        let mixed = memchr::memchr(b'\n', bytes).map(|_| bytes);
        let mut reading = Reading { text, mixed, fault: None };
        let mut scanner = Scanner::new(delimiter, 0);
        let mut outcome = Ok(());
        for piece in bytes.chunks(BYTES_AT_A_TIME) {
            outcome = outcome.and_then(|()| scanner.feed(piece, &mut reading));
            if outcome.is_err() || reading.fault.is_some() {
                break;
            }
            pause.pause().await;
        }
        let outcome = outcome.and_then(|()| scanner.finish(&mut reading));
        let Reading { mut text, fault, .. } = reading;
        if let Some(error) = fault {
            return Err(error);
        }
        outcome?;
        if text.shape.is_none() {
            return Err(TsvError::Empty { part: 0 }.into());
        }
        text.names = column_names(text.header.iter().map(|name| text.text(name).into_owned()).collect());
        Ok(text)
    }

    /// What makes a different table of a text that pandas reads: a first row with more fields than the header, whose
    /// first fields pandas takes for the labels of the rows, so that all columns shift; or a stray carriage return, which
    /// stands between two records of which one is not whole.
    pub(super) fn fault(&self) -> Option<TsvError> {
        if self.labels() > 0 && !self.is_labelled() {
            let expected = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
            let found = expected.saturating_add(u32::try_from(self.labels()).unwrap_or(u32::MAX));
            return Some(TsvError::TooManyFields { position: self.first_row, expected, found });
        }
        self.stray_return.map(|position| TsvError::StrayReturn { position })
    }

    /// Whether the rows have labels on purpose, as R writes tables: the shifted column `index` holds whole numbers.
    fn is_labelled(&self) -> bool {
        let index = self.names.iter().position(|name| name == "index").map(|at| self.values(at));
        index.is_some_and(|values| values.iter().all(|value| matches!(value, Value::Int(_))))
    }

    /// Number of fields at the start of each row that are labels.
    fn labels(&self) -> usize {
        self.shape.map_or(0, |shape| shape.labels() as usize)
    }

    pub(super) async fn frame(&self, pause: &dyn Pause) -> Frame {
        let mut columns = Vec::with_capacity(self.names.len());
        let mut work = Work::new(pause);
        for (at, name) in self.names.iter().enumerate() {
            columns.push(Column::named(name, self.values(at)));
            work.done(self.rows.len()).await;
        }
        Frame::new(columns)
    }

    fn values(&self, column: usize) -> Vec<Value> {
        let texts: Vec<_> = (0..self.rows.len()).map(|row| self.cell(row, column)).collect();
        let parts: Vec<_> = texts.chunks(rows_at_a_time(self.header.len() + self.labels())).collect();
        let kinds: Vec<_> = parts.iter().map(|part| ColumnType::of(&part.iter().map(AsRef::as_ref))).collect();
        let kinds = ColumnType::concatenated(&kinds);
        let values = parts.iter().zip(kinds).flat_map(|(part, kind)| part.iter().map(move |text| kind.value(text)));
        values.collect()
    }

    pub(super) fn raw(&self, column: usize) -> Vec<RawCell> {
        (0..self.rows.len()).map(|row| RawCell::of_text(&self.cell(row, column))).collect()
    }

    /// A cell's text; blank where the row is short.
    fn cell(&self, row: usize, column: usize) -> Cow<'_, str> {
        let end = self.rows.get(row + 1).copied().unwrap_or(self.fields.len());
        let field = self.fields[self.rows[row]..end].get(self.labels() + column);
        field.map_or_else(Default::default, |field| self.text(field))
    }

    fn text(&self, field: &Range<usize>) -> Cow<'_, str> {
        // The scanner has made sure that it is UTF-8.
        String::from_utf8_lossy(&self.content[field.clone()])
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
    text: Text,
    /// The bytes, where they have both line feeds and, perhaps, carriage returns alone.
    mixed: Option<&'b [u8]>,
    fault: Option<TableError>,
}

impl Reading<'_> {
    fn note_return(&mut self, start: Position) {
        let Some(bytes) = self.mixed else { return };
        let text = &mut self.text;
        let is_short = text.shape.is_some() && text.fields.len() - text.row_start < text.header.len();
        let before = start.byte.checked_sub(1);
        let ends_with_return = before.and_then(|at| bytes.get(usize::try_from(at).ok()?)) == Some(&b'\r');
        if let (Some((last, was_short)), Some(byte), true) = (text.last, before, ends_with_return)
            && (is_short || was_short)
        {
            text.stray_return.get_or_insert(Position { byte, ..last });
        }
        text.last = Some((start, is_short));
    }
}

impl Sink for Reading<'_> {
    fn content(&mut self, piece: &[u8]) {
        if self.fault.is_none() {
            self.text.content.extend_from_slice(piece);
        }
    }

    fn drop_content(&mut self) {
        self.text.content.truncate(self.text.field_start);
    }

    fn end_field(&mut self, _raw: ByteRange) {
        let text = &mut self.text;
        if self.fault.is_none() {
            text.fields.push(text.field_start..text.content.len());
            text.field_start = text.content.len();
            let width = text.fields.len() - text.row_start;
            let record = (text.rows.len() + usize::from(text.shape.is_some())) as u64;
            self.fault = Limit::Columns.check(width as u64, Spot::Record(record)).err();
        }
    }

    fn end_record(&mut self, start: Position) {
        if self.fault.is_none() {
            self.note_return(start);
            self.fault = self.text.take_record(start).err();
        }
    }
}

/// The first records of a text: byte offset and fields of each. Its rest may be absent or broken, the first one not.
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
