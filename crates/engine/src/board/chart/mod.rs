//! Charts of the board as shapes: where everything stands is worked out here, drawn by the page or written as SVG.

mod forest;
mod plot;
mod scene;
mod svg;

pub use forest::{ForestLabels, ForestRow, forest};
pub use plot::{Labels, plot};
pub use scene::{Anchor, Ink, Marker, Scene, Shape};
pub use svg::{Palette, to_svg};
