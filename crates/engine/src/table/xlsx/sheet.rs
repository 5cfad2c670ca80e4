//! The cells of a worksheet, row by row.

use std::io::BufRead;
use std::rc::Rc;

use quick_xml::events::{BytesStart, Event};

use super::cell::{Cell, not_a_number};
use super::dates::{self, Epoch};
use super::styles::{NumberKind, read_item};
use super::xml::{SPREADSHEET, Xml};
use super::{TableError, conform, damaged, refused, values};
use crate::limits::{Limit, ROW_COST, SPREADSHEET_ROWS, STORED_COST, TEXT_COST, VALUE_COST, shown};
use crate::table::write::column_letters;

pub(super) struct Context<'a> {
    pub(super) strings: &'a [Rc<str>],
    /// How each cell style shows a number.
    pub(super) styles: &'a [NumberKind],
    pub(super) epoch: Epoch,
}

/// The rows of a worksheet that hold something; numbers are counted from 0.
#[derive(Debug, Default)]
pub(in crate::table) struct Sheet {
    rows: Vec<(u32, Vec<(u32, Cell)>)>,
    row_count: u32,
    column_count: u32,
    /// Row and column of the cells that hold a formula.
    formulas: Vec<(u32, u32)>,
}

impl Sheet {
    pub(in crate::table) fn row_count(&self) -> usize {
        self.row_count as usize
    }

    pub(super) fn cells(&self, number: usize) -> Vec<Cell> {
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
        let Some(last_filled) = cells.iter().map(|(column, _)| *column).max().filter(|_| is_in_order) else {
            return;
        };
        self.row_count = row + 1;
        self.column_count = self.column_count.max(last_filled + 1);
        cells.shrink_to_fit();
        self.rows.push((row, cells));
    }

    fn size(&self) -> u64 {
        u64::from(self.row_count) * u64::from(self.column_count)
    }
}

/// Reads a worksheet; blank cells count only where others stand beyond them.
pub(super) async fn read<R: BufRead>(part: Xml<'_, R>, context: &Context<'_>) -> Result<Sheet, TableError> {
    let mut reading = Reading {
        part,
        context,
        sheet: Sheet::default(),
        row: None,
        next_row: 1,
        cells: Vec::new(),
        last_column: 0,
        filled: 0,
    };
    reading.read().await?;
    Ok(reading.sheet)
}

/// Checks the size that a worksheet declares, which openpyxl reads of every sheet
/// (`openpyxl.worksheet._reader.WorkSheetParser.parse_dimensions`).
pub(super) async fn check_dimension<R: BufRead>(mut part: Xml<'_, R>) -> Result<(), TableError> {
    let mut buffer = Vec::new();
    loop {
        part.breathe().await;
        match part.next(&mut buffer)? {
            Event::Start(element) if element.local_name().as_ref() == "dimension" => {
                return conform::check(&mut part, &element, "@SheetDimension").await;
            }
            Event::End(element) if element.local_name().as_ref() == "sheetData" => return Ok(()),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// openpyxl's class for an element of a worksheet beside its rows
/// (`openpyxl.worksheet._reader.WorkSheetParser.parse`).
fn class_of(element: &str) -> Option<&'static str> {
    Some(match element {
        "dimension" => "@SheetDimension",
        "printOptions" => "@PrintOptions",
        "pageMargins" => "@PageMargins",
        "pageSetup" => "@PrintPageSetup",
        "headerFooter" => "@HeaderFooter",
        "autoFilter" => "@AutoFilter",
        "dataValidations" => "@DataValidationList",
        "sheetPr" => "@WorksheetProperties",
        "sheetViews" => "@SheetViewList",
        "sheetFormatPr" => "@SheetFormatProperties",
        "scenarios" => "@ScenarioList",
        "tableParts" => "@TablePartList",
        "hyperlinks" => "@HyperlinkList",
        "mergeCells" => "@MergeCells",
        "sheetProtection" => "@SheetProtection",
        "extLst" => "@ExtensionList",
        "conditionalFormatting" => "@ConditionalFormatting",
        "legacyDrawing" => "@Related",
        "rowBreaks" => "@RowBreak",
        "colBreaks" => "@ColBreak",
        _ => return None,
    })
}

struct Reading<'c, 'p, R> {
    part: Xml<'p, R>,
    context: &'c Context<'c>,
    sheet: Sheet,
    /// The current row, counted from 0; `None` for rows above the first, which openpyxl drops.
    row: Option<u32>,
    next_row: i64,
    cells: Vec<(u32, Cell)>,
    /// Column of the current row's last element, counted from 1.
    last_column: u32,
    filled: u64,
}

impl<R: BufRead> Reading<'_, '_, R> {
    async fn read(&mut self) -> Result<(), TableError> {
        let mut buffer = Vec::new();
        let mut inner = Vec::new();
        let mut text = String::new();
        loop {
            self.part.breathe().await;
            match self.part.next(&mut buffer)? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "row" => {
                        self.part.require_spreadsheet(element.name())?;
                        self.begin_row(&element)?;
                    }
                    "c" => self.take_cell(&element, &mut inner, &mut text).await?,
                    "col" => check_column(&element)?,
                    name => {
                        let class = class_of(name).filter(|_| self.part.namespace(element.name()) == SPREADSHEET);
                        if let Some(class) = class {
                            conform::check(&mut self.part, &element, class).await?;
                        }
                    }
                },
                Event::End(element) if element.local_name().as_ref() == "row" => self.end_row()?,
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn begin_row(&mut self, element: &BytesStart<'_>) -> Result<(), TableError> {
        let number = row_number(element)?.unwrap_or(self.next_row);
        self.next_row = number.saturating_add(1);
        self.last_column = 0;
        let found = u64::try_from(number).unwrap_or(0);
        if found > SPREADSHEET_ROWS {
            self.part.check(Limit::Rows, found)?;
        }
        self.row = number.checked_sub(1).and_then(|row| u32::try_from(row).ok());
        Ok(())
    }

    /// Ends a row; the table grows by a rectangle.
    fn end_row(&mut self) -> Result<(), TableError> {
        // Cells right of the row's last element are lost, where a file has them out of order.
        let mut cells = std::mem::take(&mut self.cells);
        cells.retain(|(column, _)| *column < self.last_column);
        let Some(row) = self.row else { return Ok(()) };
        let (rows, columns, size) = (self.sheet.row_count, self.sheet.column_count, self.sheet.size());
        let widest = cells.iter().map(|(column, _)| *column).max();
        self.sheet.push(row, cells);
        let (found, limit) = (self.sheet.size(), Limit::Cells.most());
        if found > limit {
            // The cell that stands farthest out: it, or those left of it, make the table so large.
            let column = widest.filter(|column| *column >= columns).or(widest).unwrap_or_default();
            return Err(TableError::FarCell { cell: cell_name(row, column), found, limit });
        }
        self.part.check(Limit::Rows, self.sheet.row_count.into())?;
        let rows = u64::from(self.sheet.row_count - rows);
        self.part.take(rows * ROW_COST + (found - size) * VALUE_COST)
    }

    async fn take_cell(
        &mut self,
        element: &BytesStart<'_>,
        buffer: &mut Vec<u8>,
        text: &mut String,
    ) -> Result<(), TableError> {
        let named = |error: TableError, column: u32| error.in_cell(cell_name(self.row.unwrap_or_default(), column));
        let next = self.last_column;
        let head = Head::of(element).map_err(|error| named(error, next))?;
        let column = head.column.unwrap_or(next);
        self.part.check(Limit::Columns, u64::from(column) + 1)?;
        self.last_column = column + 1;
        text.clear();
        let read = read_cell(&mut self.part, &head, self.context, buffer, text).await;
        let (cell, is_formula) = match read {
            Ok(read) => read,
            Err(error) => return Err(error.in_cell(cell_name(self.row.unwrap_or_default(), column))),
        };
        if cell == Cell::Blank && !is_formula {
            return Ok(());
        }
        if let Some(row) = self.row.filter(|_| is_formula) {
            self.sheet.formulas.push((row, column));
        }
        self.filled += 1;
        self.part.check(Limit::Cells, self.filled)?;
        // A shared text was counted where it stands.
        let own_text = match (&cell, head.kind) {
            (Cell::Text(_), Kind::SharedText) => 0,
            (Cell::Text(_) | Cell::Moment(_), _) => text.len() as u64 + TEXT_COST,
            _ => 0,
        };
        self.part.take(STORED_COST + own_text)?;
        self.part.count_text(cell.text_bytes())?;
        if cell != Cell::Blank {
            self.cells.push((column, cell));
        }
        Ok(())
    }
}

/// The name of a cell, whose row and column are counted from 0.
fn cell_name(row: u32, column: u32) -> String {
    format!("{}{}", column_letters(column as usize), u64::from(row) + 1)
}

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

struct Head {
    column: Option<u32>,
    style: Option<usize>,
    kind: Kind,
}

impl Head {
    fn of(element: &BytesStart<'_>) -> Result<Self, TableError> {
        let mut head = Self { column: None, style: Some(0), kind: Kind::Number };
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute.map_err(damaged)?;
            match attribute.key.as_ref() {
                "r" if !attribute.value.is_empty() => head.column = Some(column_number(&attribute.value)?),
                "s" if !attribute.value.is_empty() => {
                    let style = values::int(&attribute.value);
                    let style = style.ok_or_else(|| refused(format!("its style is {:?}", attribute.value)))?;
                    head.style = usize::try_from(style).ok();
                }
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

/// The row number of a `row`, counted from 1, as openpyxl's `parse_row` reads it: `5.0` is 5.
fn row_number(element: &BytesStart<'_>) -> Result<Option<i64>, TableError> {
    let Some(written) = super::xml::attribute(element, "r")? else {
        return Ok(None);
    };
    let whole = || values::float(&written).filter(|number| number.fract() == 0.0 && number.abs() < 1e15);
    #[expect(clippy::cast_possible_truncation, reason = "whole and below 1e15")]
    let number =
        values::int(&written).and_then(|number| i64::try_from(number).ok()).or_else(|| whole().map(|row| row as i64));
    number.map(Some).ok_or_else(|| refused(format!("{written:?} is no row number")))
}

/// The column of a reference such as `AB12`, counted from 0 (`openpyxl.utils.cell.coordinate_to_tuple`).
fn column_number(reference: &str) -> Result<u32, TableError> {
    let digits = reference.find(|letter: char| letter.is_ascii_digit()).unwrap_or(reference.len());
    let (letters, row) = reference.split_at(digits);
    let is_column = (1..=3).contains(&letters.len()) && letters.bytes().all(|letter| letter.is_ascii_alphabetic());
    if !is_column || values::int(row).is_none() {
        return Err(refused(format!("{reference:?} is no cell reference")));
    }
    let number =
        letters.bytes().fold(0, |number, letter| number * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    Ok(number - 1)
}

/// The first column that a `col` is about; its widths do not matter.
fn check_column(element: &BytesStart<'_>) -> Result<(), TableError> {
    let first = super::xml::attribute(element, "min")?;
    let number = first.as_deref().and_then(values::int).filter(|number| (1..=18_278).contains(number));
    match number {
        Some(_) => Ok(()),
        None => Err(refused(format!("the first column of <col> is {:?}", first.unwrap_or_default()))),
    }
}

/// Reads the rest of an opened `c`: its value, and whether it holds a formula.
async fn read_cell<R: BufRead>(
    part: &mut Xml<'_, R>,
    head: &Head,
    context: &Context<'_>,
    buffer: &mut Vec<u8>,
    text: &mut String,
) -> Result<(Cell, bool), TableError> {
    let mut has_value = false;
    let mut is_formula = false;
    loop {
        part.breathe().await;
        match part.next(buffer)? {
            Event::Start(element) => match (element.local_name().as_ref(), head.kind) {
                ("is", Kind::InlineText) if !has_value => {
                    part.require_spreadsheet(element.name())?;
                    read_item(part, buffer, text).await?;
                    has_value = true;
                }
                ("v", kind) if !has_value && kind != Kind::InlineText => {
                    part.require_spreadsheet(element.name())?;
                    part.text(buffer, text).await?;
                    has_value = true;
                }
                ("f", _) => {
                    is_formula = true;
                    part.skip(buffer).await?;
                }
                _ => part.skip(buffer).await?,
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
        Kind::SharedText => values::int(text)
            .and_then(|index| values::python_index(index, context.strings.len()))
            .and_then(|place| context.strings.get(place))
            .map(Cell::text)
            .ok_or_else(|| refused(format!("there is no shared string {:?}", shown(text)))),
        Kind::Bool => match values::int(text) {
            Some(number) => Ok(Cell::Bool(number != 0)),
            None => Err(refused(format!("a truth value is {:?}", shown(text)))),
        },
        Kind::Error => Ok(Cell::Error),
        Kind::IsoDate => dates::from_iso(text).ok_or_else(|| refused(format!("a date is {:?}", shown(text)))),
        Kind::InlineText | Kind::Text => Ok(Cell::text(&Rc::from(text))),
    }
}

fn number(head: &Head, context: &Context<'_>, text: &str) -> Result<Cell, TableError> {
    let cell = Cell::number(text)?;
    let days = cell.as_float().unwrap_or_default();
    match head.style.and_then(|style| context.styles.get(style)).copied().unwrap_or_default() {
        // pandas turns every number into a whole one first, which Python refuses of an infinite one.
        NumberKind::Number if !days.is_finite() => Err(not_a_number(text)),
        NumberKind::Number => Ok(cell),
        NumberKind::Date => Ok(dates::moment(days, context.epoch)),
        NumberKind::Duration => Ok(dates::duration(days)),
    }
}
