//! The columns of the board, the groups of questions behind them, and the views that choose among them.
//!
//! Source of names and abbreviations: the benchmark's homepage and tables 5, 6 and 12 of arXiv:2408.03361v7.

use std::sync::LazyLock;

use crate::names::named;

named! {
    #[derive(Default)]
    pub enum View {
        /// Accuracy over VAL, TEST and both, and the parts of the model.
        #[default]
        Overview = "overview",
        Tasks = "tasks",
        Departments = "departments",
        /// By perceptual granularity, and the multiple-choice questions.
        Granularity = "granularity",
        Newer = "newer",
        Compare = "compare",
    }
}

impl View {
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
            Self::Tasks => [vec![Column::Test], each(&TASKS, Column::Task)].concat(),
            Self::Departments => [vec![Column::Test], each(&DEPARTMENTS, Column::Department)].concat(),
            Self::Granularity => {
                let multiple = vec![Column::MultipleAccuracy, Column::MultipleRecall];
                [vec![Column::All], each(&GRANULARITIES, Column::Granularity), multiple].concat()
            }
            Self::Newer => {
                vec![Column::Score, Column::Split, Column::Family, Column::Params, Column::Source, Column::Note]
            }
            Self::Compare => Vec::new(),
        }
    }

    pub fn first_sort(self) -> Column {
        match self {
            Self::Overview | Self::Tasks | Self::Departments | Self::Compare => Column::Test,
            Self::Granularity => Column::All,
            Self::Newer => Column::Score,
        }
    }
}

/// A column for each group; there are fewer than 256.
fn each(groups: &[QuestionGroup], column: fn(u8) -> Column) -> Vec<Column> {
    (0..=u8::MAX).take(groups.len()).map(column).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    Model,
    Val,
    Test,
    /// Accuracy on VAL and TEST together.
    All,
    /// Accuracy of a newer result, or of the user's on other questions than the splits.
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
    Family,
    Params,
    VisionEncoder,
    Llm,
    Split,
    Source,
    Note,
}

named! {
    /// What a column was measured on.
    pub enum Measured {
        Val = "VAL",
        Test = "TEST",
        /// TEST, which the sources do not say; inferred from the figures.
        TestInferred = "TEST, inferred",
        PooledInferred = "VAL+TEST, inferred",
        /// The multiple-choice questions, which were never released.
        MultipleChoice = "multiple choice",
        ByRow = "as the row says",
    }
}

impl Column {
    pub fn group(self) -> Option<QuestionGroup> {
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
                self.group().map_or("", |group| group.abbreviation)
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

    pub fn is_figure(self) -> bool {
        self.measured().is_some()
    }

    /// Whether the greatest comes first when the column is first sorted by: figures and sizes do, texts do not.
    pub fn starts_descending(self) -> bool {
        self.is_figure() || self == Self::Params
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuestionGroup {
    pub abbreviation: &'static str,
    pub name: &'static str,
}

/// Clinical VQA tasks, in the order of the board.
pub static TASKS: LazyLock<Vec<QuestionGroup>> = LazyLock::new(|| groups(0));
/// Departments, in the order of the board.
pub static DEPARTMENTS: LazyLock<Vec<QuestionGroup>> = LazyLock::new(|| groups(1));
/// Perceptual granularities, in the order of the board.
pub static GRANULARITIES: LazyLock<Vec<QuestionGroup>> = LazyLock::new(|| groups(2));

/// A list of `groups.txt`: abbreviation and name of each group.
fn groups(list: usize) -> Vec<QuestionGroup> {
    let lines = include_str!("groups.txt").split("\n\n").skip(list).take(1).flat_map(str::lines);
    let groups = lines.filter_map(|line| line.split_once('\t'));
    groups.map(|(abbreviation, name)| QuestionGroup { abbreviation, name }).collect()
}

/// The place of a dataset's value among the groups: letters and digits are compared, in lower case, with the full name
/// or the abbreviation.
pub(super) fn place_of(groups: &[QuestionGroup], value: &str) -> Option<usize> {
    let wanted = normal(value);
    groups.iter().position(|group| normal(group.name) == wanted || normal(group.abbreviation) == wanted)
}

fn normal(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
