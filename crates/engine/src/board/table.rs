//! Which rows a view lists, in which order, and at which place each stands.

use std::cmp::Ordering;

use super::column::{Column, View};
use super::entry::{Entry, Origin};
use super::published::Family;

/// What a table is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sorting {
    /// The column.
    pub column: Column,
    /// Whether the greatest comes first.
    pub descending: bool,
}

impl Sorting {
    /// How a column is sorted at first.
    pub fn first(column: Column) -> Self {
        Self { column, descending: column.starts_descending() }
    }

    /// The sorting after the head of a column was pressed.
    #[must_use]
    pub fn pressed(self, column: Column) -> Self {
        if self.column == column { Self { descending: !self.descending, ..self } } else { Self::first(column) }
    }
}

/// What is wanted of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableQuery {
    /// The view.
    pub view: View,
    /// The order.
    pub sorting: Sorting,
    /// Only rows whose name, series, encoder or language model contains this, in any case.
    pub search: String,
    /// Only models of this family; own rows and the random one belong to all.
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

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its position among the entries.
    pub entry: usize,
    /// Its place among the models of the published board; an own row has the place that its figure would have.
    pub place: Option<Place>,
}

/// The rows of a view in order. Rows without a value in the sorted column come last, own ones first.
pub fn rows(entries: &[Entry], query: &TableQuery) -> Vec<Row> {
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
pub fn places(entries: &[Entry], column: Column) -> Vec<Option<Place>> {
    let figure = |entry: &Entry| Some(entry.figure(column)?.percent);
    let published: Vec<_> = entries.iter().filter(|entry| entry.is_published()).filter_map(figure).collect();
    let place = |entry: &Entry| {
        let has_place = entry.is_published() || (entry.is_own() && !published.is_empty());
        let own_figure = figure(entry).filter(|_| has_place)?;
        let greater = published.iter().filter(|other| **other > own_figure).count();
        let equal = published.iter().filter(|other| **other == own_figure).count();
        let itself = usize::from(entry.is_published());
        Some(Place { number: u32::try_from(greater).ok()?.checked_add(1)?, tied: equal > itself })
    };
    entries.iter().map(place).collect()
}

fn belongs(entry: &Entry, view: View) -> bool {
    match entry.origin {
        Origin::Newer { .. } => view == View::Newer,
        Origin::Own { .. } => true,
        Origin::Random | Origin::Published { .. } => view != View::Newer,
    }
}

fn passes(entry: &Entry, needle: &str, family: Option<Family>) -> bool {
    let of_family = match (family, entry.family) {
        (None, _) | (_, None | Some(Family::Random)) => true,
        (Some(wanted), Some(family)) => wanted == family,
    };
    let texts = [Some(&entry.name), entry.series.as_ref(), entry.vision_encoder.as_ref(), entry.llm.as_ref()];
    of_family && texts.into_iter().flatten().any(|text| text.to_lowercase().contains(needle))
}

fn compare(a: &Entry, b: &Entry, sorting: Sorting) -> Ordering {
    let (key_a, key_b) = (key(a, sorting.column), key(b, sorting.column));
    match (&key_a, &key_b) {
        (Some(a), Some(b)) if sorting.descending => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (None, None) => b.is_own().cmp(&a.is_own()),
        (None, Some(_)) => {
            if a.is_own() {
                Ordering::Less
            } else {
                Ordering::Greater
            }
        }
        (Some(_), None) => {
            if b.is_own() {
                Ordering::Greater
            } else {
                Ordering::Less
            }
        }
    }
}

/// What values are compared by: numbers by size, texts by their letters in any case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(u64),
    Text(String),
}

fn key(entry: &Entry, column: Column) -> Option<Key> {
    match column {
        column if column.is_figure() => Some(Key::Number(entry.figure(column)?.percent.hundredths().into())),
        Column::Params => parameters(entry.params.as_deref()?).map(Key::Number),
        Column::Family => Some(Key::Number(entry.family? as u64)),
        Column::Split => match entry.origin {
            Origin::Newer { split, .. } => Some(Key::Number(split as u64)),
            _ => None,
        },
        Column::Source => match &entry.origin {
            Origin::Newer { source, .. } => Some(Key::Text(source.clone())),
            _ => None,
        },
        column => Some(Key::Text(entry.text(column)?.to_lowercase())),
    }
}

/// Millions of parameters in a text such as `8.3B` or `14B (7B active)`.
fn parameters(text: &str) -> Option<u64> {
    let (billions, _) = text.split_once('B')?;
    let (whole, part) = billions.split_once('.').unwrap_or((billions, ""));
    let thousandths: String = part.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u64>().ok()?.checked_mul(1000)?.checked_add(thousandths.parse().ok()?)
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

    #[test]
    fn pressing_a_head_turns_its_order_round() {
        let sorting = Sorting::first(Column::Test);
        assert!(sorting.descending);
        assert!(!sorting.pressed(Column::Test).descending);
        assert!(!sorting.pressed(Column::Model).descending);
    }
}
