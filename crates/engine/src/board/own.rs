//! The user's own scores as rows of the board.

use serde::{Deserialize, Serialize};

use super::error::BoardError;
use super::field::{DEPARTMENTS, Field, GRANULARITIES, TASKS, place_of};
use crate::check::Split;
use crate::scoring::{Grouping, RuleSet};

/// Greatest number of rows that are kept.
const MOST_KEPT: usize = 50;

/// What the questions of an own score are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OwnSplit {
    /// As many as VAL has.
    Val,
    /// As many as TEST has.
    Test,
    /// Another number.
    Other,
}

impl OwnSplit {
    /// The split that has this number of questions.
    pub fn of_count(n: u32) -> Self {
        let is_all_of = |split: Split| u32::try_from(split.rows()) == Ok(n);
        if is_all_of(Split::Val) {
            Self::Val
        } else if is_all_of(Split::Test) {
            Self::Test
        } else {
            Self::Other
        }
    }

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Val => "VAL (self-scored)",
            Self::Test => "TEST (self-scored)",
            Self::Other => "other questions (self-scored)",
        }
    }
}

/// Hits and questions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Tally {
    /// Rows whose letter is the answer.
    pub hits: u32,
    /// Number of rows.
    pub n: u32,
}

/// An own score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnResult {
    /// Name of the prediction file.
    pub name: String,
    /// The rule set of the score.
    pub rules: RuleSet,
    /// Over all questions.
    pub overall: Tally,
    /// In the order of [`TASKS`].
    pub tasks: [Tally; 18],
    /// In the order of [`DEPARTMENTS`].
    pub departments: [Tally; 18],
    /// In the order of [`GRANULARITIES`].
    pub granularity: [Tally; 4],
}

impl OwnResult {
    /// Takes what the board has columns for from a score. Values that the board does not know are left out.
    pub fn new(name: String, rules: RuleSet, overall: Tally, groupings: &[Grouping]) -> Self {
        let mut own = Self {
            name,
            rules,
            overall,
            tasks: [Tally::default(); 18],
            departments: [Tally::default(); 18],
            granularity: [Tally::default(); 4],
        };
        for grouping in groupings {
            match grouping.column.as_str() {
                "clinical vqa task" => collect(grouping, &TASKS, &mut own.tasks),
                "department" => collect(grouping, &DEPARTMENTS, &mut own.departments),
                "perceptual granularity" => collect(grouping, &GRANULARITIES, &mut own.granularity),
                _ => {}
            }
        }
        own
    }

    /// What its questions are.
    pub fn split(&self) -> OwnSplit {
        OwnSplit::of_count(self.overall.n)
    }

    /// Names the row among all rows of the board: one score a file name and rule set.
    pub fn id(&self) -> String {
        format!("own:{}:{}", self.rules, self.name)
    }

    fn is_sound(&self) -> bool {
        let tallies = [&self.overall].into_iter().chain(&self.tasks).chain(&self.departments).chain(&self.granularity);
        tallies.into_iter().all(|tally| tally.hits <= tally.n)
    }
}

fn collect(grouping: &Grouping, fields: &[Field], tallies: &mut [Tally]) {
    for group in &grouping.groups {
        let place = group.name.as_deref().and_then(|name| place_of(fields, name));
        if let Some(tally) = place.and_then(|place| tallies.get_mut(place)) {
            tally.hits += group.correct;
            tally.n += group.n;
        }
    }
}

/// Rows to keep, as text for the browser's storage.
///
/// # Errors
/// If they cannot be written as JSON.
pub fn keep_text(kept: &[OwnResult]) -> Result<String, BoardError> {
    Ok(serde_json::to_string(kept)?)
}

/// Reads kept rows; of more than 50 the first ones, and of those that hold impossible counts none.
///
/// # Errors
/// If it is no such JSON.
pub fn parse_kept(text: &str) -> Result<Vec<OwnResult>, BoardError> {
    let mut kept: Vec<OwnResult> = serde_json::from_str(text)?;
    kept.retain(OwnResult::is_sound);
    kept.truncate(MOST_KEPT);
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::GroupScore;

    fn group(name: &str, hits: u32, n: u32) -> GroupScore {
        GroupScore { name: Some(name.to_owned()), n, correct: hits, not_inferable: 0 }
    }

    fn grouping(column: &str, groups: Vec<GroupScore>) -> Grouping {
        Grouping { column: column.to_owned(), vlmevalkit: true, groups }
    }

    fn own() -> OwnResult {
        let blank = GroupScore { name: None, n: 2, correct: 1, not_inferable: 0 };
        let groupings = [
            grouping("clinical vqa task", vec![group("Bone", 3, 4), group("bone", 1, 4), group("unheard of", 1, 1)]),
            grouping("department", vec![group("Urology", 2, 5), blank]),
            grouping("perceptual granularity", vec![group("Box level", 1, 3)]),
            grouping("modality", vec![group("CT", 1, 3)]),
        ];
        OwnResult::new("mine.xlsx".to_owned(), RuleSet::R2024, Tally { hits: 5, n: 9 }, &groupings)
    }

    #[test]
    fn groups_are_laid_on_the_columns_of_the_board() {
        let own = own();
        assert_eq!(own.tasks[2], Tally { hits: 4, n: 8 });
        assert_eq!(own.departments[17], Tally { hits: 2, n: 5 });
        assert_eq!(own.granularity[3], Tally { hits: 1, n: 3 });
        let placed: u32 = own.tasks.iter().chain(&own.departments).chain(&own.granularity).map(|tally| tally.n).sum();
        assert_eq!(placed, 8 + 5 + 3);
    }

    #[test]
    fn the_split_is_told_by_the_number_of_questions() {
        assert_eq!(OwnSplit::of_count(4550), OwnSplit::Val);
        assert_eq!(OwnSplit::of_count(21_281), OwnSplit::Test);
        assert_eq!(OwnSplit::of_count(35), OwnSplit::Other);
    }

    #[test]
    fn what_is_kept_is_read_back() {
        let kept = [own()];
        assert_eq!(parse_kept(&keep_text(&kept).unwrap()).unwrap(), kept);
    }

    #[test]
    fn impossible_and_surplus_rows_are_dropped() {
        let mut impossible = own();
        impossible.tasks[0] = Tally { hits: 2, n: 1 };
        assert_eq!(parse_kept(&keep_text(&[impossible]).unwrap()).unwrap(), []);
        assert_eq!(parse_kept(&keep_text(&vec![own(); 60]).unwrap()).unwrap().len(), MOST_KEPT);
        assert!(parse_kept("{}").is_err());
    }
}
