//! Workbooks: which sheet holds the predictions, and where its header stands.

use super::FindingKind;
use super::header::{find_header, has_predictions};
use super::notebook::Notebook;
use super::source::{Cells, Departures, Table};
use crate::pause::Pause;
use crate::table::xlsx::{Book, Sheet};
use crate::table::{TableError, TableFormat};

/// So many sheets are searched for predictions.
const SHEETS_SEARCHED: usize = 16;

/// So many rows of a sheet are searched for a header.
const ROWS_SEARCHED: usize = 1_000;

/// Opens a workbook.
pub(super) async fn open(
    bytes: &[u8],
    notebook: &mut Notebook,
    departures: &mut Departures,
    pause: &dyn Pause,
) -> Result<Table, TableError> {
    let mut book = Book::open(bytes, pause).await?;
    let names: Vec<String> = book.sheet_names().map(str::to_owned).collect();
    let first = book.sheet(0, pause).await?;
    if names.len() > 1 {
        notebook.file(FindingKind::MultipleSheets, names.clone());
    }
    let seen_names = names_of(&first);
    let first_header = header_of(&first);
    if !first_header.is_some_and(|header| has_predictions(&first.texts(header)))
        && let Some(other) = other_sheet(&mut book, &names, first_header.is_some(), pause).await
    {
        // VLMEvalKit sees the first sheet all the same.
        let name = names[other.number].clone();
        departures.sheet = Some((other.number, name.clone()));
        departures.rows_above = other.header;
        return Ok(table(other.sheet, other.header, Some(seen_names), Some(name)));
    }
    let header = first_header.unwrap_or(0);
    if header > 0 {
        departures.rows_above = header;
        notebook.file(FindingKind::HeaderNotFirstRow, [(header + 1).to_string()]);
    }
    Ok(table(first, header, None, names.into_iter().next()))
}

/// A sheet with a header.
struct Found {
    number: usize,
    sheet: Sheet,
    header: usize,
}

/// The first sheet after the first one that has both index and prediction, or else, unless `needs_predictions`, the
/// first one that has any header.
async fn other_sheet(
    book: &mut Book<'_>,
    names: &[String],
    needs_predictions: bool,
    pause: &dyn Pause,
) -> Option<Found> {
    let mut fallback = None;
    for number in 1..names.len().min(SHEETS_SEARCHED) {
        let Ok(sheet) = book.sheet(number, pause).await else { continue };
        let Some(header) = header_of(&sheet) else { continue };
        let is_whole = has_predictions(&sheet.texts(header));
        let found = Found { number, sheet, header };
        if is_whole {
            return Some(found);
        }
        if !needs_predictions {
            fallback.get_or_insert(found);
        }
    }
    fallback
}

fn table(read: Sheet, header: usize, seen_names: Option<Vec<String>>, sheet: Option<String>) -> Table {
    let frame = read.frame(header);
    Table { frame, seen_names, format: TableFormat::Xlsx, sheet, cells: Cells::Sheet(read, header) }
}

fn header_of(sheet: &Sheet) -> Option<usize> {
    find_header((0..sheet.row_count().min(ROWS_SEARCHED)).map(|row| sheet.texts(row)))
}

fn names_of(sheet: &Sheet) -> Vec<String> {
    sheet.frame(0).columns.iter().map(|column| column.name.to_python_text()).collect()
}
