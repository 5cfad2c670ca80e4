//! The methods of `engine::stats`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    reason = "numbers here are small, and some values exact"
)]

mod bootstrap;
mod edges;
mod golden;
mod naive;
mod position_bias;
mod wilson;

/// Fails unless two values are equal to 10⁻⁹ relative, or to 10⁻¹² absolute around 0.
#[track_caller]
pub(crate) fn assert_close(found: f64, expected: f64) {
    let scale = found.abs().max(expected.abs());
    assert!((found - expected).abs() <= 1e-9 * scale || scale < 1e-12, "{found} is not {expected}");
}
