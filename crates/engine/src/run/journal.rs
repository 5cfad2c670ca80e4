//! What is written down of a run while it goes on, so that it can be continued.
//!
//! As a file a journal is JSON lines: the [`RunHeader`], then a [`Record`] for each question that was answered or has
//! failed. Keys have no place in it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Model, PictureSettings, Price, PromptSettings, Question, RunFailure, RunLimits, Sample, Shard};
use crate::endpoint::{Answer, Concession, Finish, Sampling, Usage};
use crate::selection::Selection;

/// The journals that this program writes.
const VERSION: u32 = 1;

/// What a run is: all that makes its answers what they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunHeader {
    /// Version of the journal.
    pub version: u32,
    /// Name of the run, unique in the browser.
    pub id: String,
    /// This program and its version.
    pub software: String,
    /// When it was begun, in milliseconds since 1970.
    pub begun: u64,
    /// Name of the dataset.
    pub dataset: String,
    /// The model.
    pub model: Model,
    /// How it answers.
    pub sampling: Sampling,
    /// How questions are worded.
    pub prompt: PromptSettings,
    /// [`prompt_sha256`](super::prompt_sha256) of all questions.
    pub prompt_sha256: String,
    /// How pictures are sent.
    pub pictures: PictureSettings,
    /// Concurrency, rates, tries, budget.
    pub limits: RunLimits,
    /// What a token costs.
    pub price: Price,
    /// Which questions were selected.
    pub selection: Selection,
    /// The sample of these.
    pub sample: Option<Sample>,
    /// The part of that.
    pub shard: Option<Shard>,
    /// What was asked otherwise than it was set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub concessions: Vec<Concession>,
    /// The index of each question, in the order of the plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<String>,
}

impl RunHeader {
    /// The version to write.
    pub const VERSION: u32 = VERSION;
}

/// The end of a question, or a try that has cost something and is followed by others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The question.
    pub index: String,
    /// How often it was tried.
    pub tries: u32,
    /// When it ended, in milliseconds since 1970.
    pub ended: u64,
    /// How long the last try took, in milliseconds.
    pub took: u64,
    /// Answer or failure.
    pub outcome: Outcome,
    /// Tokens of this try by the server's count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
    /// What this try has cost; records of earlier versions do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<f64>,
    /// Whether the question will be asked again: the record tells what the try has cost.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
}

/// Answer or failure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The model has answered.
    Answered(Answer),
    /// There is no answer; never an empty prediction.
    Failed(RunFailure),
}

/// A journal that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum JournalError {
    /// The first line is no header.
    #[error("this is no journal of a run")]
    NotAJournal,
    /// Written by a later version of this program.
    #[error("the journal is of version {found}, this program knows {known}")]
    LaterVersion {
        /// The journal's.
        found: u32,
        /// The latest known one.
        known: u32,
    },
    /// A line before the last is no record; the last may be cut off.
    #[error("line {line} is not a record of a run")]
    BrokenLine {
        /// Line, counted from 1.
        line: u64,
    },
    /// Records in the browser's storage cannot be read.
    #[error("{number} records of {of} cannot be read, the first of them is record {first}")]
    BrokenRecords {
        /// How many.
        number: u64,
        /// Records of the run.
        of: u64,
        /// The first of them, counted from 1.
        first: u64,
    },
    /// What the browser's storage holds of a run beside its records cannot be read.
    #[error("the run {id} cannot be read")]
    BrokenHeader {
        /// The run's name.
        id: String,
    },
}

/// A whole journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Journal {
    /// What the run is.
    pub header: RunHeader,
    /// The ends so far, in the order in which they came.
    pub records: Vec<Record>,
}

impl Journal {
    /// Reads JSON lines. A last line that is no record, as in a file that is cut off, is left out, and its number,
    /// counted from 1, is given: its question will be asked again.
    ///
    /// # Errors
    /// [`JournalError`].
    pub fn read(bytes: &[u8]) -> Result<(Self, Option<u64>), JournalError> {
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        // What the parser says is about JSON, and nothing that a user can act on.
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
        if version > VERSION {
            return Err(JournalError::LaterVersion { found: version, known: VERSION });
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

    /// Writes JSON lines.
    pub fn write(&self) -> String {
        let mut lines = json_line(&self.header);
        for record in &self.records {
            lines.push_str(&json_line(record));
        }
        lines
    }

    /// Reads the records that the browser's storage has of a run, each as JSON, and says which cannot be read.
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

    /// Where each question stands.
    pub fn standing(&self) -> Standing<'_> {
        Standing::new(&self.header.questions, &self.records)
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
pub struct Standing<'j> {
    /// In the order of the plan.
    pub records: Vec<Option<&'j Record>>,
}

impl<'j> Standing<'j> {
    /// Finds the record of each question; records of other questions are left out.
    pub fn new(questions: &[String], records: &'j [Record]) -> Self {
        let places: HashMap<&str, usize> =
            questions.iter().enumerate().map(|(place, index)| (index.as_str(), place)).collect();
        let mut found: Vec<Option<&Record>> = vec![None; questions.len()];
        for record in records {
            let Some(&place) = places.get(record.index.as_str()).filter(|_| !record.again) else { continue };
            if !found[place].is_some_and(Record::is_answer) {
                found[place] = Some(record);
            }
        }
        Self { records: found }
    }

    /// Places of the answered questions, to continue with.
    pub fn answered(&self) -> impl Iterator<Item = usize> {
        self.places(true)
    }

    /// Places of the failed questions.
    pub fn failed(&self) -> impl Iterator<Item = usize> {
        self.places(false)
    }

    fn places(&self, answered: bool) -> impl Iterator<Item = usize> {
        let records = self.records.iter().enumerate();
        records.filter_map(move |(place, record)| (record.as_ref()?.is_answer() == answered).then_some(place))
    }
}

impl Record {
    /// The answer, where there is one.
    pub fn answer(&self) -> Option<&Answer> {
        match &self.outcome {
            Outcome::Answered(answer) => Some(answer),
            Outcome::Failed(_) => None,
        }
    }

    fn is_answer(&self) -> bool {
        self.answer().is_some()
    }

    /// Whether the answer was cut at the limit of tokens.
    pub fn is_cut(&self) -> bool {
        self.answer().is_some_and(|answer| answer.finish == Finish::Length)
    }
}

impl RunHeader {
    /// The indices of a plan.
    pub fn indices(questions: &[Question]) -> Vec<String> {
        questions.iter().map(|question| question.index.clone()).collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::endpoint::{Endpoint, EndpointError, EndpointErrorKind, Finish};

    pub(in crate::run) fn header(questions: &[&str]) -> RunHeader {
        RunHeader {
            version: VERSION,
            id: "run-1".to_owned(),
            software: "GMAI Scope 0.1.0".to_owned(),
            begun: 1_795_435_200_000,
            dataset: "GMAI-MMBench_VAL".to_owned(),
            model: Model::Remote(Endpoint { model: "maker/seer:1".to_owned(), ..Endpoint::default() }),
            sampling: Sampling::default(),
            prompt: PromptSettings::default(),
            prompt_sha256: "0".to_owned(),
            pictures: PictureSettings::default(),
            limits: RunLimits::default(),
            price: Price::default(),
            selection: Selection::default(),
            sample: None,
            shard: None,
            concessions: Vec::new(),
            questions: questions.iter().map(|index| (*index).to_owned()).collect(),
        }
    }

    pub(in crate::run) fn answered(index: &str, text: &str) -> Record {
        let answer = Answer {
            text: text.to_owned(),
            thinking: None,
            finish: Finish::Stop,
            usage: Some(Usage { input: 1000, output: 10 }),
            model: None,
            letters: None,
        };
        Record {
            index: index.to_owned(),
            tries: 1,
            ended: 1_795_435_201_000,
            took: 900,
            outcome: Outcome::Answered(answer),
            usage: None,
            cost: None,
            again: false,
        }
    }

    pub(in crate::run) fn failed(index: &str) -> Record {
        let error = EndpointError::without_reply(EndpointErrorKind::Timeout, "");
        Record { outcome: Outcome::Failed(error.into()), ..answered(index, "") }
    }

    #[test]
    fn journals_are_read_back() {
        let journal =
            Journal { header: header(&["0", "1", "2"]), records: vec![answered("1", "B\n\"x\"\u{2028}"), failed("0")] };
        let text = journal.write();
        assert_eq!(text.lines().count(), 3);
        assert_eq!(Journal::read(text.as_bytes()).unwrap(), (journal, None));
    }

    #[test]
    fn a_journal_cut_anywhere_after_its_header_is_read() {
        let journal =
            Journal { header: header(&["0", "1"]), records: vec![answered("0", "肝 A"), answered("1", "B")] };
        let text = journal.write();
        let header_end = text.find('\n').unwrap();
        for end in header_end..=text.len() {
            let (read, cut_line) = Journal::read(&text.as_bytes()[..end]).unwrap();
            assert!(journal.records.starts_with(&read.records), "{end}");
            let lines = String::from_utf8_lossy(&text.as_bytes()[..end]).lines().count();
            let is_told = cut_line == Some(u64::try_from(lines).unwrap());
            assert_eq!(is_told, read.records.len() + 1 < lines, "{end}: {cut_line:?}");
        }
    }

    #[test]
    fn others_are_refused() {
        let journal = Journal { header: header(&["0"]), records: vec![answered("0", "A")] };
        let text = journal.write();
        let later = text.replacen("\"version\":1", "\"version\":2", 1);
        assert_eq!(Journal::read(later.as_bytes()), Err(JournalError::LaterVersion { found: 2, known: 1 }));
        let broken = text.replacen("\"tries\":1", "\"tries\":", 1) + &json_line(&journal.records[0]);
        assert_eq!(Journal::read(broken.as_bytes()), Err(JournalError::BrokenLine { line: 2 }));
        for no_journal in ["", "{}", "[]", "index\tprediction"] {
            assert_eq!(Journal::read(no_journal.as_bytes()), Err(JournalError::NotAJournal), "{no_journal}");
        }
    }

    #[test]
    fn an_answer_counts_before_failures() {
        let records =
            vec![failed("2"), answered("0", "A"), failed("0"), answered("0", "B"), answered("9", "C"), failed("1")];
        let questions = ["0", "1", "2", "3"].map(str::to_owned);
        let standing = Standing::new(&questions, &records);
        assert_eq!(standing.answered().collect::<Vec<_>>(), [0]);
        assert_eq!(standing.failed().collect::<Vec<_>>(), [1, 2]);
        assert_eq!(standing.records[0].unwrap().answer().unwrap().text, "A");
    }

    #[test]
    fn every_try_costs_whatever_became_of_its_question() {
        let price = Price { input_per_million: 2.0, output_per_million: 100.0 };
        let expected = Usage { input: 500, output: 0 };
        let paid = |record: Record, cost| Record { cost: Some(cost), ..record };
        let (mut unreported, taken_over) = (answered("1", "B"), Record { tries: 0, ..answered("2", "C") });
        let Outcome::Answered(answer) = &mut unreported.outcome else { panic!("answered") };
        answer.usage = None;
        let cases = [
            // Of an earlier version: by the server's count, as expected, taken over, a time-out.
            (answered("0", "A"), 0.003),
            (unreported, 0.001),
            (taken_over, 0.0),
            (failed("0"), 0.001),
            // Tries that were followed by others, and an answer that another tab had, too.
            (Record { again: true, ..paid(failed("0"), 0.5) }, 0.5),
            (paid(answered("0", "B"), 0.25), 0.25),
            (paid(failed("3"), f64::NAN), 0.0),
        ];
        for (record, cost) in &cases {
            let spent = price.of_records(std::slice::from_ref(record), expected);
            assert!((spent - cost).abs() < 1e-12, "{record:?}: {spent}");
        }
        let records = cases.map(|(record, _)| record);
        assert!((price.of_records(&records, expected) - 0.755).abs() < 1e-12);
        let questions = ["0", "1", "2", "3"].map(str::to_owned);
        let standing = Standing::new(&questions, &records);
        assert_eq!(standing.answered().collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(Standing::new(&questions, &records[4..5]).failed().count(), 0, "it is to be asked again");
    }

    #[test]
    fn records_that_cannot_be_read_are_told() {
        let text = json_line(&answered("0", "A"));
        let (records, fault) = Journal::read_records([Some(&*text), Some("{}"), None, Some(&*text)]);
        assert_eq!(records.len(), 2);
        assert_eq!(fault, Some(JournalError::BrokenRecords { number: 2, of: 4, first: 2 }));
        assert_eq!(Journal::read_records([Some(&*text)]).1, None);
    }
}
