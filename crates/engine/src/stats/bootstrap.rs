//! Bootstrap interval of a mean.

use fastrand::Rng;
use serde::{Deserialize, Serialize};

use super::clustered::cluster_sums;
use super::real;

/// The seed of all random sequences, so that results are reproducible; results state it. The number of the benchmark's
/// paper, arXiv:2408.03361.
pub const SEED: u64 = 240_803_361;

/// A 95 % percentile interval and how it was obtained.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bootstrap {
    /// The 2.5 % and the 97.5 % quantile of the resampled means, interpolated linearly as in numpy.
    pub interval: (f64, f64),
    pub resamples: u32,
    pub seed: u64,
}

/// The percentile bootstrap of the mean of values in clusters as for [`clustered`](super::clustered()): each resample draws
/// as many clusters as there are, with replacement. `None` without values or resamples.
///
/// Needs some 30 clusters. The same seed gives the same resamples on every platform.
///
/// Source: B. Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979) 1–26; clusters:
/// A. C. Davison, D. V. Hinkley, "Bootstrap methods and their application" (1997), section 3.8.
///
/// ```
/// use engine::stats::{SEED, bootstrap};
///
/// // One cluster per value: 0, 1, … 99, whose mean has a standard error of 2.9.
/// let (low, high) = bootstrap((0..100).map(|row| (row as f64, row)), 2_000, SEED).unwrap().interval;
/// assert!((low - 43.8).abs() < 0.6 && (high - 55.2).abs() < 0.6);
/// ```
pub fn bootstrap(values: impl IntoIterator<Item = (f64, usize)>, resamples: u32, seed: u64) -> Option<Bootstrap> {
    let clusters: Vec<_> = cluster_sums(values).into_iter().filter(|(_, count)| *count > 0.0).collect();
    let count = u32::try_from(clusters.len()).ok().filter(|count| *count > 0)?;
    let mut random = Rng::with_seed(seed);
    let mut mean = || {
        let (mut sum, mut values) = (0.0, 0.0);
        for _ in 0..count {
            // `u32` draws the same on every platform, `usize` does not.
            if let Some((sum_of_cluster, values_of_cluster)) = clusters.get(random.u32(..count) as usize) {
                sum += sum_of_cluster;
                values += values_of_cluster;
            }
        }
        sum / values
    };
    let mut means: Vec<f64> = (0..resamples).map(|_| mean()).collect();
    means.sort_by(f64::total_cmp);
    let interval = (quantile(&means, 25)?, quantile(&means, 975)?);
    Some(Bootstrap { interval, resamples, seed })
}

/// A quantile, in thousandths, of sorted numbers.
fn quantile(sorted: &[f64], thousandths: usize) -> Option<f64> {
    let place = sorted.len().checked_sub(1)? * thousandths;
    let low = *sorted.get(place / 1000)?;
    let high = sorted.get(place / 1000 + 1).copied().unwrap_or(low);
    Some(low + (high - low) * real(place % 1000) / 1000.0)
}
