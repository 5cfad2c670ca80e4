//! What Python takes for white space.

/// Whether Python's `str.isspace` holds, which `str.split` and `\s` go by: Unicode white space and the four
/// separators U+001C to U+001F, which Unicode itself does not count.
pub fn is_python_space(character: char) -> bool {
    character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character)
}
