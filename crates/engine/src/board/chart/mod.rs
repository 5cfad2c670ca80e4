//! Charts of the board as shapes: where everything stands is worked out here, drawn by the page or written as SVG.

mod curve;
mod forest;
mod plot;
mod scene;

pub use curve::{Curve, CurvePoint, curve};
pub use forest::{ForestLabels, ForestRow, forest};
pub use plot::{Labels, plot};
pub use scene::{Anchor, Ink, Marker, Palette, Scene, Shape, to_svg};
