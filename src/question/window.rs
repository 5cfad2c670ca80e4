//! Window and level of an image, and its inversion: arithmetic without a browser.
//!
//! The linear function of DICOM PS3.3, C.11.2.1.2.1: with window width *w*, level *c* (the window's centre) and a value
//! *x* from 0 to 255, the shown value is ((*x* − (*c* − 0.5)) / (*w* − 1) + 0.5) × 255, cut off below 0 and above 255.
//! Width 256 and level 128 therefore change nothing. Inversion shows 255 less that.

/// Smallest and largest width.
pub const WIDTHS: (i32, i32) = (2, 512);

/// Smallest and largest level.
pub const LEVELS: (i32, i32) = (0, 256);

/// Which values of an image are spread over black to white.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    width: i32,
    level: i32,
    inverted: bool,
}

/// Windows that have a name. The images have 8 bits and were windowed once already: a preset spreads the tones that the
/// tissue has in most of them, dark for air, bright for bone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// The image as it is.
    Whole,
    /// Dark tones.
    Lung,
    /// Middle tones.
    SoftTissue,
    /// A narrow band of middle tones.
    Brain,
    /// Bright tones.
    Bone,
}

impl Preset {
    /// Every preset, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Whole, Self::Lung, Self::SoftTissue, Self::Brain, Self::Bone];

    /// Its width and level, the inversion as it was.
    pub fn window(self, before: Window) -> Window {
        let (width, level) = match self {
            Self::Whole => (256, 128),
            Self::Lung => (128, 56),
            Self::SoftTissue => (140, 116),
            Self::Brain => (72, 104),
            Self::Bone => (136, 188),
        };
        before.with_width(width).with_level(level)
    }

    /// The preset that a window is.
    pub fn of(window: Window) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.window(window) == window)
    }
}

impl Window {
    /// The image as it is.
    pub const WHOLE: Self = Self { width: 256, level: 128, inverted: false };

    /// The window's width.
    pub fn width(self) -> i32 {
        self.width
    }

    /// The window's level.
    pub fn level(self) -> i32 {
        self.level
    }

    /// Whether black and white are exchanged.
    pub fn is_inverted(self) -> bool {
        self.inverted
    }

    /// With another width, kept within [`WIDTHS`].
    #[must_use]
    pub fn with_width(self, width: i32) -> Self {
        Self { width: width.clamp(WIDTHS.0, WIDTHS.1), ..self }
    }

    /// With another level, kept within [`LEVELS`].
    #[must_use]
    pub fn with_level(self, level: i32) -> Self {
        Self { level: level.clamp(LEVELS.0, LEVELS.1), ..self }
    }

    /// Inverted, or no longer.
    #[must_use]
    pub fn inverted(self) -> Self {
        Self { inverted: !self.inverted, ..self }
    }

    /// Dragged by so many pixels to the right, which widens the window, and down, which darkens the image.
    #[must_use]
    pub fn dragged(self, right: i32, down: i32) -> Self {
        self.with_width(self.width.saturating_add(right)).with_level(self.level.saturating_add(down))
    }

    /// Slope and intercept of the function on values from 0 to 1, whose results are to be cut off at 0 and 1.
    pub fn transfer(self) -> (f64, f64) {
        let width = f64::from(self.width - 1);
        let (slope, intercept) = (255.0 / width, 0.5 - (f64::from(self.level) - 0.5) / width);
        if self.inverted { (-slope, 1.0 - intercept) } else { (slope, intercept) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the transfer shows of a value from 0 to 255.
    fn shown(window: Window, value: f64) -> f64 {
        let (slope, intercept) = window.transfer();
        (slope * value / 255.0 + intercept).clamp(0.0, 1.0) * 255.0
    }

    /// The standard's own three cases.
    fn standard(width: f64, level: f64, value: f64) -> f64 {
        if value <= level - 0.5 - (width - 1.0) / 2.0 {
            0.0
        } else if value > level - 0.5 + (width - 1.0) / 2.0 {
            255.0
        } else {
            ((value - (level - 0.5)) / (width - 1.0) + 0.5) * 255.0
        }
    }

    #[test]
    fn the_transfer_is_the_standards_function() {
        for (width, level) in [(256, 128), (2, 100), (80, 40), (512, 0), (100, 256), (37, 201)] {
            let window = Window::WHOLE.with_width(width).with_level(level);
            for value in (0..=255).map(f64::from) {
                let expected = standard(f64::from(width), f64::from(level), value);
                assert!((shown(window, value) - expected).abs() < 1e-9, "{window:?} of {value}");
                assert!((shown(window.inverted(), value) - (255.0 - expected)).abs() < 1e-9, "{window:?} of {value}");
            }
        }
    }

    #[test]
    fn presets_are_known_again_and_keep_the_inversion() {
        for preset in Preset::ALL {
            let window = preset.window(Window::WHOLE.inverted());
            assert!(window.is_inverted());
            assert_eq!(Preset::of(window), Some(preset));
        }
        assert_eq!(Preset::of(Window::WHOLE.with_width(99)), None);
    }

    #[test]
    fn the_whole_window_changes_nothing() {
        assert!((0..=255).map(f64::from).all(|value| (shown(Window::WHOLE, value) - value).abs() < 1e-9));
        assert_eq!(Window::WHOLE.inverted().inverted(), Window::WHOLE);
    }

    #[test]
    fn a_drag_widens_and_darkens_within_the_limits() {
        let dragged = Window::WHOLE.dragged(10, 20);
        assert_eq!((dragged.width(), dragged.level()), (266, 148));
        assert!(shown(dragged, 100.0) < 100.0);
        for (right, down) in [(i32::MIN, i32::MIN), (i32::MAX, i32::MAX)] {
            let far = Window::WHOLE.dragged(right, down);
            assert!((WIDTHS.0..=WIDTHS.1).contains(&far.width()) && (LEVELS.0..=LEVELS.1).contains(&far.level()));
            assert!(far.transfer().0.is_finite());
        }
    }
}
