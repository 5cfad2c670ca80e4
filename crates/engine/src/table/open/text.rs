//! Delimited text: what separates its fields and where its header stands.

use super::table::is_header;
use super::table::{Cells, FormatIssues, Table};
use crate::pause::Pause;
use crate::table::delimited::{Text, first_records};
use crate::table::{TableError, TableFormat};

/// What separates fields in the files of spreadsheet programs, most usual first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

struct Start {
    delimiter: u8,
    byte: usize,
    rows_above: usize,
    /// The line of the file that the header begins in, counted from 1.
    line: usize,
}

impl Start {
    /// An error with its position in the file, where it has one in the table.
    fn in_file(&self, error: TableError) -> TableError {
        match error {
            TableError::Delimited(fault) => fault.moved(self.byte as u64, self.rows_above as u64).into(),
            error => error,
        }
    }
}

pub(super) async fn read(
    bytes: &[u8],
    expected: Option<u8>,
    issues: &mut FormatIssues,
    pause: &dyn Pause,
) -> Option<Table> {
    let found = find(bytes, expected.into_iter().chain(DELIMITERS), pause).await;
    // Without a known header the file is read as its extension says, to find out which columns are missing.
    let start = found.or_else(|| expected.map(|delimiter| Start { delimiter, byte: 0, rows_above: 0, line: 1 }))?;
    if expected.is_some_and(|expected| expected != start.delimiter) {
        issues.delimiter = Some(char::from(start.delimiter));
    }
    (issues.rows_above, issues.header_line) = (start.rows_above, start.line);
    let table = bytes.get(start.byte..).unwrap_or_default();
    let read = Text::read(table, start.delimiter, pause).await;
    let read = read.and_then(|text| match text.fault() {
        Some(fault) => Err(fault.into()),
        None => Ok(text),
    });
    let text = match read {
        Ok(text) => text,
        Err(error) => {
            issues.unreadable(start.in_file(error));
            return None;
        }
    };
    let format = TableFormat::of_delimiter(start.delimiter);
    let frame = text.frame(pause).await;
    Some(Table { frame, seen_names: None, format, sheet: None, cells: Cells::Text(Box::new(text)) })
}

pub(super) async fn is_table(bytes: &[u8], pause: &dyn Pause) -> bool {
    find(bytes, DELIMITERS.into_iter(), pause).await.is_some()
}

/// Where a table with a known header begins, by the first delimiter that makes one.
async fn find(bytes: &[u8], delimiters: impl Iterator<Item = u8>, pause: &dyn Pause) -> Option<Start> {
    for delimiter in delimiters {
        let records = first_records(bytes, delimiter).unwrap_or_default();
        if let Some(rows_above) = records.iter().position(|(_, fields)| is_header(fields)) {
            let byte = if rows_above == 0 { 0 } else { records[rows_above].0 };
            return Some(Start { delimiter, byte, rows_above, line: line_of(bytes, byte) });
        }
        pause.pause().await;
    }
    None
}

/// The line of the file, counted from 1, in which the record at or after that byte begins. Blank lines are no records,
/// but editors count them.
fn line_of(bytes: &[u8], byte: usize) -> usize {
    let (before, rest) = bytes.split_at_checked(byte).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let before = &bytes[..before.len() + blank];
    let count = |end| memchr::memchr_iter(end, before).count();
    // Old Macs end lines with a carriage return alone.
    let ends = if memchr::memchr(b'\n', bytes).is_some() { count(b'\n') } else { count(b'\r') };
    ends + 1
}
