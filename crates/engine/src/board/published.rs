//! The published board: 50 models and the random baseline.

use serde::Deserialize;
use thiserror::Error;

use super::column::{DEPARTMENTS, GRANULARITIES, QuestionGroup, TASKS};
use super::percent::Percent;
use crate::names::named;

named! {
    #[derive(PartialOrd, Ord)]
    pub enum Family {
        Random = "random",
        Medical = "medical",
        /// General, with published weights.
        OpenSource = "open-source",
        /// General, behind an API.
        Proprietary = "proprietary",
    }
}

impl Family {
    /// The families that models have.
    pub const OF_MODELS: [Self; 3] = [Self::Medical, Self::OpenSource, Self::Proprietary];
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub title: String,
    pub url: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedModel {
    pub name: String,
    pub family: Family,
    pub series: Option<String>,
    pub params: Option<String>,
    pub vision_encoder: Option<String>,
    pub llm: Option<String>,
    /// Rank in the README's board of 29 models.
    pub card_rank: Option<u32>,
    /// Whether its figures fit no number of questions, so that they may be means of several runs.
    #[serde(default)]
    pub irregular: bool,
    pub val: Percent,
    pub test: Percent,
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

/// A group of questions in the data file: abbreviation, name, and the number of questions, where the figures allow to
/// infer it.
type GroupCount = (String, String, Option<u32>);

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Board {
    /// An explanation for readers of the file.
    pub about: String,
    pub sources: Vec<Source>,
    tasks: Vec<GroupCount>,
    departments: Vec<GroupCount>,
    granularity: Vec<GroupCount>,
    /// The random baseline and the models, in the order of the homepage.
    pub models: Vec<PublishedModel>,
}

impl Board {
    /// Reads the data file.
    ///
    /// # Errors
    /// If it is no such JSON, a figure is no percentage with two decimals, the columns are others than this page's, or
    /// a name stands twice.
    pub fn parse(text: &str) -> Result<Self, BoardError> {
        let board: Self = serde_json::from_str(text)?;
        check_groups(&board.tasks, &TASKS, "tasks")?;
        check_groups(&board.departments, &DEPARTMENTS, "departments")?;
        check_groups(&board.granularity, &GRANULARITIES, "granularities")?;
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

fn counts(groups: &[GroupCount]) -> Vec<Option<u32>> {
    groups.iter().map(|(_, _, count)| *count).collect()
}

fn check_groups(found: &[GroupCount], groups: &[QuestionGroup], kind: &'static str) -> Result<(), BoardError> {
    let found = found.iter().map(|(abbreviation, name, _)| (abbreviation.as_str(), name.as_str()));
    if found.eq(groups.iter().map(|group| (group.abbreviation, group.name))) {
        return Ok(());
    }
    Err(BoardError::Fields { kind })
}

/// Why a data file of the board cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BoardError {
    /// Not the expected JSON; line and column count from 1.
    #[error("line {line}, column {column}: {detail}")]
    Json { line: usize, column: usize, detail: String },
    #[error("the {kind} are others than expected")]
    Fields {
        /// `tasks`, `departments` or `granularities`.
        kind: &'static str,
    },
    #[error("{name} stands twice")]
    Repeated { name: String },
    #[error("{model} names the unknown source {source_key}")]
    UnknownSource { model: String, source_key: String },
}

impl From<serde_json::Error> for BoardError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json { line: error.line(), column: error.column(), detail: error.to_string() }
    }
}
