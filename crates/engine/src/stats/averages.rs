//! Averages over groups of different sizes.

use serde::{Deserialize, Serialize};

use super::mean;

/// Micro and macro average of accuracies.
///
/// ```
/// use engine::stats::Averages;
///
/// // 90 of 100 in a large group, 1 of 4 in a small one.
/// let averages = Averages::of(&[(90, 100), (1, 4)]).unwrap();
/// assert_eq!((averages.micro, averages.macro_), (0.875, 0.575));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Averages {
    /// Correct answers per question: large groups weigh more.
    pub micro: f64,
    /// Mean of the groups' accuracies: every group weighs the same, so small groups make it imprecise.
    pub macro_: f64,
}

impl Averages {
    /// Averages over groups given as (correct, all) questions. Groups without questions are ignored; `None` without others.
    pub fn of(groups: &[(u32, u32)]) -> Option<Self> {
        let groups = groups.iter().filter(|(_, n)| *n > 0).map(|(correct, n)| (f64::from(*correct), f64::from(*n)));
        let (correct, n) = groups.clone().fold((0.0, 0.0), |(correct, n), group| (correct + group.0, n + group.1));
        let macro_ = mean(groups.map(|(correct, n)| correct / n))?;
        Some(Self { micro: correct / n, macro_ })
    }
}
