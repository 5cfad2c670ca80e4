//! A share in percent with two decimals, as the board prints it, and its confidence interval.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// A share of 0 to 100 % in hundredths of a percent: equal figures are equal, so that ties are ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u16);

impl Percent {
    /// `part` of `whole`, rounded half up; `None` where `whole` is 0 or less than `part`.
    pub fn of(part: u32, whole: u32) -> Option<Self> {
        if whole == 0 || part > whole {
            return None;
        }
        let (part, whole) = (u64::from(part), u64::from(whole));
        u16::try_from((part * 20_000 + whole) / (2 * whole)).ok().map(Self)
    }

    /// A printed figure: 0 to 100 with at most two decimals.
    pub fn from_printed(value: f64) -> Option<Self> {
        let hundredths = (value * 100.0).round();
        let is_exact = (hundredths / 100.0 - value).abs() < 1e-9;
        if !is_exact || !(0.0..=10_000.0).contains(&hundredths) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
        let hundredths = hundredths as u16;
        Some(Self(hundredths))
    }

    /// The number that is this share of `whole`, rounded.
    pub fn part_of(self, whole: u32) -> u32 {
        let part = (u64::from(self.0) * u64::from(whole) + 5_000) / 10_000;
        u32::try_from(part).unwrap_or(whole)
    }

    pub fn hundredths(self) -> u16 {
        self.0
    }

    pub fn value(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// With one decimal, for sources that print no more.
    pub fn with_one_decimal(self) -> String {
        format!("{:.1}", self.value())
    }
}

/// As the board prints it, without the sign: `46.35`.
impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(deserializer)?;
        Self::from_printed(value)
            .ok_or_else(|| D::Error::custom(format_args!("{value} is no percentage with two decimals")))
    }
}
