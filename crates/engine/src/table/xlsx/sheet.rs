//! The cells of a worksheet, row by row.

use std::io::BufRead;
use std::rc::Rc;

use quick_xml::events::{BytesStart, Event};

use super::cell::Cell;
use super::dates::{self, Epoch};
use super::strings::read_item;
use super::styles::{NumberKind, Styles};
use super::xml::Xml;
use super::{TableError, damaged};
use crate::limits::{Limit, ROW_COST, SPREADSHEET_ROWS, STORED_COST, TEXT_COST, VALUE_COST};
use crate::pause::Pause;

/// What cells refer to.
pub(super) struct Context<'a> {
    pub(super) strings: &'a [Rc<str>],
    pub(super) styles: &'a Styles,
    pub(super) epoch: Epoch,
}

/// The rows that hold something; numbers are counted from 0.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: Vec<(u32, Vec<(u32, Cell)>)>,
    row_count: u32,
    column_count: u32,
    /// Row and column of the cells that hold a formula.
    formulas: Vec<(u32, u32)>,
}

impl Grid {
    /// Number of rows down to the last one that holds something.
    pub(super) fn row_count(&self) -> usize {
        self.row_count as usize
    }

    /// The cells of a row, blank ones included.
    pub(super) fn row(&self, number: usize) -> Vec<Cell> {
        let mut row = vec![Cell::Blank; self.column_count as usize];
        let place = self.rows.binary_search_by_key(&number, |(row, _)| *row as usize);
        if let Some((_, cells)) = place.ok().and_then(|place| self.rows.get(place)) {
            for (column, cell) in cells {
                if let Some(place) = row.get_mut(*column as usize) {
                    place.clone_from(cell);
                }
            }
        }
        row
    }

    /// Each column below that row.
    pub(super) fn bodies(&self, header: usize) -> Vec<Vec<Cell>> {
        let length = self.length_below(header);
        let mut bodies = vec![vec![Cell::Blank; length]; self.column_count as usize];
        for (row, cells) in &self.rows {
            let Some(row) = (*row as usize).checked_sub(header + 1) else { continue };
            for (column, cell) in cells {
                if let Some(place) = bodies.get_mut(*column as usize).and_then(|body| body.get_mut(row)) {
                    place.clone_from(cell);
                }
            }
        }
        bodies
    }

    /// The cells of a column below that row, and whether each holds a formula.
    pub(super) fn body(&self, header: usize, column: usize) -> Vec<(Cell, bool)> {
        let mut body = vec![(Cell::Blank, false); self.length_below(header)];
        for (row, cells) in &self.rows {
            let Some(row) = (*row as usize).checked_sub(header + 1) else { continue };
            for (_, cell) in cells.iter().filter(|(place, _)| *place as usize == column) {
                if let Some(place) = body.get_mut(row) {
                    place.0.clone_from(cell);
                }
            }
        }
        for (row, _) in self.formulas.iter().filter(|(_, place)| *place as usize == column) {
            let row = (*row as usize).checked_sub(header + 1);
            if let Some(place) = row.and_then(|row| body.get_mut(row)) {
                place.1 = true;
            }
        }
        body
    }

    fn length_below(&self, header: usize) -> usize {
        (self.row_count as usize).saturating_sub(header + 1)
    }

    /// Adds a row unless it is blank or does not come after the last one, as openpyxl's `_cells_by_row`.
    fn push(&mut self, row: u32, mut cells: Vec<(u32, Cell)>) {
        let is_in_order = self.rows.last().is_none_or(|(last, _)| *last < row);
        // Cells right of the row's last element are lost, where a file has them out of order.
        let end = cells.last().map_or(0, |(column, _)| *column);
        cells.retain(|(column, _)| *column <= end);
        let filled = cells.iter().filter(|(_, cell)| *cell != Cell::Blank).map(|(column, _)| *column);
        let Some(last_filled) = filled.max().filter(|_| is_in_order) else {
            return;
        };
        cells.shrink_to_fit();
        self.row_count = row + 1;
        self.column_count = self.column_count.max(last_filled + 1);
        self.rows.push((row, cells));
    }

    fn size(&self) -> u64 {
        u64::from(self.row_count) * u64::from(self.column_count)
    }
}

/// Cells and ends of rows between two pauses.
const AT_A_TIME: u32 = 20_000;

/// Reads a worksheet.
pub(super) async fn read<R: BufRead>(
    part: Xml<R>,
    context: &Context<'_>,
    pause: &dyn Pause,
) -> Result<Grid, TableError> {
    let mut reading = Reading { part, context, grid: Grid::default(), row: 0, next_row: 0, cells: Vec::new(), seen: 0 };
    while reading.advance()? {
        pause.pause().await;
    }
    Ok(reading.grid)
}

/// A worksheet that is being read.
struct Reading<'c, R> {
    part: Xml<R>,
    context: &'c Context<'c>,
    grid: Grid,
    row: u32,
    next_row: u32,
    /// The cells of the current row.
    cells: Vec<(u32, Cell)>,
    /// Number of cells so far.
    seen: u64,
}

impl<R: BufRead> Reading<'_, R> {
    /// Reads on; whether there may be more.
    fn advance(&mut self) -> Result<bool, TableError> {
        let mut buffer = Vec::new();
        let mut text = String::new();
        for _ in 0..AT_A_TIME {
            match self.part.next(&mut buffer)? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "row" => {
                        self.row = row_number(&element)?.unwrap_or(self.next_row);
                        self.next_row = self.row + 1;
                        if u64::from(self.next_row) > SPREADSHEET_ROWS {
                            self.part.check(Limit::Rows, self.next_row.into())?;
                        }
                    }
                    "c" => {
                        let head = Head::of(&element)?;
                        self.take_cell(&head, &mut buffer, &mut text)?;
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "row" => {
                    self.end_row()?;
                }
                Event::Eof => return Ok(false),
                _ => {}
            }
        }
        Ok(true)
    }

    /// Ends a row; the table grows by a rectangle.
    fn end_row(&mut self) -> Result<(), TableError> {
        let (rows, size) = (self.grid.row_count, self.grid.size());
        self.grid.push(self.row, std::mem::take(&mut self.cells));
        self.part.check(Limit::Rows, self.grid.row_count.into())?;
        self.part.check(Limit::Cells, self.grid.size())?;
        let rows = u64::from(self.grid.row_count - rows);
        self.part.take(rows * ROW_COST + (self.grid.size() - size) * VALUE_COST)
    }

    fn take_cell(&mut self, head: &Head, buffer: &mut Vec<u8>, text: &mut String) -> Result<(), TableError> {
        let next_column = self.cells.last().map_or(0, |(column, _)| column + 1);
        let column = head.column.unwrap_or(next_column);
        self.part.check(Limit::Columns, u64::from(column) + 1)?;
        text.clear();
        let (cell, is_formula) = read_cell(&mut self.part, head, self.context, buffer, text)?;
        let own_text = match (&cell, head.kind) {
            (Cell::Text(_), Kind::SharedText) | (Cell::Blank, _) => 0,
            (Cell::Text(_) | Cell::Moment(_), _) => text.len() as u64 + TEXT_COST,
            _ => 0,
        };
        self.part.take(STORED_COST + own_text)?;
        self.part.count_text(cell.text_bytes())?;
        self.cells.push((column, cell));
        if is_formula {
            self.grid.formulas.push((self.row, column));
        }
        self.seen += 1;
        self.part.check(Limit::Cells, self.seen)
    }
}

/// How a cell's value is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    SharedText,
    InlineText,
    Bool,
    Error,
    IsoDate,
    /// A formula's text, and whatever openpyxl does not know.
    Text,
}

/// The attributes of a cell.
struct Head {
    column: Option<u32>,
    style: usize,
    kind: Kind,
}

impl Head {
    fn of(element: &BytesStart<'_>) -> Result<Self, TableError> {
        let mut head = Self { column: None, style: 0, kind: Kind::Number };
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| damaged(error.to_string()))?;
            match attribute.key.as_ref() {
                "r" => head.column = Some(column_number(&attribute.value)?),
                "s" => head.style = attribute.value.parse().unwrap_or(0),
                "t" => {
                    head.kind = match attribute.value.as_ref() {
                        "n" => Kind::Number,
                        "s" => Kind::SharedText,
                        "inlineStr" => Kind::InlineText,
                        "b" => Kind::Bool,
                        "e" => Kind::Error,
                        "d" => Kind::IsoDate,
                        _ => Kind::Text,
                    }
                }
                _ => {}
            }
        }
        Ok(head)
    }
}

/// The row number of a `row`, counted from 0.
fn row_number(element: &BytesStart<'_>) -> Result<Option<u32>, TableError> {
    let Some(written) = super::xml::attribute(element, "r")? else {
        return Ok(None);
    };
    let number: Option<u32> = written.parse().ok();
    number
        .and_then(|number| number.checked_sub(1))
        .map(Some)
        .ok_or_else(|| damaged(format!("{written:?} is no row number")))
}

/// The column of a reference such as `AB12`, counted from 0.
fn column_number(reference: &str) -> Result<u32, TableError> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let number =
        letters.take(4).fold(0_u32, |number, letter| number * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1).ok_or_else(|| damaged(format!("{reference:?} is no cell reference")))
}

/// Reads the rest of an opened `c`: its value, and whether it holds a formula.
fn read_cell<R: BufRead>(
    part: &mut Xml<R>,
    head: &Head,
    context: &Context<'_>,
    buffer: &mut Vec<u8>,
    text: &mut String,
) -> Result<(Cell, bool), TableError> {
    let mut has_value = false;
    let mut is_formula = false;
    loop {
        match part.next(buffer)? {
            Event::Start(element) => match (element.local_name().as_ref(), head.kind) {
                ("is", Kind::InlineText) if !has_value => {
                    read_item(part, buffer, text)?;
                    has_value = true;
                }
                ("v", kind) if !has_value && kind != Kind::InlineText => {
                    part.text(buffer, text)?;
                    has_value = true;
                }
                ("f", _) => {
                    is_formula = true;
                    part.skip(buffer)?;
                }
                _ => part.skip(buffer)?,
            },
            Event::End(_) => break,
            _ => {}
        }
    }
    let cell = if text.is_empty() { Cell::Blank } else { value(head, context, text)? };
    Ok((cell, is_formula))
}

fn value(head: &Head, context: &Context<'_>, text: &str) -> Result<Cell, TableError> {
    match head.kind {
        Kind::Number => number(head, context, text),
        Kind::SharedText => text
            .trim()
            .parse::<usize>()
            .ok()
            .and_then(|index| context.strings.get(index))
            .map(Cell::text)
            .ok_or_else(|| damaged(format!("there is no shared string {text:?}"))),
        Kind::Bool => match text.trim().parse::<i64>() {
            Ok(number) => Ok(Cell::Bool(number != 0)),
            Err(_) => Err(damaged(format!("a truth value is {text:?}"))),
        },
        Kind::Error => Ok(Cell::Error),
        Kind::IsoDate => dates::from_iso(text).ok_or_else(|| damaged(format!("a date is {text:?}"))),
        Kind::InlineText | Kind::Text => Ok(Cell::text(&Rc::from(text))),
    }
}

fn number(head: &Head, context: &Context<'_>, text: &str) -> Result<Cell, TableError> {
    let cell = Cell::number(text)?;
    let days = cell.as_float().unwrap_or_default();
    Ok(match context.styles.kind(head.style) {
        NumberKind::Number => cell,
        NumberKind::Date => dates::moment(days, context.epoch),
        NumberKind::Duration => dates::duration(days),
    })
}
