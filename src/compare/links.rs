//! Links from figures to the questions that they count.

use super::route::Axis;
use crate::explore::route::ExploreRoute;
use crate::shell::address::Route;
use engine::scoring::RuleSet;
use engine::selection::{ConfusionOf, LettersOf, NodePath, Outcome, OutcomeOf, Selection};

/// The questions that files answered so, all of them or those of a group; files by their full names.
pub fn questions(rules: RuleSet, files: &[(&str, bool)], group: Option<(Axis, &str)>) -> String {
    let outcomes = files.iter().flat_map(|(file, is_correct)| outcomes(file, *is_correct)).collect();
    let mut selection = Selection { outcomes, ..Selection::default() };
    match group {
        Some((Axis::Tree(tree), name)) => selection.nodes.push(NodePath { tree, names: vec![name.to_owned()] }),
        Some((Axis::Modality, name)) => selection.modalities.push(name.to_owned()),
        None => {}
    }
    explore(selection, rules)
}

/// The questions of a label for which a file chose that option instead.
pub fn confusion(rules: RuleSet, file: &str, label: &str, chosen: &str) -> String {
    let [file, label, chosen] = [file, label, chosen].map(str::to_owned);
    let confusions = vec![ConfusionOf { file, label, chosen }];
    explore(Selection { confusions, ..Selection::default() }, rules)
}

/// The questions that both files answered incorrectly, with the same letter or another one.
pub fn both_incorrect(rules: RuleSet, [a, b]: [&str; 2], same: bool) -> String {
    let letters = vec![LettersOf { a: a.to_owned(), b: b.to_owned(), same }];
    let outcomes = [outcomes(a, false), outcomes(b, false)].concat();
    explore(Selection { outcomes, letters, ..Selection::default() }, rules)
}

/// A question by its row.
pub fn question(row: u32) -> String {
    Route::Explore(ExploreRoute::of_row(row)).to_string()
}

fn explore(selection: Selection, rules: RuleSet) -> String {
    Route::Explore(ExploreRoute { selection, rules, ..ExploreRoute::default() }).to_string()
}

fn outcomes(file: &str, is_correct: bool) -> Vec<OutcomeOf> {
    let outcomes: &[Outcome] = if is_correct { &[Outcome::Right] } else { &[Outcome::Wrong, Outcome::NotInferable] };
    outcomes.iter().map(|outcome| OutcomeOf { file: file.to_owned(), outcome: *outcome }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::address::Link;
    use engine::lexical_tree::TreeKind;

    #[test]
    fn links_are_addresses_of_explore() {
        let lost = [("a b.xlsx", true), ("c.tsv", false)];
        let link = questions(RuleSet::R2024, &lost, Some((Axis::Tree(TreeKind::Department), "Urology")));
        let expected = "#/explore?node=department/Urology&result=a%20b.xlsx:right&result=c.tsv:wrong\
                        &result=c.tsv:not-inferable&rules=r2024";
        assert_eq!(link, expected);
        assert_eq!(Link::parse(&link).route.to_string(), expected);
        assert_eq!(questions(RuleSet::default(), &[], Some((Axis::Modality, "CT"))), "#/explore?modality=CT");
    }
}
