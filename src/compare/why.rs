//! What may explain a file's accuracy: its letters, what needs no model, its groups, its confusions.

use super::figures::{p_value, share};
use super::groups::LEVEL;
use super::links;
use super::table::{Cell, Table, figure, link, text};
use crate::format::integer;
use crate::i18n::{CompareWords, Messages, column_title, fill};
use engine::compare::{AxisProfile, FileScore, Profile};
use engine::scoring::RuleSet;
use engine::stats::PositionBias;

/// So many confusions are shown; downloads hold more.
const CONFUSIONS: usize = 10;

/// Whether incorrect answers prefer a letter.
pub fn bias_sentence(words: &CompareWords, bias: &PositionBias) -> String {
    let excess = bias.observed.iter().zip(&bias.expected).map(|(observed, expected)| f64::from(*observed) - expected);
    let favoured = bias.letters.iter().zip(excess).max_by(|(_, one), (_, other)| one.total_cmp(other));
    let letter = favoured.map(|(letter, _)| letter.to_string()).unwrap_or_default();
    let form = if bias.p < LEVEL { words.biased } else { words.unbiased };
    fill(form, &[("letter", &letter), ("p", &p_value(bias.p))])
}

/// Letters chosen against answers.
pub fn letters(words: &CompareWords, bias: &PositionBias) -> Table {
    let rows = (0..bias.letters.len()).map(|place| {
        let count = |counts: &[u32]| figure(integer(counts.get(place).copied().unwrap_or_default().into()));
        let expected = bias.expected.get(place).copied().unwrap_or_default();
        vec![
            text(bias.letters.get(place).map(char::to_string).unwrap_or_default()),
            count(&bias.answers),
            count(&bias.chosen),
            figure(share(bias.recall.get(place).copied().flatten())),
            count(&bias.observed),
            figure(format!("{expected:.1}")),
        ]
    });
    let heads =
        [words.letter, words.is_answer, words.is_chosen, words.recall, words.errors_observed, words.errors_expected];
    Table::new(words.table_letters, &heads, rows)
}

/// The file beside strategies that need no model.
pub fn baselines(words: &CompareWords, score: &FileScore, profile: &Profile) -> Table {
    let credits = profile.baselines.map(|credits| {
        [
            (words.chance, credits.chance),
            (words.one_letter, credits.letter),
            (words.longest, credits.longest),
            (words.frequent, credits.frequent),
        ]
    });
    let own = (words.this_file, score.accuracy);
    let others = credits.into_iter().flatten().map(|(name, value)| (name, Some(value)));
    let row = |(name, value): (&str, Option<f64>)| vec![text(name), figure(share(value))];
    Table::new(words.baselines, &[words.strategy, words.accuracy], std::iter::once(own).chain(others).map(row))
}

/// Averages by column, and the groups in which the file is not above the best strategy without a model.
pub fn averages(messages: &Messages, profile: &Profile) -> Table {
    let words = &messages.compare;
    let row = |axis: &AxisProfile| {
        let below: Vec<_> = axis.groups.iter().filter(|group| !group.beats_baselines).collect();
        let names: Vec<&str> = below.iter().map(|group| group.group.as_str()).collect();
        let count = [below.len(), axis.groups.len()].map(|count| count.to_string());
        let below = fill(words.below_count, &[("count", &count[0]), ("all", &count[1])]);
        let named =
            if names.is_empty() { below } else { format!("{below}: {}", names.join(messages.failures.name_joint)) };
        vec![
            text(column_title(messages, &axis.column.to_lowercase())),
            figure(share(axis.averages.map(|averages| averages.micro))),
            figure(share(axis.averages.map(|averages| averages.macro_))),
            Cell::Text(named),
        ]
    };
    let axes = profile.axes.iter().filter(|axis| !axis.groups.is_empty());
    let heads = [words.table_groups, words.mean_questions, words.mean_groups, words.below_baselines];
    Table::new(words.averages, &heads, axes.map(row))
}

/// Labels and what was chosen instead, the most frequent first.
pub fn confusions(words: &CompareWords, profile: &Profile, rules: RuleSet) -> Table {
    let row = |confusion: &engine::stats::Confusion| {
        let engine::stats::Confusion { label, chosen, rows } = confusion;
        let href = || links::confusion(rules, &profile.name, label, chosen);
        vec![text(label), text(chosen), link(u32::try_from(rows.len()).unwrap_or(u32::MAX), href)]
    };
    let heads = [words.label, words.chosen_instead, words.n];
    Table::new(words.confusions, &heads, profile.confusions.iter().take(CONFUSIONS).map(row))
}
