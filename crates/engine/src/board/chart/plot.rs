//! A dot plot: a row a group of questions, a point a series, a dashed line for the random baseline.

use super::scene::{Anchor, EDGE, Ink, Scene, Shape, TEXT_SIZE, text, text_width};
use crate::board::compare::{CompareRow, Comparison};

/// Below this width names stand above their rows.
const NARROW: f64 = 620.0;

/// Width of the names beside the rows.
const NAMES: f64 = 290.0;

/// Width of the counts beside the rows.
const COUNTS: f64 = 64.0;

/// Height of a row with one series, and of each further series, which has the same lane in each row.
const ROW: f64 = 24.0;
const LANE: f64 = 11.0;

/// Height of a line of text.
const LINE: f64 = 20.0;

/// Half the width of a point.
const POINT: f64 = 5.6;

/// Longest name in the legend, in characters.
const LONGEST_NAME: usize = 44;

#[derive(Debug, Clone)]
pub struct Labels {
    pub random: String,
    /// What the axis counts.
    pub percent: String,
    /// What the counts are: own questions.
    pub count: String,
    /// What the bars are, said where there are any.
    pub interval: String,
    /// Where published figures stand.
    pub source: String,
    /// A number of questions as the page prints it.
    pub print_count: fn(u32) -> String,
}

/// Where the figures lie.
struct Frame {
    left: f64,
    right: f64,
    /// Figure at the right end, in percent.
    most: f64,
    narrow: bool,
    width: f64,
}

impl Frame {
    fn x(&self, percent: f64) -> f64 {
        self.left + (self.right - self.left) * percent / self.most
    }
}

/// Draws a comparison into a width of at least 280 px.
pub fn plot(comparison: &Comparison, labels: &Labels, width: f64) -> Scene {
    let width = width.max(280.0);
    let narrow = width < NARROW;
    let has_counts = comparison.rows.iter().any(|row| own_count(row).is_some());
    let frame = Frame {
        left: if narrow { EDGE } else { NAMES },
        right: width - EDGE - if has_counts { COUNTS } else { 0.0 },
        most: greatest(comparison),
        narrow,
        width,
    };
    let mut shapes = Vec::new();
    let top = legend(comparison, labels, width, &mut shapes) + LINE;
    let mut y = top;
    let mut baseline = Vec::new();
    let mut random_before = None;
    let height = row_height(comparison.series.len(), &frame);
    for row in &comparison.rows {
        draw_row(comparison, row, labels, &frame, y, height, &mut shapes);
        if let Some(random) = row.random.map(|random| frame.x(random.value())) {
            random_step(random_before, random, y, height, &mut baseline);
            random_before = Some(random);
        } else {
            random_before = None;
        }
        y += height;
    }
    let mut behind = axis(&frame, labels, has_counts, top, y);
    behind.append(&mut baseline);
    behind.append(&mut shapes);
    y += LINE;
    let has_interval =
        comparison.rows.iter().any(|row| row.values.iter().flatten().any(|value| value.interval.is_some()));
    for note in has_interval.then_some(&labels.interval).into_iter().chain([&labels.source]) {
        y += LINE;
        behind.push(text((EDGE, y), Anchor::Start, Ink::Muted, note));
    }
    Scene { width, height: y + EDGE, shapes: behind }
}

/// The greatest figure or end of an interval, rounded up to a multiple of ten.
fn greatest(comparison: &Comparison) -> f64 {
    let values = comparison.rows.iter().flat_map(|row| row.values.iter().flatten());
    let ends = values.map(|value| value.interval.map_or(value.percent.value(), |(_, high)| high));
    let randoms = comparison.rows.iter().filter_map(|row| row.random).map(super::super::Percent::value);
    let greatest = ends.chain(randoms).fold(10.0, f64::max);
    ((greatest / 10.0).ceil() * 10.0).min(100.0)
}

/// Questions of the first own series.
fn own_count(row: &CompareRow) -> Option<u32> {
    row.values.iter().flatten().find_map(|value| Some(value.count?.n))
}

fn row_height(series: usize, frame: &Frame) -> f64 {
    let name = if frame.narrow { LINE - 4.0 } else { 0.0 };
    ROW + name + lane(series.saturating_sub(1))
}

/// How far below the first one the lane of a series is.
#[expect(clippy::cast_precision_loss, reason = "few series are compared")]
fn lane(series: usize) -> f64 {
    LANE * series as f64
}

fn draw_row(
    comparison: &Comparison,
    row: &CompareRow,
    labels: &Labels,
    frame: &Frame,
    top: f64,
    height: f64,
    shapes: &mut Vec<Shape>,
) {
    let name_height = if frame.narrow { LINE - 4.0 } else { 0.0 };
    let baseline = if frame.narrow { top + 13.0 } else { top + height / 2.0 + 4.0 };
    let (name_at, anchor) = if frame.narrow { (frame.left, Anchor::Start) } else { (frame.left - EDGE, Anchor::End) };
    let rule = Shape::Line { from: (0.0, top), to: (frame.width, top), ink: Ink::Grid, width: 1.0, dashed: false };
    shapes.push(rule);
    shapes.push(text((name_at, baseline), anchor, Ink::Text, row.group.name));
    if let Some(count) = own_count(row) {
        shapes.push(text((frame.width - EDGE, baseline), Anchor::End, Ink::Muted, &(labels.print_count)(count)));
    }
    let first = top + name_height + ROW / 2.0;
    for (series, value) in row.values.iter().enumerate() {
        let Some(value) = value else { continue };
        let y = first + lane(series);
        if let Some((low, high)) = value.interval {
            whisker(frame.x(low), frame.x(high), y, series, shapes);
        }
        let name = comparison.series.get(series).map_or("", |series| series.name.as_str());
        let label = format!("{name}: {} %", value.percent);
        shapes.push(Shape::Mark { at: (frame.x(value.percent.value()), y), series, label });
    }
}

fn whisker(low: f64, high: f64, y: f64, series: usize, shapes: &mut Vec<Shape>) {
    let ink = Ink::Series(series);
    let mut line = |from, to| shapes.push(Shape::Line { from, to, ink, width: 1.5, dashed: false });
    line((low, y), (high, y));
    line((low, y - 3.5), (low, y + 3.5));
    line((high, y - 3.5), (high, y + 3.5));
}

/// The random baseline goes down through its row, and from the row before over to it.
fn random_step(before: Option<f64>, x: f64, top: f64, height: f64, shapes: &mut Vec<Shape>) {
    let mut line = |from, to| shapes.push(Shape::Line { from, to, ink: Ink::Random, width: 1.2, dashed: true });
    if let Some(before) = before {
        line((before, top), (x, top));
    }
    line((x, top), (x, top + height));
}

fn axis(frame: &Frame, labels: &Labels, has_counts: bool, top: f64, bottom: f64) -> Vec<Shape> {
    let step = if frame.right - frame.left < 380.0 && frame.most > 40.0 { 20 } else { 10 };
    let mut shapes = Vec::new();
    for tick in (0..=100_u32).step_by(step) {
        let percent = f64::from(tick);
        if percent > frame.most {
            break;
        }
        let x = frame.x(percent);
        shapes.push(Shape::Line { from: (x, top), to: (x, bottom), ink: Ink::Grid, width: 1.0, dashed: false });
        shapes.push(text((x, bottom + 16.0), Anchor::Middle, Ink::Muted, &tick.to_string()));
    }
    let heading = top - 6.0;
    shapes.push(text((frame.left, heading), Anchor::Start, Ink::Muted, &labels.percent));
    if has_counts {
        shapes.push(text((frame.width - EDGE, heading), Anchor::End, Ink::Muted, &labels.count));
    }
    shapes
}

/// The names of the series, line by line; yields the height they take.
fn legend(comparison: &Comparison, labels: &Labels, width: f64, shapes: &mut Vec<Shape>) -> f64 {
    let mut at = (EDGE, 18.0);
    let names = comparison.series.iter().map(|series| shortened(&series.name));
    for (series, name) in names.map(Some).chain([None]).enumerate() {
        let words = name.as_deref().unwrap_or(&labels.random);
        let room = 18.0 + text_width(words) + 16.0;
        if at.0 > EDGE && at.0 + room > width {
            at = (EDGE, at.1 + LINE);
        }
        let middle = at.1 - 4.0;
        shapes.push(match name {
            Some(_) => Shape::Mark { at: (at.0 + POINT, middle), series, label: words.to_owned() },
            None => Shape::Line {
                from: (at.0 + POINT, middle - 7.0),
                to: (at.0 + POINT, middle + 7.0),
                ink: Ink::Random,
                width: 1.2,
                dashed: true,
            },
        });
        shapes.push(text((at.0 + 18.0, at.1), Anchor::Start, Ink::Text, words));
        at.0 += room;
    }
    at.1 + TEXT_SIZE
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    name.chars().take(LONGEST_NAME - 1).chain(['…']).collect()
}
