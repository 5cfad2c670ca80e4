//! A curve of shares against shares: accuracy by confidence, risk by coverage.

use super::scene::{Anchor, EDGE, Ink, Scene, Shape, text};

/// A square as wide as a column of text; wider ones say no more.
const NARROWEST: f64 = 280.0;
const WIDEST: f64 = 484.0;

/// Room above the frame, and left of it and below it for numbers.
const HEAD: f64 = 26.0;
const LEFT: f64 = 44.0;
const FOOT: f64 = 46.0;

/// A point of a curve; shares are from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct CurvePoint {
    pub at: (f64, f64),
    /// The ends of the upper share's interval.
    pub interval: Option<(f64, f64)>,
    /// What its mark says when pointed at; without one it has no mark.
    pub label: Option<String>,
}

/// A curve with the names of its axes, and what it is to be compared with: a dashed line.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    pub points: Vec<CurvePoint>,
    pub reference: [(f64, f64); 2],
    pub across: String,
    pub upwards: String,
}

/// Draws a curve into a width in pixels.
pub fn curve(curve: &Curve, width: f64) -> Scene {
    let width = width.clamp(NARROWEST, WIDEST);
    let (right, bottom) = (width - 2.0 * EDGE, HEAD + 0.75 * (width - LEFT));
    let place = |(across, upwards): (f64, f64)| (LEFT + (right - LEFT) * across, bottom - (bottom - HEAD) * upwards);
    let line = |from, to, ink, width, dashed| Shape::Line { from: place(from), to: place(to), ink, width, dashed };
    let mut shapes = Vec::new();
    for tick in 0..=5_u8 {
        let (share, number) = (f64::from(tick) / 5.0, (tick * 20).to_string());
        shapes.push(line((share, 0.0), (share, 1.0), Ink::Grid, 1.0, false));
        shapes.push(line((0.0, share), (1.0, share), Ink::Grid, 1.0, false));
        let ((x, _), (_, y)) = (place((share, 0.0)), place((0.0, share)));
        shapes.push(text((x, bottom + 16.0), Anchor::Middle, Ink::Muted, &number));
        shapes.push(text((LEFT - 6.0, y + 4.0), Anchor::End, Ink::Muted, &number));
    }
    shapes.push(text((EDGE, HEAD - 12.0), Anchor::Start, Ink::Muted, &curve.upwards));
    shapes.push(text((f64::midpoint(LEFT, right), bottom + 36.0), Anchor::Middle, Ink::Muted, &curve.across));
    shapes.push(line(curve.reference[0], curve.reference[1], Ink::Random, 1.2, true));
    let ink = Ink::Series(0);
    let pairs = curve.points.iter().zip(curve.points.iter().skip(1));
    shapes.extend(pairs.map(|(one, next)| line(one.at, next.at, ink, 1.5, false)));
    for CurvePoint { at, interval, label } in &curve.points {
        shapes.extend(interval.map(|(low, high)| line((at.0, low), (at.0, high), ink, 1.5, false)));
        shapes.extend(label.as_ref().map(|label| Shape::Mark { at: place(*at), series: 0, label: label.clone() }));
    }
    Scene { width, height: bottom + FOOT, shapes }
}
