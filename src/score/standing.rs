//! Groups of questions: where each stands between 0 and 100 %, which are worth reading, and in which order.

use std::cmp::Ordering;

use engine::stats::wilson95;
use protocol::GroupScore;

/// Groups with fewer questions say little, whatever their accuracy.
const SMALL: u32 = 10;

/// So many groups are read at a glance; of more only those worth reading are shown at first.
pub const MANY: usize = 24;

/// Where the accuracy of a group stands, each from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Standing {
    /// The accuracy.
    pub accuracy: f64,
    /// Its 95 % interval.
    pub interval: (f64, f64),
    /// The accuracy that guessing would have.
    pub chance: f64,
    /// Whether the group has too few questions for any conclusion.
    pub is_small: bool,
}

impl Standing {
    /// The standing of a group with questions.
    pub fn of(group: &GroupScore) -> Option<Self> {
        Some(Self {
            accuracy: f64::from(group.correct) / f64::from(group.n),
            interval: wilson95(group.correct, group.n)?,
            chance: group.chance,
            is_small: group.n < SMALL,
        })
    }

    /// Whether guessing would hardly have this accuracy.
    pub fn exceeds_chance(self) -> bool {
        self.interval.0 > self.chance
    }
}

/// What groups are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupSort {
    /// Their names, as VLMEvalKit sorts them.
    Name,
    /// Their accuracy.
    Accuracy,
    /// Their number of questions.
    Questions,
}

/// How groups are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupOrder {
    /// What by.
    pub by: GroupSort,
    /// Whether the greatest comes first.
    pub descending: bool,
}

impl GroupOrder {
    /// The highest accuracy first.
    pub const BEST_FIRST: Self = Self { by: GroupSort::Accuracy, descending: true };

    /// The order after a press on a heading: names begin at A, figures at the greatest.
    #[must_use]
    pub fn pressed(self, by: GroupSort) -> Self {
        let descending = if self.by == by { !self.descending } else { by != GroupSort::Name };
        Self { by, descending }
    }

    /// Sorts groups that stand in the order of their names.
    pub fn sort(self, groups: &mut [GroupScore]) {
        match self.by {
            GroupSort::Name => {}
            // Of groups with one accuracy the larger one is the surer.
            GroupSort::Accuracy => groups.sort_by(|a, b| accuracy_order(a, b).then(a.n.cmp(&b.n))),
            GroupSort::Questions => groups.sort_by_key(|group| group.n),
        }
        if self.descending {
            groups.reverse();
        }
    }
}

/// The groups whose interval leaves out the accuracy over all questions: of many, those that say something.
pub fn worth_reading(groups: &[GroupScore], overall: f64) -> Vec<GroupScore> {
    let differs = |group: &&GroupScore| {
        Standing::of(group).is_some_and(|standing| {
            let (low, high) = standing.interval;
            !standing.is_small && (overall < low || overall > high)
        })
    };
    groups.iter().filter(differs).cloned().collect()
}

fn accuracy_order(a: &GroupScore, b: &GroupScore) -> Ordering {
    let crossed = |correct: u32, n: u32| u64::from(correct) * u64::from(n);
    crossed(a.correct, b.n).cmp(&crossed(b.correct, a.n))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str, correct: u32, n: u32) -> GroupScore {
        GroupScore { name: Some(name.to_owned()), n, correct, not_inferable: 0, chance: 0.25 }
    }

    fn names(groups: &[GroupScore]) -> Vec<&str> {
        groups.iter().filter_map(|group| group.name.as_deref()).collect()
    }

    #[test]
    fn a_group_stands_with_its_interval_beside_chance() {
        let standing = Standing::of(&group("a", 30, 40)).unwrap();
        assert!(standing.exceeds_chance() && !standing.is_small);
        assert!(standing.interval.0 < standing.accuracy && standing.accuracy < standing.interval.1);
        let small = Standing::of(&group("b", 1, 2)).unwrap();
        assert!(!small.exceeds_chance() && small.is_small);
        assert_eq!(Standing::of(&group("c", 0, 0)), None);
    }

    #[test]
    fn only_groups_that_differ_from_all_are_worth_reading() {
        let groups = [group("low", 1, 40), group("as all", 20, 40), group("high", 39, 40), group("small", 0, 9)];
        assert_eq!(names(&worth_reading(&groups, 0.5)), ["low", "high"]);
    }

    #[test]
    fn groups_are_sorted_by_what_is_pressed() {
        let mut groups = vec![group("a", 1, 2), group("b", 2, 2), group("c", 2, 4)];
        GroupOrder::BEST_FIRST.sort(&mut groups);
        assert_eq!(names(&groups), ["b", "c", "a"]);
        let pressed = GroupOrder::BEST_FIRST.pressed(GroupSort::Questions);
        assert_eq!(pressed, GroupOrder { by: GroupSort::Questions, descending: true });
        assert!(pressed.pressed(GroupSort::Name).pressed(GroupSort::Name).descending);
    }
}
