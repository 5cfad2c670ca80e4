//! How large a picture is shown and which part of it: arithmetic without a browser.

/// Width and height, or a point, in CSS pixels.
pub type Pair = (f64, f64);

/// Factor of one step of a key, a button or the wheel.
const STEP: f64 = 1.25;

/// Smallest and largest scale.
const LIMITS: Pair = (0.05, 32.0);

/// How a picture is shown in its frame.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Zoom {
    /// As large as the frame allows.
    #[default]
    Fit,
    /// At a scale, the picture's middle away from the frame's middle.
    Free {
        /// CSS pixels a picture pixel.
        scale: f64,
        /// Distance of the middles.
        middle: Pair,
    },
}

impl Zoom {
    /// One picture pixel a CSS pixel, centred.
    pub const ACTUAL: Self = Self::Free { scale: 1.0, middle: (0.0, 0.0) };

    /// CSS pixels a picture pixel.
    pub fn scale(self, picture: Pair, frame: Pair) -> f64 {
        match self {
            Self::Fit => (frame.0 / picture.0.max(1.0)).min(frame.1 / picture.1.max(1.0)),
            Self::Free { scale, .. } => scale,
        }
    }

    /// One step larger or smaller, with what is at `anchor` (from the frame's middle) staying where it is.
    #[must_use]
    pub fn step(self, larger: bool, anchor: Pair, picture: Pair, frame: Pair) -> Self {
        let old = self.scale(picture, frame);
        let wanted = if larger { old * STEP } else { old / STEP };
        let scale = wanted.clamp(LIMITS.0, LIMITS.1);
        let growth = scale / old;
        let middle = self.middle();
        Self::Free {
            scale,
            middle: (anchor.0 - (anchor.0 - middle.0) * growth, anchor.1 - (anchor.1 - middle.1) * growth),
        }
    }

    /// Moved by a distance; a picture that fits stays where it is.
    #[must_use]
    pub fn pan(self, by: Pair) -> Self {
        match self {
            Self::Fit => Self::Fit,
            Self::Free { scale, middle } => Self::Free { scale, middle: (middle.0 + by.0, middle.1 + by.1) },
        }
    }

    fn middle(self) -> Pair {
        match self {
            Self::Fit => (0.0, 0.0),
            Self::Free { middle, .. } => middle,
        }
    }
}
