//! Spreadsheets, read as `pandas.read_excel` reads them with openpyxl: first sheet, first row is the header.
//!
//! The workbook is parsed here and not by a spreadsheet library, because those decode `_x000D_`-style escapes and
//! trim blanks, which openpyxl does not do: predictions would differ from what VLMEvalKit scores.

mod cell;
mod columns;
mod conform;
mod dates;
mod decoded;
mod package;
mod sheet;
mod strings;
mod styles;
mod values;
mod xml;

use std::rc::Rc;

use dates::Epoch;
use package::{Package, Workbook};
use sheet::Grid;
use styles::Styles;

use super::{Column, Frame, RawCell, TableError, Value};
use crate::pause::{NoPause, Pause, at_once};

/// Greatest number of cells of the rectangle that holds all content; each takes memory, blank or not.
const CELL_LIMIT: u64 = 4_000_000;
/// Greatest sum of the unpacked sizes that the container declares.
const UNPACKED_LIMIT: u64 = 512 << 20;

/// Reads the first sheet of an xlsx container.
///
/// Blank trailing rows and columns are dropped; a sheet without content gives a frame without columns.
///
/// # Errors
/// [`TableError::DamagedSpreadsheet`], [`TableError::RefusedSpreadsheet`], [`TableError::ForeignNamespace`],
/// [`TableError::UnsupportedCompression`], [`TableError::NoSheet`], [`TableError::FarCell`] or [`TableError::TooLarge`].
pub fn read(bytes: &[u8]) -> Result<Frame, TableError> {
    at_once(async {
        let mut book = Book::open(bytes, &NoPause).await?;
        Ok(book.sheet(0, &NoPause).await?.frame(0))
    })
}

/// What a zip container holds in place of an xlsx workbook: `ods`, `xlsb`, `docx`, `zip`; `None` for a workbook, also for
/// a damaged one.
///
/// # Errors
/// [`TableError::DamagedSpreadsheet`] where it is no readable container, [`TableError::TooLarge`].
pub fn other_content(bytes: &[u8]) -> Result<Option<&'static str>, TableError> {
    Ok(Package::open(bytes, UNPACKED_LIMIT)?.other_content())
}

/// An opened workbook, whose sheets are read one by one.
pub struct Book<'a> {
    package: Package<'a>,
    sheets: Vec<(String, String)>,
    strings: Vec<Rc<str>>,
    styles: Styles,
    epoch: Epoch,
}

impl<'a> Book<'a> {
    /// Reads what the sheets share, and checks everything that openpyxl loads with it.
    ///
    /// # Errors
    /// As [`read`].
    pub async fn open(bytes: &'a [u8], pause: &dyn Pause) -> Result<Self, TableError> {
        let mut package = Package::open(bytes, UNPACKED_LIMIT)?;
        let Workbook { sheets, strings, epoch } = package.workbook()?;
        let strings = match &strings {
            Some(path) => strings::read_table(package.part(path)?, pause).await.map_err(|error| error.in_part(path))?,
            None => Vec::new(),
        };
        package.check_other_parts(&sheets)?;
        let styles = match package.optional_part(package::STYLES)? {
            Some(part) => styles::read(part).map_err(|error| error.in_part(package::STYLES))?,
            None => Styles::default(),
        };
        // The first sheet is read in full, which names cells.
        for (_, path) in sheets.iter().skip(1) {
            let part = package.part(path)?;
            sheet::check_dimension(part, pause).await.map_err(|error| error.in_part(path))?;
        }
        Ok(Self { package, sheets, strings, styles, epoch })
    }

    /// Names of the worksheets in order, one at least.
    pub fn sheet_names(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().map(|(name, _)| name.as_str())
    }

    /// Reads a worksheet, counted from 0.
    ///
    /// # Errors
    /// As [`read`].
    pub async fn sheet(&mut self, number: usize, pause: &dyn Pause) -> Result<Sheet, TableError> {
        let (_, path) = self.sheets.get(number).ok_or(TableError::NoSheet)?;
        let context = sheet::Context { strings: &self.strings, styles: &self.styles, epoch: self.epoch };
        let part = self.package.part(path)?;
        let grid = sheet::read(part, &context, CELL_LIMIT, pause).await.map_err(|error| error.in_part(path))?;
        Ok(Sheet { grid })
    }
}

/// The cells of a worksheet, before and after pandas types them; rows are counted from 0.
#[derive(Debug)]
pub struct Sheet {
    grid: Grid,
}

impl Sheet {
    /// Number of rows down to the last one that holds something.
    pub fn row_count(&self) -> usize {
        self.grid.row_count()
    }

    /// What stands in a row, as text; blank cells are empty.
    pub fn texts(&self, row: usize) -> Vec<String> {
        self.grid.row(row).iter().map(|cell| cell.to_value().to_python_text()).collect()
    }

    /// The table whose header is that row; pandas takes row 0.
    pub fn frame(&self, header: usize) -> Frame {
        let columns = columns::names(&self.grid.row(header))
            .into_iter()
            .zip(self.grid.bodies(header))
            .map(|(name, cells)| Column { name, values: columns::typed(&cells) })
            .collect();
        Frame { columns }
    }

    /// The values of each column below that header as the sheet has them.
    pub fn values(&self, header: usize) -> Vec<Vec<Value>> {
        let bodies = self.grid.bodies(header).into_iter();
        bodies.map(|body| body.iter().map(|cell| cell.to_raw(false).value).collect()).collect()
    }

    /// The cells of a column below that header as the sheet has them.
    pub fn raw(&self, header: usize, column: usize) -> Vec<RawCell> {
        self.grid.body(header, column).iter().map(|(cell, is_formula)| cell.to_raw(*is_formula)).collect()
    }
}

/// An error about the container or a part of it.
fn damaged(detail: impl Into<String>) -> TableError {
    TableError::damaged(detail)
}

/// An error where there is more of something than the limit.
fn check(what: &str, found: u64, limit: u64) -> Result<(), TableError> {
    if found <= limit {
        return Ok(());
    }
    Err(TableError::TooLarge { what: what.to_owned(), found, limit })
}
