//! Column names as pandas makes them from a header.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Unique column names: blank cells become `Unnamed: k`, repeated names `x`, `x.1`, `x.2`, …
///
/// Follows `TextReader._get_header` of pandas 2.3.
pub fn column_names(header: Vec<String>) -> Vec<String> {
    let mut names = header;
    let mut unnamed = HashSet::new();
    for (column, name) in names.iter_mut().enumerate() {
        if name.is_empty() {
            *name = format!("Unnamed: {column}");
            unnamed.insert(column);
        }
    }
    make_unique(&mut names, |column| unnamed.contains(&column), Clone::clone, |name, count| format!("{name}.{count}"));
    names
}

/// Gives repeated names a number, columns that are named in the file before those that are not; two names are the same
/// where their keys are.
pub(crate) fn make_unique<N: Clone, K: Eq + Hash>(
    names: &mut [N],
    is_unnamed: impl Fn(usize) -> bool,
    key: impl Fn(&N) -> K,
    numbered: impl Fn(&N, u64) -> N,
) {
    let mut taken: HashSet<K> = names.iter().map(&key).collect();
    let mut counts: HashMap<K, u64> = HashMap::new();
    let (unnamed, named): (Vec<usize>, Vec<usize>) = (0..names.len()).partition(|column| is_unnamed(*column));
    for column in named.into_iter().chain(unnamed) {
        let original = names[column].clone();
        let mut name = original.clone();
        let mut count = counts.get(&key(&name)).copied().unwrap_or(0);
        while count > 0 {
            counts.insert(key(&original), count + 1);
            name = numbered(&original, count);
            count = if taken.contains(&key(&name)) { count + 1 } else { counts.get(&key(&name)).copied().unwrap_or(0) };
        }
        counts.insert(key(&name), count + 1);
        taken.insert(key(&name));
        names[column] = name;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        let cases: [(&[&str], &[&str]); 5] = [
            (&["x", "x", "x"], &["x", "x.1", "x.2"]),
            (&["x", "x", "x.1"], &["x", "x.2", "x.1"]),
            (&["x", "x.1", "x", "x"], &["x", "x.1", "x.2", "x.3"]),
            (&["", "a", ""], &["Unnamed: 0", "a", "Unnamed: 2"]),
            (&["", "Unnamed: 0"], &["Unnamed: 0.1", "Unnamed: 0"]),
        ];
        for (header, expected) in cases {
            let names = column_names(header.iter().map(|&name| name.to_owned()).collect());
            assert_eq!(names, expected);
        }
    }
}
