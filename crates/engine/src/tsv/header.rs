//! Column names as pandas makes them from a header.

use std::collections::{HashMap, HashSet};

/// Unique column names: blank cells become `Unnamed: k`, repeated names `x`, `x.1`, `x.2`, …
///
/// Follows `TextReader._get_header` of pandas 2.3: named columns are made unique before unnamed ones.
pub fn column_names(header: Vec<String>) -> Vec<String> {
    let mut names = header;
    let mut unnamed = Vec::new();
    for (column, name) in names.iter_mut().enumerate() {
        if name.is_empty() {
            *name = format!("Unnamed: {column}");
            unnamed.push(column);
        }
    }
    let is_unnamed: HashSet<usize> = unnamed.iter().copied().collect();
    let order = (0..names.len()).filter(|column| !is_unnamed.contains(column)).chain(unnamed);

    // How often each name stands in the header as changed so far, and how often it has been given away.
    let mut present: HashMap<String, usize> = HashMap::new();
    for name in &names {
        *present.entry(name.clone()).or_default() += 1;
    }
    let mut given: HashMap<String, usize> = HashMap::new();
    for column in order.collect::<Vec<_>>() {
        let old = names[column].clone();
        let mut name = old.clone();
        let mut count = given.get(&name).copied().unwrap_or(0);
        while count > 0 {
            given.insert(old.clone(), count + 1);
            name = format!("{old}.{count}");
            count = if present.get(&name).is_some_and(|&times| times > 0) {
                count + 1
            } else {
                given.get(&name).copied().unwrap_or(0)
            };
        }
        given.insert(name.clone(), count + 1);
        if name != old {
            present.entry(old).and_modify(|times| *times -= 1);
            *present.entry(name.clone()).or_default() += 1;
            names[column] = name;
        }
    }
    names
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
