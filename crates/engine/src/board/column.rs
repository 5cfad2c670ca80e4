//! The columns of the board and the views that choose among them.

use super::field::{DEPARTMENTS, Field, GRANULARITIES, TASKS};

/// What the board shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// Accuracy over VAL, TEST and both, and what the model is made of.
    #[default]
    Overview,
    /// By clinical VQA task.
    Tasks,
    /// By department.
    Departments,
    /// By perceptual granularity, and the multiple-choice questions.
    Granularity,
    /// Results published later.
    Newer,
    /// Chosen rows side by side.
    Compare,
}

impl View {
    /// Every view, in the order of the switch.
    pub const ALL: [Self; 6] =
        [Self::Overview, Self::Tasks, Self::Departments, Self::Granularity, Self::Newer, Self::Compare];

    /// The name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Tasks => "tasks",
            Self::Departments => "departments",
            Self::Granularity => "granularity",
            Self::Newer => "newer",
            Self::Compare => "compare",
        }
    }

    /// The view of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }

    /// The columns behind rank and name; none for [`View::Compare`].
    pub fn columns(self) -> Vec<Column> {
        match self {
            Self::Overview => vec![
                Column::Test,
                Column::Val,
                Column::All,
                Column::Family,
                Column::Params,
                Column::VisionEncoder,
                Column::Llm,
            ],
            Self::Tasks => std::iter::once(Column::Test).chain(places(&TASKS).map(Column::Task)).collect(),
            Self::Departments => {
                std::iter::once(Column::Test).chain(places(&DEPARTMENTS).map(Column::Department)).collect()
            }
            Self::Granularity => std::iter::once(Column::All)
                .chain(places(&GRANULARITIES).map(Column::Granularity))
                .chain([Column::MultipleAccuracy, Column::MultipleRecall])
                .collect(),
            Self::Newer => {
                vec![Column::Score, Column::Split, Column::Family, Column::Params, Column::Source, Column::Note]
            }
            Self::Compare => Vec::new(),
        }
    }

    /// The column that the view is sorted by at first.
    pub fn first_sort(self) -> Column {
        match self {
            Self::Overview | Self::Tasks | Self::Departments | Self::Compare => Column::Test,
            Self::Granularity => Column::All,
            Self::Newer => Column::Score,
        }
    }
}

/// The places of fields; there are fewer than 256.
fn places(fields: &[Field]) -> impl Iterator<Item = u8> + use<> {
    (0..=u8::MAX).take(fields.len())
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Name of the model.
    Model,
    /// Accuracy on VAL.
    Val,
    /// Accuracy on TEST.
    Test,
    /// Accuracy on VAL and TEST together.
    All,
    /// Accuracy of a newer result, or of an own one on other questions than the splits.
    Score,
    /// Accuracy on a task, by its place in [`TASKS`].
    Task(u8),
    /// Accuracy in a department, by its place in [`DEPARTMENTS`].
    Department(u8),
    /// Accuracy at a granularity, by its place in [`GRANULARITIES`].
    Granularity(u8),
    /// Precision on the multiple-choice questions.
    MultipleAccuracy,
    /// Recall on the multiple-choice questions.
    MultipleRecall,
    /// Kind of model.
    Family,
    /// Number of parameters.
    Params,
    /// Vision encoder.
    VisionEncoder,
    /// Language model.
    Llm,
    /// What a newer result was measured on.
    Split,
    /// Where a newer result stands.
    Source,
    /// What else is worth knowing of a newer result.
    Note,
}

/// What a column was measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    /// VAL.
    Val,
    /// TEST.
    Test,
    /// TEST, which the sources do not say; inferred from the figures.
    TestInferred,
    /// VAL and TEST together, inferred from the figures.
    PooledInferred,
    /// The multiple-choice questions, which were never released.
    MultipleChoice,
    /// As each row says.
    ByRow,
}

impl Measured {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Val => "VAL",
            Self::Test => "TEST",
            Self::TestInferred => "TEST, inferred",
            Self::PooledInferred => "VAL+TEST, inferred",
            Self::MultipleChoice => "multiple choice",
            Self::ByRow => "as the row says",
        }
    }
}

impl Column {
    /// The field of a column that stands for one.
    pub fn field(self) -> Option<Field> {
        match self {
            Self::Task(at) => TASKS.get(usize::from(at)).copied(),
            Self::Department(at) => DEPARTMENTS.get(usize::from(at)).copied(),
            Self::Granularity(at) => GRANULARITIES.get(usize::from(at)).copied(),
            _ => None,
        }
    }

    /// The name in addresses and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Val => "val",
            Self::Test => "test",
            Self::All => "all",
            Self::Score => "score",
            Self::Task(_) | Self::Department(_) | Self::Granularity(_) => {
                self.field().map_or("", |field| field.abbreviation)
            }
            Self::MultipleAccuracy => "multiple-acc",
            Self::MultipleRecall => "multiple-recall",
            Self::Family => "family",
            Self::Params => "params",
            Self::VisionEncoder => "encoder",
            Self::Llm => "llm",
            Self::Split => "split",
            Self::Source => "source",
            Self::Note => "note",
        }
    }

    /// The column of a name among those of a view, the model's name included.
    pub fn named(view: View, name: &str) -> Option<Self> {
        std::iter::once(Self::Model).chain(view.columns()).find(|column| column.name() == name)
    }

    /// What a column of figures was measured on; `None` for columns of text.
    pub fn measured(self) -> Option<Measured> {
        match self {
            Self::Val => Some(Measured::Val),
            Self::Test => Some(Measured::Test),
            Self::Task(_) | Self::Department(_) => Some(Measured::TestInferred),
            Self::All | Self::Granularity(_) => Some(Measured::PooledInferred),
            Self::MultipleAccuracy | Self::MultipleRecall => Some(Measured::MultipleChoice),
            Self::Score => Some(Measured::ByRow),
            _ => None,
        }
    }

    /// Whether the column holds figures.
    pub fn is_figure(self) -> bool {
        self.measured().is_some()
    }

    /// Whether the greatest comes first when the column is first sorted by: figures and sizes do, texts do not.
    pub fn starts_descending(self) -> bool {
        self.is_figure() || self == Self::Params
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_columns() {
        for view in View::ALL {
            assert_eq!(View::named(view.name()), Some(view));
            for column in view.columns() {
                assert_eq!(Column::named(view, column.name()), Some(column), "{view:?}");
            }
        }
    }

    #[test]
    fn every_table_is_first_sorted_by_one_of_its_figures() {
        for view in View::ALL.into_iter().filter(|view| *view != View::Compare) {
            assert!(view.columns().contains(&view.first_sort()));
            assert!(view.first_sort().is_figure());
        }
    }
}
