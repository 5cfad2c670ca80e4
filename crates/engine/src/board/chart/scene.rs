//! What a chart is made of.

use crate::names::named;

/// What a shape is, by which it is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Grid,
    Text,
    /// Numbers on axes and counts.
    Muted,
    Random,
    Series(usize),
}

named! {
    /// Where a text stands relative to its point, by the value of SVG's `text-anchor`.
    pub enum Anchor {
        Start = "start",
        Middle = "middle",
        End = "end",
    }
}

/// The form of a point, which distinguishes series as well as colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    Circle,
    Square,
    Up,
    Diamond,
    Down,
    Plus,
}

impl Marker {
    const ALL: [Self; 6] = [Self::Circle, Self::Square, Self::Up, Self::Diamond, Self::Down, Self::Plus];

    pub fn of_series(series: usize) -> Self {
        Self::ALL[series % Self::ALL.len()]
    }

    /// Its outline around 0, 0 as the data of an SVG path, about 10 px wide.
    pub fn path(self) -> &'static str {
        match self {
            Self::Circle => "M-4.8 0a4.8 4.8 0 1 0 9.6 0a4.8 4.8 0 1 0-9.6 0z",
            Self::Square => "M-4.2-4.2h8.4v8.4h-8.4z",
            Self::Up => "M0-5.2L5 4H-5z",
            Self::Diamond => "M0-5.6L5.6 0L0 5.6L-5.6 0z",
            Self::Down => "M0 5.2L5-4H-5z",
            Self::Plus => "M-1.7-5h3.4v3.3H5v3.4H1.7V5h-3.4V1.7H-5v-3.4h3.3z",
        }
    }
}

/// A shape; lengths are in pixels, y grows downwards.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Line { from: (f64, f64), to: (f64, f64), ink: Ink, width: f64, dashed: bool },
    Text {
        at: (f64, f64),
        anchor: Anchor,
        ink: Ink,
        text: String,
    },
    Mark {
        at: (f64, f64),
        series: usize,
        /// What it says when pointed at.
        label: String,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    pub width: f64,
    pub height: f64,
    /// The shapes, later ones on top.
    pub shapes: Vec<Shape>,
}

pub(super) const TEXT_SIZE: f64 = 12.0;

/// About how wide a text is: letters of Chinese, Japanese and Korean are as wide as they are high.
pub(super) fn text_width(text: &str) -> f64 {
    text.chars().map(|letter| if letter < '\u{2e80}' { 0.6 } else { 1.0 }).sum::<f64>() * TEXT_SIZE
}
