//! How far each figure is on the way from the random run to the best published model, by which cells are shaded.

use std::collections::BTreeMap;

use super::column::Column;
use super::entry::{BoardEntry, Origin};
use super::percent::Percent;

/// The random and the best published figure of each column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shades {
    ends: BTreeMap<Column, (f64, f64)>,
}

impl Shades {
    /// Of the columns that the random run has a figure for.
    pub fn of(entries: &[BoardEntry]) -> Self {
        let Some(random) = entries.iter().find(|entry| entry.origin == Origin::Random) else {
            return Self::default();
        };
        let published = || entries.iter().filter(|entry| entry.is_published());
        let ends = random.columns().map(|column| {
            let value = |entry: &BoardEntry| entry.figure(column).map(|figure| figure.percent.value());
            let best = published().filter_map(value).fold(0.0, f64::max);
            (column, (value(random).unwrap_or_default(), best))
        });
        Self { ends: ends.filter(|(_, (random, best))| random < best).collect() }
    }

    /// 0 at the random figure or below, 1 at the best published one or above; `None` where the two are not known.
    pub fn shade(&self, column: Column, percent: Percent) -> Option<f64> {
        let (random, best) = self.ends.get(&column)?;
        Some(((percent.value() - random) / (best - random)).clamp(0.0, 1.0))
    }
}
