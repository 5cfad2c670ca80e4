//! Comparison of scored prediction files: which answers more questions correctly, where, on which questions, and why.
//!
//! [`Comparison`] joins two or more files by the questions of their dataset. [`Comparison::report`] is the JSON that
//! `gmai-scope compare` prints, [`Comparison::changes`] says for each question what differs between two files, and
//! [`Comparison::profiles`] explains each file. All methods are from [`stats`](crate::stats).

#![expect(missing_docs, reason = "what a name says has no line of its own")]

mod change;
mod error;
mod forecasts;
mod grouping;
mod join;
mod profile;
mod report;
mod tables;

pub use change::Change;
pub use error::CompareError;
pub use forecasts::FileCalibration;
pub use join::JoinNotes;
pub use profile::{AxisProfile, CALIBRATED_ROWS, GroupProfile, Profile, confused};
pub use report::{AdjustedTest, FileScore, GroupTest, LetterBias, Pair, Report, SeveralFiles, Suspect};
pub use tables::{TableForm, TableKind};

use grouping::Grouping;
use join::{Joined, have_one_answer};

use crate::dataset::Dataset;
use crate::option_column::is_option;
use crate::scoring::{Prepared, Scored, ScoredRow};
use crate::stats::{Bootstrap, SEED, bootstrap};
use crate::table::Value;

/// The dataset's columns by whose values files are compared: clinical VQA task, department, perceptual granularity,
/// modality.
pub const GROUP_COLUMNS: [&str; 4] = ["clinical VQA task", "department", "perceptual granularity", "modality"];

/// The dataset's column of labels, the clusters of questions that depend on each other.
const LABEL_COLUMN: &str = "category";

/// Number of resamples of [`Comparison::bootstrap`].
const RESAMPLES: u32 = 2_000;

/// A prediction file with its score.
#[derive(Debug, Clone, Copy)]
pub struct Rated<'s> {
    pub name: &'s str,
    pub predictions: &'s Prepared,
    pub scored: &'s Scored,
}

/// Two or more prediction files joined by the questions of their dataset.
///
/// Rows are matched by index. Where a file repeats an index, the result of the last row stands, as in VLMEvalKit. Two
/// files are compared over the questions that both have, several over those that all have.
#[derive(Debug)]
pub struct Comparison<'s> {
    dataset: &'s Dataset,
    files: Vec<Joined<'s>>,
    labels: Grouping,
    /// A grouping for each of [`GROUP_COLUMNS`].
    axes: [Grouping; 4],
}

impl<'s> Comparison<'s> {
    /// Joins scored files. A name that occurs again gets a number.
    ///
    /// # Errors
    /// [`CompareError`] for fewer than two files, and where files were scored under different rule sets or against
    /// different answers.
    pub fn new(dataset: &'s Dataset, files: &[Rated<'s>]) -> Result<Self, CompareError> {
        let [first, _, ..] = files else { return Err(CompareError::TooFewFiles) };
        if let Some(other) = files.iter().find(|other| other.scored.rules != first.scored.rules) {
            return Err(CompareError::DifferentRules { a: first.name.to_owned(), b: other.name.to_owned() });
        }
        let mut joined: Vec<Joined> = Vec::with_capacity(files.len());
        for file in files {
            joined.push(Joined::new(free_name(file.name, &joined), dataset, file));
        }
        (0..dataset.row_count()).try_for_each(|row| have_one_answer(&joined, row))?;
        let labels = Grouping::of(dataset, LABEL_COLUMN);
        let axes = GROUP_COLUMNS.map(|column| Grouping::of(dataset, column));
        Ok(Self { dataset, files: joined, labels, axes })
    }

    /// For each file, the rows that do not match the dataset one to one.
    pub fn notes(&self) -> impl Iterator<Item = &JoinNotes> {
        self.files.iter().map(|file| &file.notes)
    }

    /// What has changed from file `a` to file `b`, given by their places, for each row of the dataset that both have.
    pub fn changes(&self, a: usize, b: usize) -> impl Iterator<Item = (usize, Change)> {
        let files = self.files.get(a).zip(self.files.get(b)).into_iter();
        files.flat_map(|(a, b)| both(a, b)).map(|(row, a, b)| (row, Change::of(a, b)))
    }

    /// Bootstrap interval of the difference between the files at both places, resampling labels, or questions where the
    /// dataset has no labels. `None` without common questions.
    pub fn bootstrap(&self, a: usize, b: usize) -> Option<Bootstrap> {
        bootstrap(self.differences(self.files.get(a)?, self.files.get(b)?), RESAMPLES, SEED)
    }

    /// The difference in correctness of each question of two files, −1, 0 or 1, with its cluster.
    fn differences(&self, a: &Joined<'s>, b: &Joined<'s>) -> impl Iterator<Item = (f64, usize)> {
        let correct = |result: &ScoredRow| f64::from(u8::from(result.is_correct));
        both(a, b).map(move |(row, a, b)| (correct(a) - correct(b), self.labels.cluster(row)))
    }
}

/// The rows that two files have, with both results.
fn both<'s>(a: &Joined<'s>, b: &Joined<'s>) -> impl Iterator<Item = (usize, &'s ScoredRow, &'s ScoredRow)> {
    a.results().filter_map(|(row, of_a)| Some((row, of_a, b.result(row)?)))
}

/// The number of questions, and of correct ones.
fn count(correct: impl Iterator<Item = bool>) -> (u32, u32) {
    correct.fold((0, 0), |(n, hits), correct| (n + 1, hits + u32::from(correct)))
}

/// The letter of the chosen option, if any could be inferred.
fn chosen(result: &ScoredRow) -> Option<char> {
    (!result.extraction.is_not_inferable()).then_some(result.extraction.letter)
}

/// The answer, where it is a letter of options.
fn answer_letter(answer: &Value) -> Option<char> {
    let letter = answer.as_text().filter(|text| is_option(text))?;
    letter.chars().next()
}

fn free_name(name: &str, files: &[Joined]) -> String {
    let is_free = |name: &String| files.iter().all(|file| file.name() != name);
    let numbered = (2..).map(|number| format!("{name} ({number})"));
    std::iter::once(name.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}
