//! A forest plot: a row a group, a point for the difference of two files with its interval, a line for zero.

use super::scene::{Anchor, EDGE, Ink, Scene, Shape, TEXT_SIZE, text, text_width};

/// Narrowest chart.
const NARROWEST: f64 = 280.0;

/// The names have at most this share of the width.
const NAMES: f64 = 0.42;

/// Width of the counts beside the rows.
const COUNTS: f64 = 56.0;

/// Height of a row.
const ROW: f64 = 24.0;

/// Height of the heading, and of the axis below.
const HEAD: f64 = 26.0;
const FOOT: f64 = 46.0;

/// Distances of the axis' marks; the greatest that leaves three or more on either side of zero is taken, or a greater one
/// where their numbers would touch.
const STEPS: [f64; 7] = [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005];

/// Room of a number on the axis.
const NUMBER: f64 = 34.0;

/// A group of a forest plot.
#[derive(Debug, Clone, PartialEq)]
pub struct ForestRow {
    /// Name of the group.
    pub name: String,
    /// Number of questions, as the page prints it.
    pub n: String,
    /// Difference of the accuracies, from −1 to 1.
    pub difference: f64,
    /// Its interval.
    pub interval: (f64, f64),
    /// Whether the group is too small for any conclusion: its interval is dashed.
    pub is_small: bool,
    /// What the point says when pointed at.
    pub label: String,
}

/// The words of a forest plot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForestLabels {
    /// Heading left of zero.
    pub negative: String,
    /// Heading right of zero.
    pub positive: String,
    /// Heading of the counts.
    pub count: String,
    /// What the axis counts.
    pub axis: String,
}

/// Draws groups from top to bottom into a width in pixels.
pub fn forest(rows: &[ForestRow], labels: &ForestLabels, width: f64) -> Scene {
    let width = width.max(NARROWEST);
    let names = rows.iter().map(|row| text_width(&row.name)).fold(0.0, f64::max);
    let left = EDGE + (names + EDGE).min(width * NAMES);
    let right = width - EDGE - COUNTS;
    let most = rows.iter().flat_map(|row| [row.interval.0.abs(), row.interval.1.abs()]).fold(0.01, f64::max).min(1.0);
    let middle = f64::midpoint(left, right);
    let x = |difference: f64| middle + (right - left) / 2.0 * (difference / most).clamp(-1.0, 1.0);
    let bottom = rows.iter().fold(HEAD, |bottom, _| bottom + ROW);

    let mut shapes = axis(most, x, bottom);
    for (from, anchor, words) in
        [(middle - 8.0, Anchor::End, &labels.negative), (middle + 8.0, Anchor::Start, &labels.positive)]
    {
        shapes.push(text((from, HEAD - 10.0), anchor, Ink::Muted, words));
    }
    shapes.push(text((width - EDGE, HEAD - 10.0), Anchor::End, Ink::Muted, &labels.count));
    shapes.push(text((middle, bottom + 34.0), Anchor::Middle, Ink::Muted, &labels.axis));
    let mut y = HEAD + ROW / 2.0;
    for row in rows {
        let baseline = y + TEXT_SIZE / 3.0;
        shapes.push(text((EDGE, baseline), Anchor::Start, Ink::Text, &fitting(&row.name, left - 2.0 * EDGE)));
        shapes.push(text((width - EDGE, baseline), Anchor::End, Ink::Muted, &row.n));
        let ink = if row.is_small { Ink::Muted } else { Ink::Series(0) };
        let (from, to) = ((x(row.interval.0), y), (x(row.interval.1), y));
        shapes.push(Shape::Line { from, to, ink, width: 2.0, dashed: row.is_small });
        shapes.push(Shape::Mark { at: (x(row.difference), y), series: 0, label: row.label.clone() });
        y += ROW;
    }
    Scene { width, height: bottom + FOOT, shapes }
}

/// Lines and numbers in percentage points; the one at zero is drawn stronger.
fn axis(most: f64, x: impl Fn(f64) -> f64, bottom: f64) -> Vec<Shape> {
    let has_room = |step: &f64| x(*step) - x(0.0) >= NUMBER || *step > most;
    let step = STEPS.into_iter().filter(has_room).find(|step| most / step >= 3.0);
    let step = step.or_else(|| STEPS.into_iter().filter(has_room).last()).unwrap_or(0.5);
    let mut shapes = Vec::new();
    for place in -200..=200_i32 {
        let difference = f64::from(place) * step;
        if difference.abs() > most + 1e-9 {
            continue;
        }
        let (ink, width) = if place == 0 { (Ink::Muted, 1.5) } else { (Ink::Grid, 1.0) };
        let at = x(difference);
        shapes.push(Shape::Line { from: (at, HEAD), to: (at, bottom), ink, width, dashed: false });
        let points = difference * 100.0;
        let number = if step < 0.01 { format!("{points:+.1}") } else { format!("{points:+.0}") };
        let number = if place == 0 { "0".to_owned() } else { number.replace('-', "−") };
        shapes.push(text((at, bottom + 16.0), Anchor::Middle, Ink::Muted, &number));
    }
    shapes
}

/// The beginning of a name that is not wider than that.
fn fitting(name: &str, width: f64) -> String {
    if text_width(name) <= width {
        return name.to_owned();
    }
    let mut shown = String::new();
    for letter in name.chars() {
        shown.push(letter);
        if text_width(&shown) + TEXT_SIZE > width {
            shown.pop();
            break;
        }
    }
    shown + "…"
}
