//! Whether rows of a prediction file are about the dataset's questions, or only have their indices.

use super::MergeError;
use crate::check::{is_blank, is_same};
use crate::dataset::{ColumnId, Dataset};
use crate::option_column::is_option;
use crate::table::{Column, Frame};

/// The columns of a file that tell which question a row is about, beside the dataset's.
pub(super) struct Texts<'a> {
    columns: Vec<(&'a Column, ColumnId)>,
    dataset: &'a Dataset,
}

impl<'a> Texts<'a> {
    /// The columns of question and options that both have.
    pub(super) fn of(frame: &'a Frame, dataset: &'a Dataset) -> Self {
        let names = dataset.columns().iter().map(String::as_str).filter(|name| *name == "question" || is_option(name));
        let columns = names.filter_map(|name| Some((frame.column(name)?, dataset.column(name)?))).collect();
        Self { columns, dataset }
    }

    /// Whether a row of the file has the texts of a row of the dataset. Its blank cells say nothing.
    pub(super) fn agree(&self, row: usize, dataset_row: usize) -> bool {
        self.columns.iter().all(|(column, id)| {
            let cell = column.values.get(row).filter(|cell| !is_blank(cell));
            cell.is_none_or(|cell| is_same(cell, &self.dataset.value(dataset_row, *id)))
        })
    }
}

/// Rows of a file that have an index of the plan.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Matches {
    /// All of them.
    pub(super) all: u64,
    /// Those with other texts.
    pub(super) others: u64,
}

impl Matches {
    /// Counts a row.
    pub(super) fn count(&mut self, agrees: bool) {
        self.all += 1;
        self.others += u64::from(!agrees);
    }

    /// Refuses a file that is of another dataset for its greater part.
    pub(super) fn check(self, part: &str) -> Result<(), MergeError> {
        if self.others <= self.all / 2 {
            return Ok(());
        }
        Err(MergeError::OtherQuestions { part: part.to_owned(), others: self.others, of: self.all })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::Question;
    use super::*;
    use crate::dataset::DatasetBuilder;
    use crate::table::Value;

    /// A dataset of so many questions, and the plan of them all.
    pub(in crate::run) fn plan_of(count: usize) -> (Dataset, Vec<Question>) {
        let rows = (0..count).map(|row| format!("{row}\tWhich {row}?\theart {row}\tliver\n"));
        let text: String = std::iter::once("index\tquestion\tA\tB\n".to_owned()).chain(rows).collect();
        let mut builder = DatasetBuilder::new();
        builder.begin_part("D_VAL.tsv");
        builder.feed(text.as_bytes()).unwrap();
        builder.end_part().unwrap();
        let questions = (0..count).map(|row| Question { row, index: row.to_string() }).collect();
        (builder.finish(), questions)
    }

    /// Adds a column to a table.
    pub(in crate::run) fn with_column(frame: &mut Frame, name: &str, texts: &[&str]) {
        let values = texts.iter().map(|text| Value::text(text)).collect();
        frame.update(|columns| columns.push(Column::named(name, values)));
    }

    #[test]
    fn questions_and_options_are_compared() {
        let (dataset, _) = plan_of(3);
        let mut frame = Frame::default();
        with_column(&mut frame, "question", &["Which 0?", "Which 1?", ""]);
        with_column(&mut frame, "A", &["heart 0", "kidney", "heart 2"]);
        with_column(&mut frame, "Z", &["unknown to the dataset", "", ""]);
        let texts = Texts::of(&frame, &dataset);
        let agree: Vec<bool> = (0..3).map(|row| texts.agree(row, row)).collect();
        assert_eq!(agree, [true, false, true]);
        assert!(!texts.agree(0, 1));
    }
}
