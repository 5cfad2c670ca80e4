//! Figures of comparisons as the page prints them.

use crate::format::NO_VALUE;

/// Smallest p-value that is printed; below it only that it is smaller.
const LEAST_P: f64 = 0.000_01;

/// A difference of shares in percentage points, with sign: `+2.68`.
pub fn points(difference: f64) -> String {
    let text = format!("{:.2}", difference.abs() * 100.0);
    match text.as_str() {
        "0.00" => text,
        _ if difference < 0.0 => format!("−{text}"),
        _ => format!("+{text}"),
    }
}

/// The ends of a difference's interval: `[−0.31, +5.67]`.
pub fn points_interval(interval: Option<(f64, f64)>) -> String {
    interval.map_or_else(|| NO_VALUE.to_owned(), |(low, high)| format!("[{}, {}]", points(low), points(high)))
}

/// A share in percent: `46.35 %`.
pub fn share(share: Option<f64>) -> String {
    share.map_or_else(|| NO_VALUE.to_owned(), |share| format!("{:.2}\u{202f}%", share * 100.0))
}

/// A p-value with what it is of: `p = 0.043`.
pub fn p_value(p: f64) -> String {
    if p < LEAST_P { format!("p < {LEAST_P}") } else { format!("p = {}", bare_p(p)) }
}

/// A p-value alone, as in tables.
pub fn bare_p(p: f64) -> String {
    if p < LEAST_P {
        format!("< {LEAST_P}")
    } else if p < 0.0001 {
        format!("{p:.5}")
    } else if p < 0.001 {
        format!("{p:.4}")
    } else {
        format!("{p:.3}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_have_a_sign_unless_they_are_nothing() {
        assert_eq!([0.0268, -0.0268, 0.000_01, -0.000_01, 0.0].map(points), ["+2.68", "−2.68", "0.00", "0.00", "0.00"]);
        assert_eq!(points_interval(Some((-0.0031, 0.0567))), "[−0.31, +5.67]");
        assert_eq!((points_interval(None), share(None)), ("–".into(), "–".into()));
        assert_eq!(share(Some(0.4635)), "46.35\u{202f}%");
    }

    #[test]
    fn small_p_values_keep_a_digit() {
        let printed = [1.0, 0.043, 0.001, 0.000_63, 0.000_06, 0.000_001].map(p_value);
        let expected = ["p = 1.000", "p = 0.043", "p = 0.001", "p = 0.0006", "p = 0.00006", "p < 0.00001"];
        assert_eq!(printed, expected);
    }
}
