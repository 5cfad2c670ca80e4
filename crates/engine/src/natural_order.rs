//! The order of file names in which part 2 comes before part 10.

/// The sort key of a name: its runs of digits as numbers, each with the text behind it.
pub fn natural_key(name: &str) -> Vec<(Option<u64>, String)> {
    let is_digit = |character: char| character.is_ascii_digit();
    let mut key = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let digits = rest.find(|character| !is_digit(character)).unwrap_or(rest.len());
        let (number, after) = rest.split_at(digits);
        let (text, after) = after.split_at(after.find(is_digit).unwrap_or(after.len()));
        key.push((number.parse().ok(), text.to_owned()));
        rest = after;
    }
    key
}
