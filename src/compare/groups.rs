//! The difference between two files by group: what the forest plot and its table show.

use std::cmp::Ordering;

use super::figures::{bare_p, points, points_interval};
use super::links::questions;
use super::route::{Axis, Side};
use super::table::{Row, Table, figure, link, text};
use crate::format::{NO_VALUE, integer};
use crate::i18n::{CompareWords, fill};
use engine::board::chart::ForestRow;
use engine::compare::{GroupTest, Pair};
use engine::scoring::RuleSet;

/// With fewer discordant questions McNemar's exact test cannot reach [`LEVEL`].
const FEWEST_DISCORDANT: u32 = 6;

/// The level of significance.
pub const LEVEL: f64 = 0.05;

/// What a group says about two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Too few questions are discordant for any conclusion.
    TooFew,
    /// One file is better, by the adjusted p-value.
    Better(Side),
    /// Neither is.
    NotDistinguished,
}

impl Verdict {
    /// What a test says.
    pub fn of(test: &GroupTest) -> Self {
        if test.only_a + test.only_b < FEWEST_DISCORDANT {
            return Self::TooFew;
        }
        let is_significant = test.holm_p.is_some_and(|p| p < LEVEL);
        match (is_significant, test.only_a > test.only_b) {
            (false, _) => Self::NotDistinguished,
            (true, true) => Self::Better(Side::A),
            (true, false) => Self::Better(Side::B),
        }
    }

    /// The same in words.
    pub fn words(self, words: &CompareWords) -> &'static str {
        match self {
            Self::TooFew => words.too_few,
            Self::Better(Side::A) => words.a_better,
            Self::Better(Side::B) => words.b_better,
            Self::NotDistinguished => words.not_distinguished,
        }
    }
}

/// The groups of an axis, the greatest advantage of A first.
pub fn sorted_groups(pair: &Pair, axis: Axis) -> Vec<&GroupTest> {
    let mut groups: Vec<_> = pair.groups.get(&axis.column()).into_iter().flatten().collect();
    groups.sort_by(|one, other| other.difference.partial_cmp(&one.difference).unwrap_or(Ordering::Equal));
    groups
}

/// The rows of the forest plot.
pub fn forest_rows(groups: &[&GroupTest]) -> Vec<ForestRow> {
    let row = |test: &&GroupTest| {
        let (difference, interval) = (test.difference?, test.interval?);
        Some(ForestRow {
            name: test.group.clone(),
            n: integer(test.n.into()),
            difference,
            interval,
            is_small: Verdict::of(test) == Verdict::TooFew,
            label: format!("{}: {} {}", test.group, points(difference), points_interval(test.interval)),
        })
    };
    groups.iter().filter_map(row).collect()
}

/// The figures of the plot.
pub fn groups_table(
    words: &CompareWords,
    title: &str,
    (groups, axis): (&[&GroupTest], Axis),
    files: [&str; 2],
    rules: RuleSet,
) -> Table {
    let [a, b] = files;
    let only = |side: &str| fill(words.only, &[("name", side)]);
    let rows = groups.iter().map(|test| {
        let verdict = Verdict::of(test);
        let group = Some((axis, test.group.as_str()));
        let cells = vec![
            text(&test.group),
            link(test.n, || questions(rules, &[(a, true), (a, false), (b, true), (b, false)], group)),
            link(test.only_a, || questions(rules, &[(a, true), (b, false)], group)),
            link(test.only_b, || questions(rules, &[(a, false), (b, true)], group)),
            figure(test.difference.map_or_else(|| NO_VALUE.to_owned(), points)),
            figure(points_interval(test.interval)),
            figure(test.holm_p.map_or_else(|| NO_VALUE.to_owned(), bare_p)),
            text(verdict.words(words)),
        ];
        Row { cells, is_shaded: verdict == Verdict::TooFew }
    });
    let heads =
        [title, words.n, &only("A"), &only("B"), words.difference, words.interval, words.adjusted_p, words.verdict];
    Table { rows: rows.collect(), ..Table::new(words.groups_table, &heads, []) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(only_a: u32, only_b: u32, holm_p: Option<f64>) -> GroupTest {
        let difference = Some((f64::from(only_a) - f64::from(only_b)) / 100.0);
        let group = format!("{only_a}/{only_b}");
        GroupTest { group, n: 100, only_a, only_b, difference, interval: Some((-0.5, 0.5)), p: 0.01, holm_p }
    }

    #[test]
    fn significance_is_of_adjusted_p_values_alone() {
        assert_eq!(Verdict::of(&test(20, 5, Some(0.2))), Verdict::NotDistinguished);
        assert_eq!(Verdict::of(&test(20, 5, Some(0.049))), Verdict::Better(Side::A));
        assert_eq!(Verdict::of(&test(5, 20, Some(0.049))), Verdict::Better(Side::B));
        assert_eq!(Verdict::of(&test(20, 5, Some(0.05))), Verdict::NotDistinguished);
        assert_eq!(Verdict::of(&test(5, 0, Some(0.0))), Verdict::TooFew);
        assert_eq!(Verdict::of(&test(0, 0, None)), Verdict::TooFew);
    }
}
