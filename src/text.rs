//! Cutting texts for the page.

/// The first characters of a text that has more than those; `None` of a text that is short enough as it is.
pub fn beginning(text: &str, characters: usize) -> Option<&str> {
    let (end, _) = text.char_indices().nth(characters)?;
    text.get(..end)
}

/// A character of a text with what stands around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// What stands before it.
    pub before: String,
    /// The character; none behind the last one.
    pub at: Option<char>,
    /// What stands behind it.
    pub behind: String,
}

/// The character at a place, counted from 0, with at most so many characters either side; `…` says that there are more.
pub fn around(text: &str, place: usize, most: usize) -> Around {
    let start = place.saturating_sub(most);
    let mut characters = text.chars().skip(start);
    let before: String = characters.by_ref().take(place - start).collect();
    let at = characters.next();
    let mut behind: String = characters.by_ref().take(most).collect();
    if characters.next().is_some() {
        behind.push('…');
    }
    Around { before: if start > 0 { format!("…{before}") } else { before }, at, behind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_shown_among_its_neighbours() {
        let around = |text, place, most| {
            let Around { before, at, behind } = around(text, place, most);
            (before, at, behind)
        };
        let expected = |before: &str, at, behind: &str| (before.to_owned(), at, behind.to_owned());
        assert_eq!(around("眼底\"照相", 2, 9), expected("眼底", Some('"'), "照相"));
        assert_eq!(around("abcdefg", 3, 2), expected("…bc", Some('d'), "ef…"));
        assert_eq!(around("abcdefg", 2, 2), expected("ab", Some('c'), "de…"));
        assert_eq!(around("abcdefg", 4, 2), expected("…cd", Some('e'), "fg"));
        assert_eq!(around("ab", 2, 9), expected("ab", None, ""));
        assert_eq!(around("", 0, 9), expected("", None, ""));
        assert_eq!(around("ab", 99, 9).1, None);
    }

    #[test]
    fn characters_stay_whole_and_short_texts_too() {
        assert_eq!(beginning("眼底照相", 2), Some("眼底"));
        assert_eq!(beginning("眼底照相", 4), None);
        assert_eq!(beginning("", 0), None);
    }
}
