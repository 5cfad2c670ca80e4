//! Signs that stand beside every colour that means something, and texts of which parts are marked.

/// Green: correct, ready.
pub const CORRECT: &str = "✓";

/// Red: incorrect, broken.
pub const INCORRECT: &str = "✕";

/// Grey: chosen, right or wrong.
pub const CHOSEN: &str = "●";

/// Amber: no letter was extracted.
pub const NO_LETTER: &str = "◌";

/// Amber: look at this.
pub const WARNING: &str = "▲";

/// The pieces of a text, each with whether it is marked. Marks are byte ranges, ascending; one that does not lie between
/// letters behind the mark before it is left out.
pub fn pieces<'a>(text: &'a str, marks: &[(u32, u32)]) -> Vec<(&'a str, bool)> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for &(start, end) in marks {
        let (Ok(start), Ok(end)) = (usize::try_from(start), usize::try_from(end)) else { continue };
        let (Some(before), Some(marked)) = (text.get(done..start), text.get(start..end)) else { continue };
        pieces.extend([(before, false), (marked, true)]);
        done = end;
    }
    pieces.push((&text[done..], false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_up_the_text() {
        assert_eq!(pieces("lens and lens", &[(0, 4), (9, 13)]), [("lens", true), (" and ", false), ("lens", true)]);
        assert_eq!(pieces("lens", &[]), [("lens", false)]);
        assert_eq!(pieces("", &[]), []);
    }

    #[test]
    fn marks_within_letters_or_outside_are_left_out() {
        assert_eq!(pieces("é", &[(1, 2)]), [("é", false)]);
        assert_eq!(pieces("ab", &[(1, 9), (1, 2), (0, 1)]), [("a", false), ("b", true)]);
        assert_eq!(pieces("ab", &[(2, 1)]), [("ab", false)]);
    }
}
