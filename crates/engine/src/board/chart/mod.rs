//! Charts of the board as shapes: where everything stands is worked out here, drawn by the page or written as SVG.

mod plot;
mod scene;

pub use plot::{Labels, plot};
pub use scene::{Anchor, Ink, Marker, Palette, Scene, Shape, to_svg};
