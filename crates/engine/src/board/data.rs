//! The data files, and the rows they make together with the user's scores: the published board of 50 models and the
//! random baseline, and results published later, each under its own protocol.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use super::column::{DEPARTMENTS, GRANULARITIES, QuestionGroup, TASKS};
use super::entry::{BoardEntry, Origin};
use super::own::OwnResult;
use super::percent::Percent;
use crate::names::named;

/// What the board shows besides the user's scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardData {
    pub board: Board,
    pub newer: Newer,
    /// Rows of both: random, the models of the board, newer results.
    pub entries: Vec<BoardEntry>,
}

impl BoardData {
    /// Reads `leaderboard.json` and `newer.json`.
    pub fn parse(leaderboard: &str, newer: &str) -> Result<Self, BoardError> {
        let board = Board::parse(leaderboard)?;
        let newer = Newer::parse(newer)?;
        let published = board.models.iter().map(|model| BoardEntry::published(model, &board));
        let entries = published.chain(newer.results.iter().map(BoardEntry::newer)).collect();
        Ok(Self { board, newer, entries })
    }

    /// All rows, the user's first: scores of open files, then stored scores of files that are not open.
    pub fn with_own(&self, open: &[OwnResult], kept: &[OwnResult]) -> Vec<BoardEntry> {
        let is_kept = |own: &OwnResult| kept.iter().any(|kept| kept == own);
        let is_open = |own: &OwnResult| open.iter().any(|open| open.id() == own.id());
        let opened = open.iter().map(|own| BoardEntry::own(own, is_kept(own)));
        let closed = kept.iter().filter(|own| !is_open(own)).map(|own| BoardEntry::own(own, true));
        opened.chain(closed).chain(self.entries.iter().cloned()).collect()
    }

    /// A figure with as many decimals as its source prints.
    pub fn printed(&self, entry: &BoardEntry, percent: Percent) -> String {
        let decimals = match &entry.origin {
            Origin::Newer { source, .. } => self.newer.sources.get(source).map(|source| source.decimals),
            _ => None,
        };
        if decimals == Some(1) { percent.with_one_decimal() } else { percent.to_string() }
    }
}

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

    /// Numbers of questions behind the columns of tasks, departments and granularities, inferred from the figures.
    pub fn counts(&self) -> [Vec<Option<u32>>; 3] {
        let counts = |groups: &Vec<GroupCount>| groups.iter().map(|(_, _, count)| *count).collect();
        [&self.tasks, &self.departments, &self.granularity].map(counts)
    }
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

/// A text of the data file by language, as `en`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
pub struct Translated(BTreeMap<String, String>);

impl Translated {
    /// The text in a language; in English where that lacks it.
    pub fn of(&self, language: &str) -> &str {
        self.0.get(language).or_else(|| self.0.get("en")).map_or("", String::as_str)
    }
}

/// What a newer result was measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NewerSplit {
    Val,
    /// Not named by the source; its other figures are of VAL.
    ValInferred,
    /// TEST, scored by the organisers.
    Test,
    /// TEST, scored by those who publish it.
    TestSelfScored,
    NotStated,
    Subset,
}

impl NewerSplit {
    pub fn name(self) -> &'static str {
        match self {
            Self::Val => "VAL",
            Self::ValInferred => "VAL (inferred)",
            Self::Test => "TEST",
            Self::TestSelfScored => "TEST (self-scored)",
            Self::NotStated => "not stated",
            Self::Subset => "subset",
        }
    }
}

named! {
    #[derive(PartialOrd, Ord)]
    pub enum Confidence {
        /// Split and protocol are stated.
        High = "high",
        /// Split or protocol is inferred, or the score is the publisher's own.
        Medium = "medium",
        /// Seen second-hand, or on other questions.
        Low = "low",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewerSource {
    pub title: String,
    pub url: Option<String>,
    /// Number of decimals that the source prints: 1 or 2.
    pub decimals: u8,
    pub protocol: Translated,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewerResult {
    pub model: String,
    pub family: Family,
    pub split: NewerSplit,
    pub source: String,
    pub confidence: Confidence,
    pub params: Option<String>,
    pub score: Option<Percent>,
    pub tasks: Option<[Percent; 18]>,
    pub granularity: Option<[Percent; 4]>,
    /// Precision and recall on the multiple-choice questions.
    pub multiple_choice: Option<[Percent; 2]>,
    pub note: Option<Translated>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Newer {
    /// An explanation for readers of the file.
    pub about: String,
    pub sources: BTreeMap<String, NewerSource>,
    pub results: Vec<NewerResult>,
}

impl Newer {
    /// Reads the data file.
    ///
    /// # Errors
    /// If it is no such JSON, a figure is no percentage with two decimals, or a result names no listed source.
    pub fn parse(text: &str) -> Result<Self, BoardError> {
        let newer: Self = serde_json::from_str(text)?;
        let unknown = newer.results.iter().find(|result| !newer.sources.contains_key(&result.source));
        match unknown {
            Some(result) => {
                Err(BoardError::UnknownSource { model: result.model.clone(), source_key: result.source.clone() })
            }
            None => Ok(newer),
        }
    }
}
