//! The result of each question in a prediction file.

use serde::{Deserialize, Serialize};

use crate::dataset::Dataset;
use crate::scoring::Scored;

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OutcomeOf {
    pub file: String,
    pub outcome: Outcome,
}

/// The result of a question in a prediction file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Outcome {
    Right,
    /// The letter is another option than the answer.
    Wrong,
    NotInferable,
    /// The file holds no row of that index, or the question has no answer.
    Absent,
}

/// Questions for which two prediction files chose the same letter, or other letters; no letter counts as one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LettersOf {
    pub a: String,
    pub b: String,
    pub same: bool,
}

/// Questions of a label, or of an answer where they have no label, for which a prediction file chose that option instead.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ConfusionOf {
    pub file: String,
    pub label: String,
    pub chosen: String,
}

#[derive(Debug, Clone, Copy)]
pub struct Results<'r> {
    /// Id of the file, which the selected counts repeat.
    pub id: u32,
    /// The file's name, which selections use.
    pub name: &'r str,
    /// One for each row of the dataset.
    pub outcomes: &'r [Outcome],
    /// The letter of each row of the dataset, see [`letters`]; empty where the selection does not ask for them.
    pub letters: &'r [Option<char>],
    /// The confusions of the file that the selection asks for, each with whether a row of the dataset is one.
    pub confusions: &'r [(ConfusionOf, Vec<bool>)],
}

/// The outcome of every row; [`Outcome::Absent`] where the file or the answer is missing. An index counts once: where
/// rows repeat it, the last one has the outcome, as in scoring.
pub fn outcomes(dataset: &Dataset, scored: &Scored) -> Vec<Outcome> {
    let mut outcomes = vec![Outcome::Absent; dataset.row_count()];
    // A question without answer can be neither right nor wrong.
    for row in scored.rows.iter().filter(|row| !row.answer.is_missing()) {
        let outcome = if row.is_correct {
            Outcome::Right
        } else if row.extraction.is_not_inferable() {
            Outcome::NotInferable
        } else {
            Outcome::Wrong
        };
        if let Some(place) = dataset.find(&row.index).and_then(|row| outcomes.get_mut(row)) {
            *place = outcome;
        }
    }
    outcomes
}

/// The letter that a file chose for every row, as scoring has it; `None` where the file or the answer is missing.
pub fn letters(dataset: &Dataset, scored: &Scored) -> Vec<Option<char>> {
    let mut letters = vec![None; dataset.row_count()];
    for row in scored.rows.iter().filter(|row| !row.answer.is_missing()) {
        if let Some(place) = dataset.find(&row.index).and_then(|row| letters.get_mut(row)) {
            *place = Some(row.extraction.letter);
        }
    }
    letters
}
