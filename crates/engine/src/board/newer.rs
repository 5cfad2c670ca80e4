//! Results published after the board, each under its own protocol.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::percent::Percent;
use super::published::{BoardError, Family};
use crate::names::named;

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
    /// VAL.
    Val,
    /// Not named by the source; its other figures are of VAL.
    ValInferred,
    /// TEST, scored by the organisers.
    Test,
    /// TEST, scored by those who publish it.
    TestSelfScored,
    /// Not stated.
    NotStated,
    /// Some questions of the benchmark.
    Subset,
}

impl NewerSplit {
    /// The name in files.
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
    /// How certain a figure is.
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

/// The source of newer results.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct NewerSource {
    pub title: String,
    /// Address, where one is known.
    pub url: Option<String>,
    /// Number of decimals that the source prints: 1 or 2.
    pub decimals: u8,
    pub protocol: Translated,
}

/// A newer result.
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

/// All newer results.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Newer {
    /// An explanation for readers of the file.
    pub about: String,
    /// By key.
    pub sources: BTreeMap<String, NewerSource>,
    /// In the order of the sources.
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
