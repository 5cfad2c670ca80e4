//! Delimited text: finding what separates its fields and where its header stands.

use super::FindingKind;
use super::header::find_header;
use super::notebook::Notebook;
use super::source::{Cells, Departures, Table};
use crate::pause::Pause;
use crate::table::delimited::{Text, first_records};
use crate::table::{TableError, TableFormat};

/// What separates fields in the files of spreadsheet programs, most usual first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Where a table begins.
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

/// Opens a text whose fields should be separated by `expected`.
pub(super) async fn open(
    bytes: &[u8],
    expected: Option<u8>,
    notebook: &mut Notebook,
    departures: &mut Departures,
    pause: &dyn Pause,
) -> Option<Table> {
    let found = expected.into_iter().chain(DELIMITERS).find_map(|delimiter| find(bytes, delimiter));
    // Without a header that is known the file is read as its extension says, to tell what it lacks.
    let start = found.or_else(|| expected.map(|delimiter| Start { delimiter, byte: 0, rows_above: 0, line: 1 }))?;
    let is_wrong = expected.is_some_and(|expected| expected != start.delimiter);
    if is_wrong {
        departures.delimiter = Some(char::from(start.delimiter));
        notebook.file(FindingKind::WrongDelimiter, [char::from(start.delimiter).to_string()]);
    }
    if start.rows_above > 0 {
        departures.rows_above = start.rows_above;
        notebook.file(FindingKind::HeaderNotFirstRow, [start.line.to_string()]);
    }
    let format = if start.delimiter == b'\t' { TableFormat::Tsv } else { TableFormat::Csv };
    departures.format = Some(format);
    let table = bytes.get(start.byte..).unwrap_or_default();
    let text = match Text::read(table, start.delimiter, pause).await {
        Ok(text) => text,
        Err(error) => {
            notebook.unreadable(start.in_file(error));
            return None;
        }
    };
    if let Some(fault) = text.fault(table, start.delimiter, pause).await {
        notebook.unreadable(start.in_file(fault.into()));
        return None;
    }
    Some(Table {
        frame: text.frame(pause).await,
        seen_names: None,
        format,
        sheet: None,
        cells: Cells::Text(Box::new(text)),
    })
}

/// Whether the text has the header of a prediction table.
pub(super) fn is_table(bytes: &[u8]) -> bool {
    DELIMITERS.iter().any(|delimiter| find(bytes, *delimiter).is_some())
}

fn find(bytes: &[u8], delimiter: u8) -> Option<Start> {
    let records = first_records(bytes, delimiter);
    let rows_above = find_header(records.iter().map(|(_, fields)| fields))?;
    let byte = if rows_above == 0 { 0 } else { records.get(rows_above)?.0 };
    Some(Start { delimiter, byte, rows_above, line: line_of(bytes, byte) })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_the_file() {
        let line = |text: &str| find(text.as_bytes(), b',').map(|start| (start.rows_above, start.line));
        assert_eq!(line("index,prediction\n0,A\n"), Some((0, 1)));
        assert_eq!(line("Results\nof May\nindex,prediction\n0,A\n"), Some((2, 3)));
        assert_eq!(line("Results\r\n\r\nof May\r\n\r\nindex,prediction\r\n0,A\r\n"), Some((2, 5)));
        assert_eq!(line("Results\r\rindex,prediction\r0,A\r"), Some((1, 3)));
    }
}
