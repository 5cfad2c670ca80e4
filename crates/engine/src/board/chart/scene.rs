//! What a chart is made of, and as an SVG file that needs nothing else: colours and fonts are written into it.

use std::fmt::{self, Write};

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
pub struct Marker(&'static str);

impl Marker {
    /// Circle, square, triangle, diamond, triangle upside down, plus.
    const ALL: [Self; 6] = [
        Self("M-4.8 0a4.8 4.8 0 1 0 9.6 0a4.8 4.8 0 1 0-9.6 0z"),
        Self("M-4.2-4.2h8.4v8.4h-8.4z"),
        Self("M0-5.2L5 4H-5z"),
        Self("M0-5.6L5.6 0L0 5.6L-5.6 0z"),
        Self("M0 5.2L5-4H-5z"),
        Self("M-1.7-5h3.4v3.3H5v3.4H1.7V5h-3.4V1.7H-5v-3.4h3.3z"),
    ];

    pub fn of_series(series: usize) -> Self {
        Self::ALL[series % Self::ALL.len()]
    }

    /// Its outline around 0, 0 as the data of an SVG path, about 10 px wide.
    pub fn path(self) -> &'static str {
        self.0
    }
}

/// A shape; lengths are in pixels, y grows downwards.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Line {
        from: (f64, f64),
        to: (f64, f64),
        ink: Ink,
        width: f64,
        dashed: bool,
    },
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

/// The colours of a theme, as CSS writes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    pub background: String,
    pub grid: String,
    pub text: String,
    pub muted: String,
    /// Of the series, in order; used again from the first where there are more series.
    pub series: Vec<String>,
}

impl Palette {
    fn color(&self, ink: Ink) -> &str {
        match ink {
            Ink::Grid => &self.grid,
            Ink::Text => &self.text,
            Ink::Muted | Ink::Random => &self.muted,
            Ink::Series(at) => self.series.get(at % self.series.len().max(1)).map_or("", String::as_str),
        }
    }
}

/// Writes a chart with its title and description.
pub fn to_svg(scene: &Scene, palette: &Palette, title: &str, description: &str) -> String {
    let mut svg = String::new();
    let written = write_svg(&mut svg, scene, palette, title, description);
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
    svg
}

fn write_svg(svg: &mut String, scene: &Scene, palette: &Palette, title: &str, description: &str) -> fmt::Result {
    let (width, height) = (scene.width, scene.height);
    writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"{TEXT_SIZE}\">"
    )?;
    writeln!(svg, "<title>{}</title>\n<desc>{}</desc>", escaped(title), escaped(description))?;
    writeln!(svg, "<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>", escaped(&palette.background))?;
    for shape in &scene.shapes {
        write_shape(svg, shape, palette)?;
    }
    svg.push_str("</svg>\n");
    Ok(())
}

fn write_shape(svg: &mut String, shape: &Shape, palette: &Palette) -> fmt::Result {
    match shape {
        Shape::Line { from, to, ink, width, dashed } => {
            let dashes = if *dashed { " stroke-dasharray=\"4 3\"" } else { "" };
            let color = escaped(palette.color(*ink));
            let ((x1, y1), (x2, y2)) = (from, to);
            writeln!(
                svg,
                "<line x1=\"{x1:.2}\" y1=\"{y1:.2}\" x2=\"{x2:.2}\" y2=\"{y2:.2}\" stroke=\"{color}\" stroke-width=\"{width}\"{dashes}/>"
            )
        }
        Shape::Text { at: (x, y), anchor, ink, text } => {
            let color = escaped(palette.color(*ink));
            let anchor = anchor.name();
            let text = escaped(text);
            // An edge in the colour of the ground keeps words legible where lines pass below them.
            let edge = escaped(&palette.background);
            writeln!(
                svg,
                "<text x=\"{x:.2}\" y=\"{y:.2}\" text-anchor=\"{anchor}\" fill=\"{color}\" paint-order=\"stroke\" stroke=\"{edge}\" stroke-width=\"3\">{text}</text>"
            )
        }
        Shape::Mark { at: (x, y), series, label } => {
            let color = escaped(palette.color(Ink::Series(*series)));
            let path = Marker::of_series(*series).path();
            let label = escaped(label);
            writeln!(
                svg,
                "<path transform=\"translate({x:.2} {y:.2})\" d=\"{path}\" fill=\"{color}\"><title>{label}</title></path>"
            )
        }
    }
}

/// A text for the content of an element or a quoted attribute. Characters that XML 1.0 does not allow are left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => safe.push(other),
        }
    }
    safe
}

/// Room at the edges of a chart.
pub(super) const EDGE: f64 = 12.0;

/// A text at a point.
pub(super) fn text(at: (f64, f64), anchor: Anchor, ink: Ink, text: &str) -> Shape {
    Shape::Text { at, anchor, ink, text: text.to_owned() }
}
