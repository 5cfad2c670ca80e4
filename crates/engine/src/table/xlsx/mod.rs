//! Spreadsheets, read as `pandas.read_excel` reads them with openpyxl: first sheet, first row is the header.
//!
//! The workbook is parsed here and not by a spreadsheet library, because those decode `_x000D_`-style escapes and
//! trim blanks, which openpyxl does not do: predictions would differ from what VLMEvalKit scores.

mod cell;
mod columns;
mod conform;
mod dates;
mod decoded;
mod meter;
mod package;
mod sheet;
mod strings;
mod styles;
mod values;
mod xml;

use std::rc::Rc;

use cell::Cell;
use dates::Epoch;
use package::{Package, Workbook};
use sheet::Grid;
use styles::Styles;

use super::{Column, Frame, RawCell, TableError, Value};
use crate::limits::{Limit, Spot};
use crate::pause::{NoPause, Pause, Work, at_once};

/// Reads the first sheet of an xlsx container.
///
/// Blank trailing rows and columns are dropped; a sheet without content gives a frame without columns.
///
/// # Errors
/// [`TableError::DamagedSpreadsheet`], [`TableError::RefusedSpreadsheet`], [`TableError::ForeignNamespace`],
/// [`TableError::UnsupportedCompression`], [`TableError::NoSheet`], [`TableError::FarCell`] or [`TableError::TooLarge`].
pub fn read(bytes: &[u8]) -> Result<Frame, TableError> {
    at_once(read_paused(bytes, &NoPause))
}

/// As [`read`], a piece at a time.
///
/// # Errors
/// As [`read`].
pub async fn read_paused(bytes: &[u8], pause: &dyn Pause) -> Result<Frame, TableError> {
    let sheet = Book::open(bytes, pause).await?.sheet(0).await?;
    sheet.frame(0, pause).await
}

/// What a zip container holds in place of an xlsx workbook: `ods`, `xlsb`, `docx`, `zip`; `None` for a workbook, also for
/// a damaged one.
///
/// # Errors
/// [`TableError::DamagedSpreadsheet`] where it is no readable container, [`TableError::TooLarge`].
pub async fn other_content(bytes: &[u8], pause: &dyn Pause) -> Result<Option<&'static str>, TableError> {
    Ok(Package::open(bytes, pause).await?.other_content())
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
    pub async fn open(bytes: &'a [u8], pause: &'a dyn Pause) -> Result<Self, TableError> {
        let mut package = Package::open(bytes, pause).await?;
        let Workbook { sheets, strings, epoch } = package.workbook().await?;
        let strings = match &strings {
            Some(path) => strings::read_table(package.part(path)?).await.map_err(|error| error.in_part(path))?,
            None => Vec::new(),
        };
        package.check_other_parts(&sheets).await?;
        let styles = match package.optional_part(package::STYLES)? {
            Some(part) => styles::read(part).await.map_err(|error| error.in_part(package::STYLES))?,
            None => Styles::default(),
        };
        // The first sheet is read in full, which names cells.
        for (_, path) in sheets.iter().skip(1) {
            let part = package.part(path)?;
            sheet::check_dimension(part).await.map_err(|error| error.in_part(path))?;
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
    pub async fn sheet(&mut self, number: usize) -> Result<Sheet, TableError> {
        let (_, path) = self.sheets.get(number).ok_or(TableError::NoSheet)?;
        let context = sheet::Context { strings: &self.strings, styles: &self.styles, epoch: self.epoch };
        let part = self.package.part(path)?;
        let grid = sheet::read(part, &context).await.map_err(|error| error.in_part(path))?;
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

    /// What stands in a row; blank cells are empty texts.
    pub fn row(&self, row: usize) -> Vec<Value> {
        self.grid.row(row).iter().map(Cell::to_value).collect()
    }

    /// The table whose header is that row; pandas takes row 0.
    ///
    /// # Errors
    /// [`TableError::TooLarge`] where its names are too long.
    pub async fn frame(&self, header: usize, pause: &dyn Pause) -> Result<Frame, TableError> {
        let names = self.names(header)?;
        let mut frame = Frame::default();
        let mut work = Work::new(pause);
        for (name, cells) in names.into_iter().zip(self.grid.bodies(header)) {
            frame.columns.push(Column { name, values: columns::typed(&cells) });
            work.done(cells.len()).await;
        }
        Ok(frame)
    }

    /// The names of the columns where that row is the header.
    ///
    /// # Errors
    /// As [`Sheet::frame`].
    pub fn names(&self, header: usize) -> Result<Vec<Value>, TableError> {
        let cells = self.grid.row(header);
        let length: usize = cells.iter().map(Cell::text_bytes).sum();
        Limit::HeaderBytes.check(length as u64, Spot::Record(0))?;
        Ok(columns::names(&cells))
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
fn damaged(detail: impl AsRef<str>) -> TableError {
    TableError::damaged(detail)
}
