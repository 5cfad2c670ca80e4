//! Spreadsheets, read as `pandas.read_excel` reads them with openpyxl: first sheet, first row is the header.
//!
//! The workbook is parsed here and not by a spreadsheet library, because those decode `_x000D_`-style escapes and
//! trim blanks, which openpyxl does not do: predictions would differ from what VLMEvalKit scores.

mod cell;
mod columns;
mod conform;
mod dates;
mod input;
mod package;
mod sheet;
mod styles;
mod values;
mod xml;

use std::rc::Rc;

use cell::Cell;
use dates::Epoch;
use package::Workbook;
use styles::NumberKind;

pub(super) use package::Package;
pub(super) use sheet::Sheet;

use super::error::{damaged, refused};
use super::{Column, Content, Frame, RawCell, TableError, Value};
use crate::limits::{Limit, Spot};
use crate::pause::{NoPause, Pause, Work, block_on};

/// Reads the first sheet of an xlsx container.
///
/// Blank trailing rows and columns are dropped; a sheet without content gives a frame without columns.
///
/// # Errors
/// [`TableError::DamagedSpreadsheet`], [`TableError::RefusedSpreadsheet`], [`TableError::ForeignNamespace`],
/// [`TableError::UnsupportedCompression`], [`TableError::NoSheet`], [`TableError::FarCell`] or [`TableError::TooLarge`].
pub fn read(bytes: &[u8]) -> Result<Frame, TableError> {
    block_on(read_first(bytes, &NoPause))
}

pub(super) async fn read_first(bytes: &[u8], pause: &dyn Pause) -> Result<Frame, TableError> {
    let sheet = Book::open(Package::open(bytes, pause).await?).await?.sheet(0).await?;
    sheet.frame(0, pause).await
}

/// An opened workbook, whose sheets are read one by one.
pub(super) struct Book<'a> {
    package: Package<'a>,
    sheets: Vec<(String, String)>,
    strings: Vec<Rc<str>>,
    styles: Vec<NumberKind>,
    epoch: Epoch,
}

impl<'a> Book<'a> {
    /// Reads what the sheets share, and checks everything that openpyxl loads with it.
    pub(super) async fn open(mut package: Package<'a>) -> Result<Self, TableError> {
        let Workbook { sheets, strings, epoch } = package.workbook().await?;
        let strings = match &strings {
            Some(path) => styles::read_table(package.part(path)?).await.map_err(|error| error.in_part(path))?,
            None => Vec::new(),
        };
        package.check_other_parts(&sheets).await?;
        let styles = match package.optional_part(package::STYLES)? {
            Some(part) => styles::read(part).await.map_err(|error| error.in_part(package::STYLES))?,
            None => Vec::new(),
        };
        // The first sheet is read in full, which names cells.
        for (_, path) in sheets.iter().skip(1) {
            let part = package.part(path)?;
            sheet::check_dimension(part).await.map_err(|error| error.in_part(path))?;
        }
        Ok(Self { package, sheets, strings, styles, epoch })
    }

    pub(super) fn sheet_names(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().map(|(name, _)| name.as_str())
    }

    pub(super) async fn sheet(&mut self, number: usize) -> Result<Sheet, TableError> {
        let (_, path) = self.sheets.get(number).ok_or(TableError::NoSheet)?;
        let context = sheet::Context { strings: &self.strings, styles: &self.styles, epoch: self.epoch };
        let part = self.package.part(path)?;
        sheet::read(part, &context).await.map_err(|error| error.in_part(path))
    }
}

/// The cells before and after pandas types them.
impl Sheet {
    /// What stands in a row; blank cells are empty texts.
    pub(super) fn row(&self, row: usize) -> Vec<Value> {
        self.cells(row).iter().map(Cell::to_value).collect()
    }

    /// The table whose header is that row; pandas takes row 0.
    pub(super) async fn frame(&self, header: usize, pause: &dyn Pause) -> Result<Frame, TableError> {
        let mut columns = Vec::new();
        let mut work = Work::new(pause);
        for (name, cells) in self.names(header)?.into_iter().zip(self.bodies(header)) {
            columns.push(Column { name, values: columns::typed(&cells) });
            work.done(cells.len()).await;
        }
        Ok(Frame::new(columns))
    }

    pub(super) fn names(&self, header: usize) -> Result<Vec<Value>, TableError> {
        let cells = self.cells(header);
        let length: usize = cells.iter().map(Cell::text_bytes).sum();
        Limit::HeaderBytes.check(length as u64, Spot::Record(0))?;
        Ok(columns::names(&cells))
    }

    pub(super) fn values(&self, header: usize) -> Vec<Vec<Value>> {
        let bodies = self.bodies(header).into_iter();
        bodies.map(|body| body.iter().map(|cell| cell.to_raw(false).value).collect()).collect()
    }

    pub(super) fn raw(&self, header: usize, column: usize) -> Vec<RawCell> {
        self.body(header, column).iter().map(|(cell, is_formula)| cell.to_raw(*is_formula)).collect()
    }
}
