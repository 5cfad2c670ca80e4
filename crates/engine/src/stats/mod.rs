//! Statistics of scored predictions: how precise an accuracy is, whether two differ, and why.
//!
//! Every method is a pure function in a file of its own, with its formula, reference and conditions. *Correctness* is
//! `true` where the extracted letter is the answer. Functions of several files take the same questions in the same order
//! from each; [`compare`](crate::compare) joins them. A value that is undefined for its input, as the standard error of
//! one question, is `None` rather than NaN.

#![expect(missing_docs, reason = "what a name says has no line of its own")]

mod agreement;
mod averages;
mod baselines;
mod bootstrap;
mod calibration;
mod chi_squared;
mod clustered;
mod cochran;
mod confusions;
mod detectable;
mod digits;
mod holm;
mod mcnemar;
mod paired;
mod position_bias;
mod several;
mod suspects;
mod unpaired;
mod wilson;

pub use agreement::{cohen_kappa, krippendorff_alpha, percent_agreement};
pub use averages::Averages;
pub use baselines::{Baselines, Credits, Question};
pub use bootstrap::{Bootstrap, SEED, bootstrap};
pub use calibration::{Bin, Calibration, Forecast};
pub use chi_squared::chi_squared_tail;
pub use clustered::{Clustered, RELIABLE_CLUSTERS, clustered};
pub use cochran::{CochranQ, cochran_q};
pub use confusions::{Confusion, confusions};
pub use detectable::{EXPECTED_DISCORDANCE, detectable_difference};
pub use digits::percent_decimals;
pub use holm::holm;
pub use mcnemar::{mcnemar_exact, mcnemar_mid_p};
pub use paired::Paired;
pub use position_bias::{Choice, PositionBias};
pub use several::{PairTest, Several};
pub use suspects::suspect;
pub use unpaired::unpaired95;
pub use wilson::wilson95;

/// Quantile of the standard normal distribution at 97.5 %, for two-sided intervals of 95 %.
const Z95: f64 = 1.959_963_984_540_054;

#[expect(clippy::cast_precision_loss, reason = "numbers of rows are far below 2^52")]
fn real(count: usize) -> f64 {
    count as f64
}

/// The mean of some numbers; `None` without any.
fn mean(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = numbers.fold((0.0, 0_usize), |(sum, count), number| (sum + number, count + 1));
    (count > 0).then(|| sum / real(count))
}
