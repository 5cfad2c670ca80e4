//! Standard error of a mean of dependent values.

use super::real;

/// Below this number of clusters the clustered standard error is itself imprecise, and the plain one is to be shown.
pub const RELIABLE_CLUSTERS: usize = 30;

/// The mean of values in clusters, see [`clustered()`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clustered {
    /// Number of clusters, at least 2.
    pub clusters: usize,
    pub mean: f64,
    /// Its standard error where values of one cluster may depend on each other.
    pub standard_error: f64,
    /// Its standard error if all values were independent.
    pub plain: f64,
}

impl Clustered {
    /// The design effect, (clustered/plain)²: the factor by which more questions are needed than if they were
    /// independent. `None` where all values are equal.
    pub fn design_effect(&self) -> Option<f64> {
        (self.plain > 0.0).then(|| (self.standard_error / self.plain).powi(2))
    }
}

/// The mean of values, each given with the number of its cluster, and its standard error √(G/(G − 1) · Σ s²)/n, where G is
/// the number of clusters and s the sum of a cluster's deviations from the mean; `None` for fewer than two clusters.
///
/// Clusters are numbered from 0, without large gaps. In GMAI-MMBench they are the labels: segmentations occur twice, as
/// mask and as contour, and questions of a label come from the same templates.
///
/// Source: E. Miller, "Adding error bars to evals", arXiv:2411.00640, with the correction G/(G − 1) for few clusters, as
/// statsmodels' `cov_cluster` has it.
///
/// ```
/// use engine::stats::clustered;
///
/// // Each question twice: the clustered error is larger than that of six independent questions.
/// let sure = clustered([(1.0, 0), (1.0, 0), (0.0, 1), (0.0, 1), (1.0, 2), (1.0, 2)]).unwrap();
/// assert_eq!(sure.clusters, 3);
/// assert!((sure.design_effect().unwrap() - 2.5).abs() < 1e-12);
/// ```
pub fn clustered(values: impl IntoIterator<Item = (f64, usize)>) -> Option<Clustered> {
    let values: Vec<(f64, usize)> = values.into_iter().collect();
    let mean = super::mean(values.iter().map(|(value, _)| *value))?;
    let deviations = || values.iter().map(|(value, cluster)| (value - mean, *cluster));
    let sums: Vec<f64> =
        cluster_sums(deviations()).into_iter().filter(|(_, count)| *count > 0.0).map(|(sum, _)| sum).collect();
    if sums.len() < 2 {
        return None;
    }
    let (n, g) = (real(values.len()), real(sums.len()));
    Some(Clustered {
        clusters: sums.len(),
        mean,
        standard_error: (g / (g - 1.0) * sum_of_squares(sums.into_iter())).sqrt() / n,
        plain: (sum_of_squares(deviations().map(|(deviation, _)| deviation)) / (n - 1.0) / n).sqrt(),
    })
}

fn sum_of_squares(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.map(|number| number * number).sum()
}

/// Sum and number of the values of each cluster.
pub(super) fn cluster_sums(values: impl IntoIterator<Item = (f64, usize)>) -> Vec<(f64, f64)> {
    let mut sums: Vec<(f64, f64)> = Vec::new();
    for (value, cluster) in values {
        if sums.len() <= cluster {
            sums.resize(cluster + 1, (0.0, 0.0));
        }
        if let Some((sum, count)) = sums.get_mut(cluster) {
            *sum += value;
            *count += 1.0;
        }
    }
    sums
}
