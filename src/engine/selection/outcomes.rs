//! What has become of each question in a prediction file.

use super::Outcome;
use crate::engine::dataset::Dataset;
use crate::engine::scoring::Scored;

/// The outcomes of a prediction file.
#[derive(Debug, Clone, Copy)]
pub struct Results<'r> {
    /// Names the file in answers.
    pub id: u32,
    /// The file's name, which selections use.
    pub name: &'r str,
    /// One a row of the dataset.
    pub outcomes: &'r [Outcome],
}

/// The outcome of every row. An index counts once: where rows repeat it, the last one has the outcome, as in scoring.
pub fn outcomes(dataset: &Dataset, scored: &Scored) -> Vec<Outcome> {
    let mut outcomes = vec![Outcome::Absent; dataset.row_count()];
    for row in &scored.rows {
        let outcome = if row.hit {
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
