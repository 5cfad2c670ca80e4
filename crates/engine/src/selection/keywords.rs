//! Which rows keywords find.

use std::rc::Rc;

use crate::dataset::{ColumnId, Dataset, DatasetError};
use crate::keywords::{Matcher, Query, SearchField, Term, TextStore};
use crate::limits::FOLDED_BYTES;

/// Searches the rows of a dataset; the last search is kept.
#[derive(Debug, Default)]
pub(super) struct KeywordFilter {
    texts: TextStore,
    rows: usize,
    last: Option<Search>,
}

#[derive(Debug)]
struct Search {
    query: Query,
    found: Rc<[bool]>,
}

impl KeywordFilter {
    /// Whether each row holds what the keywords ask for.
    pub(super) fn search(&mut self, dataset: &Dataset, query: Query) -> Result<Rc<[bool]>, DatasetError> {
        if let Some(last) = self.last.as_ref().filter(|last| last.query == query && self.rows == dataset.row_count()) {
            return Ok(last.found.clone());
        }
        let columns = SearchedColumns::of(dataset);
        self.take_texts(dataset, &columns, FOLDED_BYTES)?;
        let mut found = vec![true; self.rows];
        for term in &query.terms {
            let texts = self.texts.search(&Matcher::new(term));
            let columns = columns.searched_by(term);
            for (row, found) in found.iter_mut().enumerate().filter(|(_, found)| **found) {
                let holds = |&column: &ColumnId| texts[dataset.text_number(row, column) as usize];
                *found = columns.iter().any(holds) != term.without;
            }
        }
        let found: Rc<[bool]> = found.into();
        self.last = Some(Search { query, found: found.clone() });
        Ok(found)
    }

    fn take_texts(&mut self, dataset: &Dataset, columns: &SearchedColumns, limit: u64) -> Result<(), DatasetError> {
        self.texts.add(0, "");
        // Texts that were too many once remain so: asking again takes none of the rows that are left.
        while self.rows < dataset.row_count() || self.texts.bytes() > limit {
            if self.texts.bytes() > limit {
                return Err(DatasetError::TooMuchText { limit });
            }
            for &column in columns.fields.iter().flatten() {
                let text = dataset.text(self.rows, column).unwrap_or_default();
                self.texts.add(dataset.text_number(self.rows, column), text);
            }
            self.rows += 1;
        }
        Ok(())
    }
}

/// The columns of each field, in the order of [`SearchField::ALL`].
struct SearchedColumns {
    fields: [Vec<ColumnId>; 3],
}

impl SearchedColumns {
    fn of(dataset: &Dataset) -> Self {
        let named = |name: &str| dataset.column(name).into_iter().collect();
        let options = dataset.option_columns().map(|(_, column)| column).collect();
        Self { fields: [named("question"), options, named("category")] }
    }

    fn searched_by(&self, term: &Term) -> Vec<ColumnId> {
        let is_searched = |field: SearchField| term.field.is_none_or(|wanted| wanted == field);
        let fields = SearchField::ALL.into_iter().zip(&self.fields);
        fields.filter(|(field, _)| is_searched(*field)).flat_map(|(_, columns)| columns).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::DatasetBuilder;

    #[test]
    fn texts_beyond_the_limit_are_refused_every_time() {
        let mut builder = DatasetBuilder::new();
        builder.begin_part("part.tsv");
        builder.feed(b"index\timage\tquestion\tA\tB\n0\t\tlong question one\ta\tb\n1\t\ttwo\tc\td\n").unwrap();
        builder.end_part().unwrap();
        let dataset = builder.finish();
        let columns = SearchedColumns::of(&dataset);
        let mut filter = KeywordFilter::default();
        for _ in 0..3 {
            let refused = filter.take_texts(&dataset, &columns, 8);
            assert_eq!(refused, Err(DatasetError::TooMuchText { limit: 8 }));
            assert_eq!(filter.rows, 1);
        }
        assert_eq!(filter.take_texts(&dataset, &columns, 1000), Ok(()));
        assert_eq!(filter.rows, 2);
    }
}
