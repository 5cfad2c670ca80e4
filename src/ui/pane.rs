//! How much of its room a pane takes: arithmetic without a browser.

/// A pane beside another one, in percent of the room that the two share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pane {
    /// Name under which its size is kept.
    pub name: &'static str,
    /// The pane's side: whether the separator stands behind it (`true`) or before it.
    pub is_first: bool,
    /// Least and greatest size.
    pub limits: (u32, u32),
}

/// Percent that a key moves a separator.
const STEP: u32 = 2;

impl Pane {
    /// The size where the separator stands at a distance from the beginning of a room of that length.
    pub fn size_at(self, distance: f64, room: f64) -> u32 {
        let part = if room > 0.0 { (distance / room).clamp(0.0, 1.0) } else { 0.0 };
        let part = if self.is_first { part } else { 1.0 - part };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
        let percent = (part * 100.0).round() as u32;
        self.limited(percent)
    }

    /// The size after a key of the separator; `None` for other keys.
    pub fn size_after(self, key: &str, size: u32) -> Option<u32> {
        let size = match (key, self.is_first) {
            ("ArrowRight", true) | ("ArrowLeft", false) => size.saturating_add(STEP),
            ("ArrowLeft", true) | ("ArrowRight", false) => size.saturating_sub(STEP),
            ("Home", _) => self.limits.0,
            ("End", _) => self.limits.1,
            _ => return None,
        };
        Some(self.limited(size))
    }

    /// A size that was kept.
    pub fn kept(self, text: &str) -> Option<u32> {
        text.parse().ok().map(|size| self.limited(size))
    }

    fn limited(self, size: u32) -> u32 {
        size.clamp(self.limits.0, self.limits.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Pane = Pane { name: "a", is_first: true, limits: (20, 70) };
    const LAST: Pane = Pane { is_first: false, ..FIRST };

    #[test]
    fn a_separator_is_dragged_within_its_limits() {
        assert_eq!([300.0, 0.0, 1000.0].map(|at| FIRST.size_at(at, 1000.0)), [30, 20, 70]);
        assert_eq!([300.0, 0.0, 1000.0].map(|at| LAST.size_at(at, 1000.0)), [70, 70, 20]);
        assert_eq!(FIRST.size_at(1.0, 0.0), 20);
    }

    #[test]
    fn keys_move_the_separator_and_not_the_pane() {
        assert_eq!(FIRST.size_after("ArrowRight", 30), Some(32));
        assert_eq!(LAST.size_after("ArrowRight", 30), Some(28));
        assert_eq!(["Home", "End"].map(|key| FIRST.size_after(key, 30)), [Some(20), Some(70)]);
        assert_eq!(FIRST.size_after("ArrowUp", 30), None);
    }

    #[test]
    fn what_was_kept_is_a_size() {
        assert_eq!(["45", "99", "x"].map(|text| FIRST.kept(text)), [Some(45), Some(70), None]);
    }
}
