//! Which rows keywords find.

use std::rc::Rc;

use crate::engine::dataset::{ColumnId, Dataset, DatasetError};
use crate::engine::keywords::{Field, Matcher, Query, Term, TextStore};

/// Greatest size of the folded texts.
const TEXT_LIMIT: u64 = 512 << 20;

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
    ///
    /// # Errors
    /// [`DatasetError::TooMuchText`] where the texts exceed 512 MiB.
    pub(super) fn search(&mut self, dataset: &Dataset, query: Query) -> Result<Rc<[bool]>, DatasetError> {
        if let Some(last) = self.last.as_ref().filter(|last| last.query == query && self.rows == dataset.row_count()) {
            return Ok(last.found.clone());
        }
        let columns = Columns::of(dataset);
        self.take_texts(dataset, &columns)?;
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

    fn take_texts(&mut self, dataset: &Dataset, columns: &Columns) -> Result<(), DatasetError> {
        self.texts.add(0, "");
        while self.rows < dataset.row_count() {
            for &column in columns.fields.iter().flatten() {
                let text = dataset.text(self.rows, column).unwrap_or_default();
                self.texts.add(dataset.text_number(self.rows, column), text);
            }
            self.rows += 1;
            if self.texts.bytes() > TEXT_LIMIT {
                return Err(DatasetError::TooMuchText { limit: TEXT_LIMIT });
            }
        }
        Ok(())
    }
}

/// The columns of each field, in the order of [`Field::ALL`].
struct Columns {
    fields: [Vec<ColumnId>; 3],
}

impl Columns {
    fn of(dataset: &Dataset) -> Self {
        let letters = ('A'..='Z').filter_map(|letter| dataset.column(letter.encode_utf8(&mut [0; 4])));
        let named = |name: &str| dataset.column(name).into_iter().collect();
        Self { fields: [named("question"), letters.collect(), named("category")] }
    }

    fn searched_by(&self, term: &Term) -> Vec<ColumnId> {
        let is_searched = |field: Field| term.field.is_none_or(|wanted| wanted == field);
        let fields = Field::ALL.into_iter().zip(&self.fields);
        fields.filter(|(field, _)| is_searched(*field)).flat_map(|(_, columns)| columns).copied().collect()
    }
}
