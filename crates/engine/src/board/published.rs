//! The published board: 50 models and the random baseline.

use serde::Deserialize;

use super::error::BoardError;
use super::field::{DEPARTMENTS, Field, GRANULARITIES, TASKS};
use super::percent::Percent;

/// What kind of model a row is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// The simulated random run.
    Random,
    /// Made for medicine.
    Medical,
    /// General, with published weights.
    OpenSource,
    /// General, behind an API.
    Proprietary,
}

impl Family {
    /// The families that models have.
    pub const OF_MODELS: [Self; 3] = [Self::Medical, Self::OpenSource, Self::Proprietary];

    /// The name in addresses and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Medical => "medical",
            Self::OpenSource => "open-source",
            Self::Proprietary => "proprietary",
        }
    }
}

/// Where figures stand.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Title.
    pub title: String,
    /// Address.
    pub url: String,
}

/// A row of the board.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// As on the homepage.
    pub name: String,
    /// What kind of model it is.
    pub family: Family,
    /// The family of models that it belongs to.
    pub series: Option<String>,
    /// Number of parameters, as printed.
    pub params: Option<String>,
    /// Vision encoder, as printed.
    pub vision_encoder: Option<String>,
    /// Language model, as printed.
    pub llm: Option<String>,
    /// Rank in the README's board of 29 models.
    pub card_rank: Option<u32>,
    /// Whether its figures fit no number of questions, so that they may be means of several runs.
    #[serde(default)]
    pub irregular: bool,
    /// VAL.
    pub val: Percent,
    /// TEST.
    pub test: Percent,
    /// VAL and TEST together.
    pub all: Percent,
    /// In the order of [`TASKS`].
    pub tasks: [Percent; 18],
    /// In the order of [`DEPARTMENTS`].
    pub departments: [Percent; 18],
    /// In the order of [`GRANULARITIES`].
    pub granularity: [Percent; 4],
    /// Precision and recall on the multiple-choice questions.
    pub multiple_choice: [Percent; 2],
}

/// A field in the data file: abbreviation, name, and the number of questions inferred from the figures, where they
/// tell it.
type FieldEntry = (String, String, Option<u32>);

/// The board.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Board {
    /// What the figures are, for readers of the file.
    pub about: String,
    /// Where the figures stand.
    pub sources: Vec<Source>,
    tasks: Vec<FieldEntry>,
    departments: Vec<FieldEntry>,
    granularity: Vec<FieldEntry>,
    /// The random baseline and the models, in the order of the homepage.
    pub models: Vec<Model>,
}

impl Board {
    /// Reads the data file.
    ///
    /// # Errors
    /// If it is no such JSON, a figure is no percentage with two decimals, the columns are others than this page's, or
    /// a name stands twice.
    pub fn parse(text: &str) -> Result<Self, BoardError> {
        let board: Self = serde_json::from_str(text)?;
        check_fields(&board.tasks, &TASKS, "tasks")?;
        check_fields(&board.departments, &DEPARTMENTS, "departments")?;
        check_fields(&board.granularity, &GRANULARITIES, "granularities")?;
        let mut names: Vec<&str> = board.models.iter().map(|model| model.name.as_str()).collect();
        names.sort_unstable();
        match names.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(BoardError::Repeated { name: pair[0].to_owned() }),
            None => Ok(board),
        }
    }

    /// Numbers of questions behind the task columns, inferred from the figures.
    pub fn task_counts(&self) -> Vec<Option<u32>> {
        counts(&self.tasks)
    }

    /// Numbers of questions behind the department columns, inferred from the figures.
    pub fn department_counts(&self) -> Vec<Option<u32>> {
        counts(&self.departments)
    }

    /// Numbers of questions behind the granularity columns, inferred from the figures.
    pub fn granularity_counts(&self) -> Vec<Option<u32>> {
        counts(&self.granularity)
    }
}

fn counts(entries: &[FieldEntry]) -> Vec<Option<u32>> {
    entries.iter().map(|(_, _, count)| *count).collect()
}

fn check_fields(entries: &[FieldEntry], fields: &[Field], kind: &'static str) -> Result<(), BoardError> {
    let found = entries.iter().map(|(abbreviation, name, _)| (abbreviation.as_str(), name.as_str()));
    if found.eq(fields.iter().map(|field| (field.abbreviation, field.name))) {
        return Ok(());
    }
    Err(BoardError::Fields { kind })
}
