//! Filters of questions in words.

use super::Messages;
use super::fill;
use crate::explore::filters::{Example, Filter};
use crate::format::integer;
use engine::lexical_tree::{NO_DEPARTMENT, TreeKind};
use engine::selection::{NodePath, Outcome, PictureKind};
use protocol::explore::KeywordsFaultKind;

/// A filter in words.
pub fn filter_label(words: &Messages, filter: &Filter) -> String {
    match filter {
        Filter::Node(path) => path_label(words, path),
        Filter::Keywords(keywords) => fill(words.explore.filter_keywords, &[("keywords", keywords)]),
        Filter::Modality(name) => of_column(words.columns.modality, name, words),
        Filter::OriginalTask(name) => of_column(words.explore.facet_original_task, name, words),
        Filter::OptionCount(count) => fill(words.explore.options_number, &[("n", &integer((*count).into()))]),
        Filter::Part(part) => fill(words.explore.part_number, &[("n", &integer(u64::from(*part) + 1))]),
        Filter::Picture(kind) => picture_label(words, *kind).to_owned(),
        Filter::Outcome(outcome) => format!("{}: {}", outcome.file, outcome_label(words, outcome.outcome)),
        Filter::Letters(of) => {
            let form = if of.same { words.explore.same_letter } else { words.explore.other_letter };
            fill(form, &[("a", &of.a), ("b", &of.b)])
        }
        Filter::Confusion(of) => {
            fill(words.explore.confusion, &[("file", &of.file), ("label", &of.label), ("chosen", &of.chosen)])
        }
    }
}

fn of_column(column: &str, value: &str, words: &Messages) -> String {
    format!("{column}: {}", bilingual(words, value))
}

/// A name of the benchmark, behind that of the language where it has one; or the word for none.
pub fn bilingual(words: &Messages, name: &str) -> String {
    if name.trim().is_empty() {
        return words.explore.blank_name.to_owned();
    }
    let own = words.explore.own_names.split('|').filter_map(|pair| pair.split_once('='));
    let own = own.into_iter().find(|(english, _)| english.eq_ignore_ascii_case(name.trim()));
    own.map_or_else(|| name.to_owned(), |(_, own)| if own == name { own.to_owned() } else { format!("{own} {name}") })
}

/// The name of a node; questions without a department go by one name, whether their column or the tree tells.
pub fn node_name(words: &Messages, kind: TreeKind, name: &str) -> String {
    if kind == TreeKind::Department && name == NO_DEPARTMENT {
        words.explore.no_department.to_owned()
    } else {
        bilingual(words, name)
    }
}

/// A path of a tree in words.
pub fn path_label(words: &Messages, path: &NodePath) -> String {
    let names: Vec<String> = path.names.iter().map(|name| node_name(words, path.tree, name)).collect();
    names.join(" → ")
}

/// Where a picture is, in words.
pub fn picture_label(words: &Messages, kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::Own => words.explore.picture_own,
        PictureKind::Reference => words.explore.picture_reference,
        PictureKind::Several => words.explore.picture_several,
        PictureKind::Missing => words.explore.picture_missing,
    }
}

/// A result in words, with its sign.
pub fn outcome_label(words: &Messages, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Right => words.explore.outcome_right,
        Outcome::Wrong => words.explore.outcome_wrong,
        Outcome::NotInferable => words.explore.outcome_not_inferable,
        Outcome::Absent => words.explore.outcome_absent,
    }
}

/// An example in words.
pub fn example_label(words: &Messages, example: Example) -> &'static str {
    match example {
        Example::Fundus => words.explore.example_fundus,
        Example::FundusDiagnosis => words.explore.example_fundus_diagnosis,
        Example::EndoscopyBoxes => words.explore.example_endoscopy_boxes,
    }
}

/// What is wrong with keywords; `{at}` is the place for where.
pub fn keywords_fault(words: &Messages, kind: KeywordsFaultKind) -> &'static str {
    match kind {
        KeywordsFaultKind::OpenQuote => words.explore.fault_open_quote,
        KeywordsFaultKind::NothingBehind => words.explore.fault_nothing_behind,
        KeywordsFaultKind::UnknownField => words.explore.fault_unknown_field,
        KeywordsFaultKind::TooLong => words.explore.fault_too_long,
    }
}

/// A filter in words where its column is named already.
pub fn value_label(words: &Messages, filter: &Filter) -> String {
    match filter {
        Filter::Modality(name) | Filter::OriginalTask(name) => bilingual(words, name),
        Filter::Outcome(outcome) => outcome_label(words, outcome.outcome).to_owned(),
        other => filter_label(words, other),
    }
}
