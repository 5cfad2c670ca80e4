//! A share in percent with two decimals, as the board prints it.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A share of 0 to 100 % in hundredths of a percent: equal figures are equal, so that ties are ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u16);

impl Percent {
    /// 100 %.
    pub const FULL: Self = Self(10_000);

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

    /// Hundredths of a percent.
    pub fn hundredths(self) -> u16 {
        self.0
    }

    /// Percent as a number.
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

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_printed_figure_is_printed_back() {
        for hundredths in 0..=10_000_u16 {
            let printed = Percent(hundredths).to_string();
            assert_eq!(Percent::from_printed(printed.parse().unwrap()), Some(Percent(hundredths)), "{printed}");
        }
    }

    #[test]
    fn other_numbers_are_refused() {
        for value in [-0.01, 100.01, 12.345, f64::NAN, f64::INFINITY] {
            assert_eq!(Percent::from_printed(value), None, "{value}");
        }
    }

    #[test]
    fn shares_are_rounded_half_up() {
        assert_eq!(Percent::of(2109, 4550).unwrap().to_string(), "46.35");
        assert_eq!(Percent::of(1, 3).unwrap().to_string(), "33.33");
        assert_eq!(Percent::of(1, 800).unwrap().to_string(), "0.13");
        assert_eq!(Percent::of(2109, 4550).unwrap().part_of(4550), 2109);
        assert_eq!(Percent::FULL.part_of(u32::MAX), u32::MAX);
        assert_eq!(Percent::of(u32::MAX, u32::MAX), Some(Percent::FULL));
        assert_eq!(Percent::of(0, 0), None);
        assert_eq!(Percent::of(2, 1), None);
    }
}
