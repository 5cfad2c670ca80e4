//! What a comparison of two files says, in plain words.

use super::figures::p_value;
use super::groups::LEVEL;
use crate::format::integer;
use crate::i18n::{CompareWords, fill};
use engine::compare::Pair;
use protocol::compare::UnmatchedRows;

/// Which file answered more questions correctly, and whether chance would do the same.
pub fn sentence(words: &CompareWords, names: [&str; 2], pair: &Pair) -> String {
    let [a, b] = names;
    let n = integer(pair.n.into());
    if pair.n == 0 {
        return fill(words.none_common, &[("a", a), ("b", b)]);
    }
    if pair.only_a == pair.only_b {
        return fill(words.equal, &[("a", a), ("b", b), ("n", &n)]);
    }
    let (better, other) = if pair.only_a > pair.only_b { (a, b) } else { (b, a) };
    let p = p_value(pair.mcnemar_exact_p);
    let form = if pair.mcnemar_exact_p < LEVEL { words.rare } else { words.usual };
    let more = integer(pair.only_a.abs_diff(pair.only_b).into());
    fill(form, &[("better", better), ("other", other), ("more", &more), ("n", &n), ("p", &p)])
}

/// What of a file does not match the dataset, if anything.
pub fn unmatched(words: &CompareWords, name: &str, rows: UnmatchedRows) -> Option<String> {
    let counts = [(rows.missing, words.missing), (rows.extra, words.extra), (rows.repeated, words.repeated)];
    let said = counts.into_iter().filter(|(count, _)| *count > 0);
    let said: Vec<_> = said.map(|(count, form)| fill(form, &[("count", &integer(count.into()))])).collect();
    (!said.is_empty()).then(|| fill(words.unmatched, &[("name", name), ("what", &said.join(" "))]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;
    use engine::stats::mcnemar_exact;

    fn pair(both: u32, only_a: u32, only_b: u32) -> Pair {
        Pair {
            a: "a.xlsx".to_owned(),
            b: "b.xlsx".to_owned(),
            n: both + only_a + only_b,
            both,
            only_a,
            only_b,
            neither: 0,
            same_error: 0,
            difference: None,
            se: None,
            interval: None,
            mcnemar_exact_p: mcnemar_exact(only_a, only_b),
            mcnemar_mid_p: 1.0,
            clusters: None,
            se_clustered: None,
            design_effect: None,
            mde80: None,
            groups: std::collections::BTreeMap::new(),
        }
    }

    #[test]
    fn the_better_file_comes_first() {
        for language in Language::bundled() {
            let words = &language.messages().compare;
            let said = |both, only_a, only_b| sentence(words, ["one", "two"], &pair(both, only_a, only_b));
            let rare = said(2000, 300, 422);
            assert!(rare.starts_with("two") && rare.contains("122") && rare.contains("p < 0.00001"), "{rare}");
            let usual = said(20, 4, 3);
            assert!(usual.starts_with("one") && usual.contains("p = 1.000"), "{usual}");
            assert!(said(20, 3, 3).contains("26"));
            assert!(!said(0, 0, 0).contains("{"));
        }
    }

    #[test]
    fn only_what_does_not_match_is_said() {
        for language in Language::bundled() {
            let words = &language.messages().compare;
            assert_eq!(unmatched(words, "x", UnmatchedRows::default()), None);
            let said = unmatched(words, "x", UnmatchedRows { missing: 7, extra: 0, repeated: 1 }).unwrap();
            assert!(said.contains('7') && said.contains('1') && !said.contains('0'), "{said}");
        }
    }
}
