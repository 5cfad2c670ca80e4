//! How large an image is shown and which part of it: arithmetic without a browser.

/// Width and height, or a point, in CSS pixels.
pub type Pair = (f64, f64);

/// Factor of one step of a key, a button or the wheel.
const STEP: f64 = 1.25;

/// Smallest and largest scale.
const LIMITS: Pair = (0.05, 32.0);

/// How an image is shown in its frame.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Zoom {
    /// As large as the frame allows.
    #[default]
    Fit,
    /// At a scale, the image's middle away from the frame's middle.
    Free {
        /// CSS pixels per image pixel.
        scale: f64,
        /// Distance of the middles.
        middle: Pair,
    },
}

impl Zoom {
    /// One CSS pixel per image pixel, centred.
    pub const ACTUAL: Self = Self::Free { scale: 1.0, middle: (0.0, 0.0) };

    /// CSS pixels per image pixel.
    pub fn scale(self, image: Pair, frame: Pair) -> f64 {
        match self {
            Self::Fit => (frame.0 / image.0.max(1.0)).min(frame.1 / image.1.max(1.0)),
            Self::Free { scale, .. } => scale,
        }
    }

    /// One step larger or smaller, with what is at `anchor` (from the frame's middle) staying where it is.
    #[must_use]
    pub fn step(self, larger: bool, anchor: Pair, image: Pair, frame: Pair) -> Self {
        let old = self.scale(image, frame);
        let wanted = if larger { old * STEP } else { old / STEP };
        let scale = wanted.clamp(LIMITS.0, LIMITS.1);
        let growth = scale / old;
        let middle = self.middle();
        Self::Free {
            scale,
            middle: (anchor.0 - (anchor.0 - middle.0) * growth, anchor.1 - (anchor.1 - middle.1) * growth),
        }
    }

    /// Moved by a distance; an image that fits stays where it is.
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

#[cfg(test)]
mod tests {
    use super::*;

    const PICTURE: Pair = (200.0, 100.0);
    const FRAME: Pair = (400.0, 400.0);

    /// Where a point of the image, measured from its middle in image pixels, is in the frame.
    fn shown_at(zoom: Zoom, point: f64) -> f64 {
        zoom.middle().0 + point * zoom.scale(PICTURE, FRAME)
    }

    #[test]
    fn fit_fills_the_tighter_side() {
        assert!((Zoom::Fit.scale(PICTURE, FRAME) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn what_is_under_the_pointer_stays_there() {
        let start = Zoom::ACTUAL.pan((30.0, 0.0));
        let anchor = 70.0;
        let point = anchor - 30.0;
        let larger = start.step(true, (anchor, 0.0), PICTURE, FRAME);
        assert!((shown_at(larger, point) - anchor).abs() < 1e-9);
        let smaller = larger.step(false, (anchor, 0.0), PICTURE, FRAME);
        assert!((shown_at(smaller, point) - anchor).abs() < 1e-9);
        assert!((smaller.scale(PICTURE, FRAME) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn zoom_stops_at_its_limits() {
        let mut zoom = Zoom::Fit;
        for _ in 0..100 {
            zoom = zoom.step(true, (0.0, 0.0), PICTURE, FRAME);
        }
        assert!((zoom.scale(PICTURE, FRAME) - LIMITS.1).abs() < 1e-9);
    }

    #[test]
    fn a_picture_without_size_has_a_scale() {
        assert!(Zoom::Fit.scale((0.0, 0.0), FRAME).is_finite());
    }

    #[test]
    fn a_fitted_picture_is_not_moved() {
        assert_eq!(Zoom::Fit.pan((5.0, 5.0)), Zoom::Fit);
    }
}
