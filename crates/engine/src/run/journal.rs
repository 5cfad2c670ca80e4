//! The journal of a run, from which it can be resumed.
//!
//! As a file a journal is JSON lines: the [`RunHeader`], then a [`Record`] for each question that was answered or has
//! failed. It holds no API key.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Model, PictureSettings, Price, PromptSettings, Question, RunFailure, RunLimits, Sample, Shard};
use crate::answer::{Answer, Finish, Usage};
use crate::endpoint::{Concession, Sampling};
use crate::selection::Selection;

/// The settings of a run: all that its answers depend on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunHeader {
    pub version: u32,
    /// Name of the run, unique in the browser.
    pub id: String,
    /// This program and its version.
    pub software: String,
    /// When it was begun, in milliseconds since 1970.
    pub begun: u64,
    pub dataset: String,
    pub model: Model,
    pub sampling: Sampling,
    pub prompt: PromptSettings,
    /// [`prompt_sha256`](super::prompt_sha256) of all questions.
    pub prompt_sha256: String,
    pub pictures: PictureSettings,
    pub limits: RunLimits,
    pub price: Price,
    pub selection: Selection,
    pub sample: Option<Sample>,
    pub shard: Option<Shard>,
    /// Settings that the run has given up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub concessions: Vec<Concession>,
    /// The index of each question, in the order of the plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<String>,
}

impl RunHeader {
    /// The version of the journals that this program writes.
    pub const VERSION: u32 = 1;

    pub fn indices(questions: &[Question]) -> Vec<String> {
        questions.iter().map(|question| question.index.clone()).collect()
    }
}

/// How a question ended, or a try that has cost something or ended the run, and is followed by others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    pub index: String,
    pub tries: u32,
    /// When it ended, in milliseconds since 1970.
    pub ended: u64,
    /// How long the last try took, in milliseconds.
    pub took: u64,
    pub outcome: Outcome,
    /// Tokens of this try by the server's count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
    /// What this try has cost; absent from records of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<f64>,
    /// Whether the question will be asked again; the record is kept for the cost of the try, or since it has ended the run.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Answered(Answer),
    /// There is no answer; never an empty prediction.
    Failed(RunFailure),
}

#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum JournalError {
    #[error("this is no journal of a run")]
    NotAJournal,
    #[error("the journal is of version {found}, this program knows {known}")]
    LaterVersion { found: u32, known: u32 },
    #[error("line {line} is not a record of a run")]
    BrokenLine {
        /// Line, counted from 1.
        line: u64,
    },
    #[error("{number} records of {of} cannot be read, the first of them is record {first}")]
    BrokenRecords {
        number: u64,
        of: u64,
        /// Number of the first of them, counted from 1.
        first: u64,
    },
    #[error("the run {id} cannot be read")]
    BrokenHeader { id: String },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Journal {
    pub header: RunHeader,
    /// The records so far, in the order in which they were written.
    pub records: Vec<Record>,
}

impl Journal {
    /// Reads JSON lines. A last line that is no record, as in a file that is cut off, is left out, and its number,
    /// counted from 1, is returned: its question will be asked again.
    pub fn read(bytes: &[u8]) -> Result<(Self, Option<u64>), JournalError> {
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        // The parser's message is about JSON; a user cannot act on it.
        let not_a_journal = |_: serde_json::Error| JournalError::NotAJournal;
        let text = match str::from_utf8(bytes) {
            Ok(text) => text,
            // Cut off within a character.
            Err(error) if error.error_len().is_none() => {
                str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
            }
            Err(_) => return Err(JournalError::NotAJournal),
        };
        let text = text.trim_end();
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let Version { version } = serde_json::from_str(first).map_err(not_a_journal)?;
        if version > RunHeader::VERSION {
            return Err(JournalError::LaterVersion { found: version, known: RunHeader::VERSION });
        }
        let header = serde_json::from_str(first).map_err(not_a_journal)?;
        let (mut records, mut cut_line) = (Vec::new(), None);
        let mut lines = (2..).zip(rest.split('\n')).peekable();
        while let Some((line, text)) = lines.next() {
            match serde_json::from_str(text) {
                Ok(record) => records.push(record),
                Err(_) if text.trim().is_empty() => {}
                Err(_) if lines.peek().is_none() => cut_line = Some(line),
                Err(_) => return Err(JournalError::BrokenLine { line }),
            }
        }
        Ok((Self { header, records }, cut_line))
    }

    pub fn write(&self) -> String {
        let mut lines = json_line(&self.header);
        for record in &self.records {
            lines.push_str(&json_line(record));
        }
        lines
    }

    /// Reads the records of a run in the browser's storage, each as JSON, and reports those that cannot be read.
    pub fn read_records<'t>(texts: impl IntoIterator<Item = Option<&'t str>>) -> (Vec<Record>, Option<JournalError>) {
        let (mut records, mut number, mut of, mut first) = (Vec::new(), 0, 0, None);
        for text in texts {
            of += 1;
            match text.and_then(|text| serde_json::from_str(text).ok()) {
                Some(record) => records.push(record),
                None => {
                    number += 1;
                    first.get_or_insert(of);
                }
            }
        }
        (records, first.map(|first| JournalError::BrokenRecords { number, of, first }))
    }

    /// The record that counts for each question.
    pub fn latest(&self) -> LatestRecords<'_> {
        LatestRecords::new(&self.header.questions, &self.records)
    }
}

/// A value in a line of its own.
pub(super) fn json_line(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value);
    debug_assert!(json.is_ok(), "texts, numbers and lists can always be written: {json:?}");
    json.unwrap_or_default() + "\n"
}

/// The record that counts for each question: an answer before any failure, the first answer, the last failure.
#[derive(Debug)]
pub struct LatestRecords<'j> {
    /// In the order of the plan.
    pub records: Vec<Option<&'j Record>>,
}

impl<'j> LatestRecords<'j> {
    /// Finds the record of each question; records of other questions are left out.
    pub fn new(questions: &[String], records: &'j [Record]) -> Self {
        let places: HashMap<&str, usize> =
            questions.iter().enumerate().map(|(place, index)| (index.as_str(), place)).collect();
        let mut found: Vec<Option<&Record>> = vec![None; questions.len()];
        for record in records {
            let Some(&place) = places.get(record.index.as_str()).filter(|_| !record.again) else { continue };
            if found[place].is_none_or(|record| record.answer().is_none()) {
                found[place] = Some(record);
            }
        }
        Self { records: found }
    }

    /// Places of the answered questions.
    pub fn answered(&self) -> impl Iterator<Item = usize> {
        self.places(true)
    }

    /// Places of the failed questions.
    pub fn failed(&self) -> impl Iterator<Item = usize> {
        self.places(false)
    }

    fn places(&self, answered: bool) -> impl Iterator<Item = usize> {
        let records = self.records.iter().enumerate();
        records.filter_map(move |(place, record)| (record.as_ref()?.answer().is_some() == answered).then_some(place))
    }
}

impl Record {
    pub fn answer(&self) -> Option<&Answer> {
        match &self.outcome {
            Outcome::Answered(answer) => Some(answer),
            Outcome::Failed(_) => None,
        }
    }

    pub fn failure(&self) -> Option<&RunFailure> {
        match &self.outcome {
            Outcome::Answered(_) => None,
            Outcome::Failed(failure) => Some(failure),
        }
    }

    /// Whether the answer was cut at the limit of tokens.
    pub fn is_cut(&self) -> bool {
        self.answer().is_some_and(|answer| answer.finish == Finish::Length)
    }
}

impl Price {
    /// What the tries of a journal have cost. Records of earlier versions have no cost; their outcome gives it. Imported
    /// answers cost nothing.
    pub fn of_records(&self, records: &[Record], expected: Usage) -> f64 {
        let cost = |record: &Record| match (record.cost, &record.outcome) {
            (Some(cost), _) => cost,
            (None, _) if record.tries == 0 => 0.0,
            (None, Outcome::Answered(answer)) => self.of_try(Ok(answer), expected),
            (None, Outcome::Failed(failure)) => self.of_try(Err(failure), expected),
        };
        records.iter().map(cost).filter(|cost| cost.is_finite()).sum()
    }
}
