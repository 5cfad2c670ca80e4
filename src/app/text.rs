//! Cutting texts for the page.

/// The first characters of a text that has more than those; `None` of a text that is short enough as it is.
pub fn beginning(text: &str, characters: usize) -> Option<&str> {
    let (end, _) = text.char_indices().nth(characters)?;
    text.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_stay_whole_and_short_texts_too() {
        assert_eq!(beginning("眼底照相", 2), Some("眼底"));
        assert_eq!(beginning("眼底照相", 4), None);
        assert_eq!(beginning("", 0), None);
    }
}
