//! How many digits an accuracy deserves.

/// Decimals of a percentage of `n` questions: as many as distinguish any two counts, and at most two.
///
/// ```
/// assert_eq!([35, 100, 101, 1000, 4550].map(engine::stats::percent_decimals), [0, 0, 1, 1, 2]);
/// ```
pub fn percent_decimals(n: u32) -> usize {
    match n {
        0..=100 => 0,
        101..=1000 => 1,
        _ => 2,
    }
}
