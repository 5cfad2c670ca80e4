//! The order in which people count file names.

/// What a name is sorted by so that part 2 comes before part 10: its runs of digits as numbers, the text between.
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

#[cfg(test)]
mod tests {
    use super::natural_key;

    #[test]
    fn numbers_count_as_numbers() {
        let mut names = ["part_10.tsv", "part_2.tsv", "part_1.tsv", "part.tsv", "10", "9a"];
        names.sort_by_key(|name| natural_key(name));
        assert_eq!(names, ["part.tsv", "part_1.tsv", "part_2.tsv", "part_10.tsv", "9a", "10"]);
    }
}
