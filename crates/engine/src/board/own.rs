//! The user's own scores as rows of the board.

use serde::{Deserialize, Serialize};

use super::column::{DEPARTMENTS, GRANULARITIES, QuestionGroup, TASKS, place_of};
use super::data::BoardError;
use crate::check::Split;
use crate::names::named;
use crate::scoring::{Grouping, RuleSet};

/// Maximum number of rows that are stored.
const MOST_KEPT: usize = 50;

named! {
    /// The questions of a score of the user's.
    #[derive(PartialOrd, Ord)]
    pub enum OwnSplit {
        /// As many as VAL has.
        Val = "VAL (self-scored)",
        Test = "TEST (self-scored)",
        Other = "other questions (self-scored)",
    }
}

impl OwnSplit {
    /// The split that has this number of questions.
    pub fn of_count(n: u32) -> Self {
        let splits = [(Split::Val, Self::Val), (Split::Test, Self::Test)];
        let is_whole = |(split, _): &(Split, Self)| u32::try_from(split.rows()) == Ok(n);
        splits.into_iter().find(is_whole).map_or(Self::Other, |(_, own)| own)
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CorrectCount {
    /// Rows whose letter is the answer.
    #[serde(rename = "hits")]
    pub correct: u32,
    pub n: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnResult {
    /// Name of the prediction file.
    pub name: String,
    pub rules: RuleSet,
    pub overall: CorrectCount,
    /// In the order of [`TASKS`].
    pub tasks: [CorrectCount; 18],
    /// In the order of [`DEPARTMENTS`].
    pub departments: [CorrectCount; 18],
    /// In the order of [`GRANULARITIES`].
    pub granularity: [CorrectCount; 4],
}

impl OwnResult {
    /// The groups of a score that the board has columns for.
    pub fn new(name: String, rules: RuleSet, overall: CorrectCount, groupings: &[Grouping]) -> Self {
        let mut own = Self {
            name,
            rules,
            overall,
            tasks: [CorrectCount::default(); 18],
            departments: [CorrectCount::default(); 18],
            granularity: [CorrectCount::default(); 4],
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

    pub fn split(&self) -> OwnSplit {
        OwnSplit::of_count(self.overall.n)
    }

    /// Identifies the row among all rows of the board, by file name and rule set.
    pub fn id(&self) -> String {
        format!("own:{}:{}", self.rules, self.name)
    }

    fn is_sound(&self) -> bool {
        let counts = [&self.overall].into_iter().chain(&self.tasks).chain(&self.departments).chain(&self.granularity);
        counts.into_iter().all(|count| count.correct <= count.n)
    }
}

fn collect(grouping: &Grouping, groups: &[QuestionGroup], counts: &mut [CorrectCount]) {
    for group in &grouping.groups {
        let place = group.name.as_deref().and_then(|name| place_of(groups, name));
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            count.correct += group.correct;
            count.n += group.n;
        }
    }
}

/// Writes rows as JSON for the browser's storage.
pub fn keep_text(kept: &[OwnResult]) -> Result<String, BoardError> {
    Ok(serde_json::to_string(kept)?)
}

/// Reads stored rows: the first 50, without rows with impossible counts.
pub fn parse_kept(text: &str) -> Result<Vec<OwnResult>, BoardError> {
    let mut kept: Vec<OwnResult> = serde_json::from_str(text)?;
    kept.retain(OwnResult::is_sound);
    kept.truncate(MOST_KEPT);
    Ok(kept)
}
