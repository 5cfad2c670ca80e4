//! Which rows a view lists, in which order, and at which place each stands; and the table as a file.

use std::cmp::Ordering;

use ::csv::{Terminator, WriterBuilder};

use super::column::{Column, View};
use super::data::{BoardData, Family};
use super::entry::{BoardEntry, Origin};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sorting {
    pub column: Column,
    pub descending: bool,
}

impl Sorting {
    /// How a column is sorted at first.
    pub fn first(column: Column) -> Self {
        Self { column, descending: column.starts_descending() }
    }

    /// The sorting after a click on the head of a column.
    #[must_use]
    pub fn pressed(self, column: Column) -> Self {
        if self.column == column { Self { descending: !self.descending, ..self } } else { Self::first(column) }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableQuery {
    pub view: View,
    pub sorting: Sorting,
    /// Only rows whose name, series, encoder or language model contains this, in any case.
    pub search: String,
    /// Only models of this family; the user's rows and the random baseline belong to all.
    pub family: Option<Family>,
}

/// The place of a row by a column's figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// 1 for the greatest; rows of one figure share the smallest number.
    pub number: u32,
    /// Whether other models have the same figure.
    pub tied: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its position among the entries.
    pub entry: usize,
    /// Its place among the models of the published board; a row of the user's has the place that its figure would have,
    /// where it is of as many questions as a split.
    pub place: Option<Place>,
}

/// The rows of a view in order. Of rows without a value in the sorted column the user's come first, the others last.
pub fn rows(entries: &[BoardEntry], query: &TableQuery) -> Vec<Row> {
    let column = query.sorting.column;
    let needle = query.search.trim().to_lowercase();
    let mut listed: Vec<usize> = (0..entries.len())
        .filter(|at| belongs(&entries[*at], query.view) && passes(&entries[*at], &needle, query.family))
        .collect();
    listed.sort_by(|a, b| compare(&entries[*a], &entries[*b], query.sorting));
    let ranked_by = if column.is_figure() { column } else { query.view.first_sort() };
    let places = places(entries, ranked_by);
    listed.into_iter().map(|entry| Row { entry, place: places[entry] }).collect()
}

/// The place of each entry by a column's figure, see [`Row::place`].
pub fn places(entries: &[BoardEntry], column: Column) -> Vec<Option<Place>> {
    let place = |entry: &BoardEntry| {
        let column = entry.ranked_column(column);
        let figure = entry.figure(column).filter(|_| entry.has_place())?.percent;
        let others = || entries.iter().filter(|other| other.is_published() && other.id != entry.id);
        let figures = || others().filter_map(|other| Some(other.figure(column)?.percent));
        let greater = figures().filter(|other| *other > figure).count();
        let tied = figures().any(|other| other == figure);
        Some(Place { number: u32::try_from(greater).ok()?.checked_add(1)?, tied })
    };
    entries.iter().map(place).collect()
}

fn belongs(entry: &BoardEntry, view: View) -> bool {
    match entry.origin {
        Origin::Newer { .. } => view == View::Newer,
        Origin::Own { .. } => true,
        Origin::Random | Origin::Published { .. } => view != View::Newer,
    }
}

fn passes(entry: &BoardEntry, needle: &str, family: Option<Family>) -> bool {
    let of_family = match (family, entry.family) {
        (None, _) | (_, None | Some(Family::Random)) => true,
        (Some(wanted), Some(family)) => wanted == family,
    };
    let texts = [Some(&entry.name), entry.series.as_ref(), entry.vision_encoder.as_ref(), entry.llm.as_ref()];
    of_family && texts.into_iter().flatten().any(|text| text.to_lowercase().contains(needle))
}

fn compare(a: &BoardEntry, b: &BoardEntry, sorting: Sorting) -> Ordering {
    let (key_a, key_b) = (key(a, sorting.column), key(b, sorting.column));
    let group = |entry: &BoardEntry, key: &Option<SortKey>| match key {
        None if entry.is_own() => 0,
        Some(_) => 1,
        None => 2,
    };
    let order = if sorting.descending { key_b.cmp(&key_a) } else { key_a.cmp(&key_b) };
    group(a, &key_a).cmp(&group(b, &key_b)).then(order)
}

/// What values are compared by: numbers by size, texts by their letters in any case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(u64),
    Text(String),
}

fn key(entry: &BoardEntry, column: Column) -> Option<SortKey> {
    match column {
        column if column.is_figure() => {
            Some(SortKey::Number(entry.figure(entry.ranked_column(column))?.percent.hundredths().into()))
        }
        Column::Params => parameters(entry.params.as_deref()?).map(SortKey::Number),
        Column::Family => Some(SortKey::Number(entry.family? as u64)),
        Column::Split => match entry.origin {
            Origin::Newer { split, .. } => Some(SortKey::Number(split as u64)),
            _ => None,
        },
        Column::Source => match &entry.origin {
            Origin::Newer { source, .. } => Some(SortKey::Text(source.clone())),
            _ => None,
        },
        column => Some(SortKey::Text(entry.text(column)?.to_lowercase())),
    }
}

/// Millions of parameters in a text such as `8.3B` or `14B (7B active)`.
fn parameters(text: &str) -> Option<u64> {
    let (billions, _) = text.split_once('B')?;
    let (whole, part) = billions.split_once('.').unwrap_or((billions, ""));
    let thousandths: String = part.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u64>().ok()?.checked_mul(1000)?.checked_add(thousandths.parse().ok()?)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_in_millions() {
        assert_eq!(parameters("8.3B"), Some(8300));
        assert_eq!(parameters("40B"), Some(40_000));
        assert_eq!(parameters("14B (7B active)"), Some(14_000));
        assert_eq!(parameters("unknown"), None);
    }
}
