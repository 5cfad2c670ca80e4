//! The table on show as a file: RFC 4180, UTF-8.

use ::csv::{Terminator, WriterBuilder};

use super::column::Column;
use super::data::BoardData;
use super::entry::{BoardEntry, Origin};
use super::table::{Row, TableQuery};

/// Characters at which spreadsheet programs take a text for a formula (OWASP, "CSV injection").
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Rows as they are shown, with a header, in lines that end with CR LF. Figures have a point and as many decimals as their
/// source; heads say what a column was measured on. A text that a spreadsheet program would take for a formula gets an
/// apostrophe in front; of published names none needs it, of file names one may.
pub fn to_csv(data: &BoardData, entries: &[BoardEntry], rows: &[Row], query: &TableQuery) -> Vec<u8> {
    let columns = query.view.columns();
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let fixed = ["rank", "model", "origin"].map(str::to_owned);
    let mut written = writer.write_record(fixed.into_iter().chain(columns.iter().map(|column| head(*column))));
    for row in rows {
        let Some(entry) = entries.get(row.entry) else { continue };
        let rank =
            row.place.filter(|_| entry.is_published()).map_or_else(String::new, |place| place.number.to_string());
        let fixed = [rank, harmless(&entry.name), origin(data, entry)];
        let cells = columns.iter().map(|column| cell(data, entry, *column));
        written = written.and_then(|()| writer.write_record(fixed.into_iter().chain(cells)));
    }
    debug_assert!(written.is_ok(), "writing to memory cannot fail, and all rows are as long as the header");
    writer.into_inner().unwrap_or_default()
}

fn head(column: Column) -> String {
    let name = match column.group() {
        Some(group) => format!("{} ({})", group.abbreviation, group.name),
        None => column.name().to_owned(),
    };
    match column.measured() {
        Some(measured) => format!("{name} [{}]", measured.name()),
        None => name,
    }
}

fn origin(data: &BoardData, entry: &BoardEntry) -> String {
    match &entry.origin {
        Origin::Random | Origin::Published { .. } => "published board".to_owned(),
        Origin::Newer { source, .. } => data
            .newer
            .sources
            .get(source)
            .map_or_else(|| source.clone(), |source| source.url.clone().unwrap_or_else(|| source.title.clone())),
        Origin::Own { split, rules, n, .. } => format!("yours, {}, {n} questions, {rules}", split.name()),
    }
}

fn cell(data: &BoardData, entry: &BoardEntry, column: Column) -> String {
    if column.is_figure() {
        return entry.figure(column).map_or_else(String::new, |figure| data.printed(entry, figure.percent));
    }
    match (column, &entry.origin) {
        (Column::Family, _) => entry.family.map_or_else(String::new, |family| family.name().to_owned()),
        (Column::Split, Origin::Newer { split, .. }) => split.name().to_owned(),
        (Column::Split, Origin::Own { split, .. }) => split.name().to_owned(),
        (Column::Source, Origin::Newer { source, .. }) => {
            data.newer.sources.get(source).map_or_else(String::new, |source| source.title.clone())
        }
        (Column::Note, Origin::Newer { note: Some(note), .. }) => harmless(note.of("en")),
        _ => entry.text(column).map(harmless).unwrap_or_default(),
    }
}

fn harmless(text: &str) -> String {
    if text.starts_with(FORMULA_STARTS) { format!("'{text}") } else { text.to_owned() }
}
