//! Spreadsheets, read as `pandas.read_excel` reads them with openpyxl: first sheet, first row is the header.
//!
//! The workbook is parsed here and not by a spreadsheet library, because those decode `_x000D_`-style escapes and
//! trim blanks, which openpyxl does not do: predictions would differ from what VLMEvalKit scores.

mod cell;
mod columns;
mod dates;
mod package;
mod sheet;
mod strings;
mod styles;
mod xml;

use package::Package;
use sheet::Grid;

use super::{Column, Frame, TableError};

/// Greatest number of cells of the rectangle that holds all content; each takes memory, blank or not.
const CELL_LIMIT: u64 = 4_000_000;
/// Greatest sum of the unpacked sizes that the container declares.
const UNPACKED_LIMIT: u64 = 512 << 20;

/// Reads the first sheet of an xlsx container.
///
/// Blank trailing rows and columns are dropped; a sheet without content gives a frame without columns.
///
/// # Errors
/// [`TableError::DamagedSpreadsheet`], [`TableError::NoSheet`], or [`TableError::TooLarge`].
pub fn read(bytes: &[u8]) -> Result<Frame, TableError> {
    let mut package = Package::open(bytes, UNPACKED_LIMIT)?;
    let workbook = package.workbook()?;
    let strings = match &workbook.strings {
        Some(path) => strings::read_table(package.part(path)?)?,
        None => Vec::new(),
    };
    let styles = match package.optional_part(package::STYLES)? {
        Some(part) => styles::read(part)?,
        None => styles::Styles::default(),
    };
    let context = sheet::Context { strings: &strings, styles: &styles, epoch: workbook.epoch };
    let grid = sheet::read(package.part(&workbook.first_sheet)?, &context, CELL_LIMIT)?;
    Ok(frame(grid))
}

/// Turns the sheet's first row into names and types what is below it.
fn frame(grid: Grid) -> Frame {
    let (header, bodies) = grid.into_columns();
    let columns = columns::names(&header)
        .into_iter()
        .zip(bodies)
        .map(|(name, cells)| Column { name, values: columns::typed(&cells) })
        .collect();
    Frame { columns }
}

/// An error about the container or a part of it.
fn damaged(detail: impl Into<String>) -> TableError {
    TableError::DamagedSpreadsheet { detail: detail.into() }
}
