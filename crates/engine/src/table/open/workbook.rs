//! Workbooks: which sheet holds the predictions, and where its header stands.

use std::rc::Rc;

use super::table::{Cells, FormatIssues, Table};
use super::table::{has_predictions, is_header};
use crate::limits::{HEADER_ROWS_SEARCHED, SHEETS_SEARCHED};
use crate::pause::{Pause, Work};
use crate::table::xlsx::{Book, Package, Sheet};
use crate::table::{TableError, TableFormat, Value};

pub(super) async fn read(
    package: Package<'_>,
    issues: &mut FormatIssues,
    pause: &dyn Pause,
) -> Result<Table, TableError> {
    let mut book = Book::open(package).await?;
    let names: Vec<String> = book.sheet_names().map(str::to_owned).collect();
    let first = book.sheet(0).await?;
    if names.len() > 1 {
        issues.sheets.clone_from(&names);
    }
    let first_header = header_of(&first, pause).await;
    if !first_header.is_some_and(|header| has_predictions(&texts(&first, header)))
        && let Some(other) = other_sheet(&mut book, &names, first_header.is_some(), pause).await
    {
        // VLMEvalKit sees the first sheet all the same.
        let name = names[other.number].clone();
        issues.sheet = Some((other.number, name.clone()));
        issues.rows_above = other.header;
        let seen_names = first.names(0)?.iter().map(Value::to_python_text).collect();
        return table(other.sheet, other.header, Some(seen_names), Some(name), pause).await;
    }
    let header = first_header.unwrap_or(0);
    (issues.rows_above, issues.header_line) = (header, header + 1);
    table(first, header, None, names.into_iter().next(), pause).await
}

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
        let Ok(sheet) = book.sheet(number).await else { continue };
        let Some(header) = header_of(&sheet, pause).await else { continue };
        let is_whole = has_predictions(&texts(&sheet, header));
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

async fn table(
    read: Sheet,
    header: usize,
    seen_names: Option<Vec<String>>,
    sheet: Option<String>,
    pause: &dyn Pause,
) -> Result<Table, TableError> {
    let frame = read.frame(header, pause).await?;
    Ok(Table { frame, seen_names, format: TableFormat::Xlsx, sheet, cells: Cells::Sheet(read, header) })
}

async fn header_of(sheet: &Sheet, pause: &dyn Pause) -> Option<usize> {
    let mut work = Work::new(pause);
    for row in 0..sheet.row_count().min(HEADER_ROWS_SEARCHED) {
        let texts = texts(sheet, row);
        if is_header(&texts) {
            return Some(row);
        }
        work.done(texts.len()).await;
    }
    None
}

/// The texts of a row, as which any name that is known stands there.
fn texts(sheet: &Sheet, row: usize) -> Vec<Rc<str>> {
    let text = |value| if let Value::Text(text) = value { text } else { Rc::default() };
    sheet.row(row).into_iter().map(text).collect()
}
