//! A selection in an address: `node=department/Ophthalmology&modality=CT&options=4&part=1&picture=own&result=FILE:wrong`,
//! `letters=same/FILE/OTHER`, `confusion=FILE/LABEL/CHOSEN`.

use std::collections::BTreeSet;
use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::tree_named;
use crate::shell::query::{Query, QueryWriter, Rejected};
use engine::selection::{ConfusionOf, LettersOf, NodePath, Outcome, OutcomeOf, PictureKind, Selection};

/// Values of one name that are read; an address with more was not made by this app.
const MOST: usize = 2000;

/// Names of a path are joined by `/`, so a `/` within one is escaped; and so is what escapes.
const IN_PATH: &AsciiSet = &CONTROLS.add(b'/').add(b'%');

const PICTURES: [(PictureKind, &str); 4] = [
    (PictureKind::Own, "own"),
    (PictureKind::Reference, "reference"),
    (PictureKind::Several, "several"),
    (PictureKind::Missing, "missing"),
];

const OUTCOMES: [(Outcome, &str); 4] = [
    (Outcome::Right, "right"),
    (Outcome::Wrong, "wrong"),
    (Outcome::NotInferable, "not-inferable"),
    (Outcome::Absent, "absent"),
];

/// Whether two files chose the same letter.
const SAME: &str = "same";
const OTHER: &str = "other";

/// Reads a selection; what is not understood is left out and kept as rejected, repeated values are left out.
pub(crate) fn read_selection(query: Query<'_>, rejected: &mut Rejected) -> Selection {
    Selection {
        nodes: values(query, "node", rejected, read_path),
        keywords: query.value("q").unwrap_or_default(),
        modalities: values(query, "modality", rejected, |name| Some(name.to_owned())),
        original_tasks: values(query, "task", rejected, |name| Some(name.to_owned())),
        option_counts: values(query, "options", rejected, |number| number.parse().ok()),
        // People count parts from 1.
        parts: values(query, "part", rejected, |number| number.parse::<u32>().ok()?.checked_sub(1)),
        pictures: values(query, "picture", rejected, |name| named(&PICTURES, name)),
        outcomes: values(query, "result", rejected, read_outcome),
        letters: values(query, "letters", rejected, read_letters),
        confusions: values(query, "confusion", rejected, read_confusion),
    }
}

/// Writes a selection; what it does not ask for is left out.
pub(crate) fn write_selection(selection: &Selection, query: &mut QueryWriter) -> fmt::Result {
    let keywords = &selection.keywords;
    for node in &selection.nodes {
        query.push("node", Some(write_path(node)))?;
    }
    query.push("q", (!keywords.is_empty()).then_some(keywords))?;
    for modality in &selection.modalities {
        query.push("modality", Some(modality))?;
    }
    for task in &selection.original_tasks {
        query.push("task", Some(task))?;
    }
    for number in &selection.option_counts {
        query.push("options", Some(number))?;
    }
    for part in &selection.parts {
        query.push("part", Some(u64::from(*part) + 1))?;
    }
    for picture in &selection.pictures {
        query.push("picture", name_of(&PICTURES, *picture))?;
    }
    for OutcomeOf { file, outcome } in &selection.outcomes {
        query.push("result", name_of(&OUTCOMES, *outcome).map(|outcome| format!("{file}:{outcome}")))?;
    }
    for letters in &selection.letters {
        query.push("letters", Some(write_letters(letters)))?;
    }
    for ConfusionOf { file, label, chosen } in &selection.confusions {
        query.push("confusion", Some(joined([file, label, chosen])))?;
    }
    Ok(())
}

fn values<T: Ord + Clone>(
    query: Query<'_>,
    name: &str,
    rejected: &mut Rejected,
    read: impl Fn(&str) -> Option<T>,
) -> Vec<T> {
    let mut seen = BTreeSet::new();
    let values = query.values(name).into_iter().filter_map(|text| rejected.check(name, &text, &read));
    values.filter(|value| seen.insert(value.clone())).take(MOST).collect()
}

fn write_path(node: &NodePath) -> String {
    let mut text = node.tree.name().to_owned();
    for name in &node.names {
        text.push('/');
        text.extend(utf8_percent_encode(name, IN_PATH));
    }
    text
}

fn read_path(text: &str) -> Option<NodePath> {
    let (tree, names) = text.split_once('/')?;
    let names = names.split('/').map(|name| percent_decode_str(name).decode_utf8_lossy().into_owned());
    let names: Vec<String> = names.take(4).collect();
    (names.len() <= 3).then_some(NodePath { tree: tree_named(tree)?, names })
}

fn read_outcome(text: &str) -> Option<OutcomeOf> {
    // The name of a file may hold a colon, that of an outcome does not.
    let (file, outcome) = text.rsplit_once(':')?;
    Some(OutcomeOf { file: file.to_owned(), outcome: named(&OUTCOMES, outcome)? })
}

fn write_letters(letters: &LettersOf) -> String {
    joined([if letters.same { SAME } else { OTHER }, &letters.a, &letters.b])
}

fn joined(names: [&str; 3]) -> String {
    names.map(|name| utf8_percent_encode(name, IN_PATH).to_string()).join("/")
}

/// Three names joined by `/`.
fn parted(text: &str) -> Option<[String; 3]> {
    let name = |name| percent_decode_str(name).decode_utf8_lossy().into_owned();
    text.split('/').map(name).collect::<Vec<_>>().try_into().ok()
}

fn read_confusion(text: &str) -> Option<ConfusionOf> {
    parted(text).map(|[file, label, chosen]| ConfusionOf { file, label, chosen })
}

fn read_letters(text: &str) -> Option<LettersOf> {
    let [which, a, b] = parted(text)?;
    [SAME, OTHER].contains(&which.as_str()).then(|| LettersOf { a, b, same: which == SAME })
}

fn named<T: Copy>(names: &[(T, &str)], name: &str) -> Option<T> {
    names.iter().find(|(_, known)| *known == name).map(|(value, _)| *value)
}

fn name_of<T: Copy + PartialEq>(names: &[(T, &'static str)], value: T) -> Option<&'static str> {
    names.iter().find(|(known, _)| *known == value).map(|(_, name)| *name)
}

/// Selections without repeated values, of names of any letters.
#[cfg(test)]
pub(crate) fn selections() -> impl proptest::strategy::Strategy<Value = Selection> {
    use proptest::prelude::*;

    use engine::lexical_tree::TreeKind;

    fn distinct<T: Ord + std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<T>> {
        prop::collection::btree_set(value, 0..4).prop_map(|values| values.into_iter().collect())
    }
    let text = || prop_oneof![".{0,12}", "[a/%&#=+?: ]{0,8}"];
    let nodes = (prop::sample::select(TreeKind::ALL.to_vec()), prop::collection::vec(text(), 1..4))
        .prop_map(|(tree, names)| NodePath { tree, names });
    let pictures = prop::sample::select(PICTURES.to_vec()).prop_map(|(kind, _)| kind);
    let outcomes =
        (text(), prop::sample::select(OUTCOMES.to_vec())).prop_map(|(file, (outcome, _))| OutcomeOf { file, outcome });
    let columns = (distinct(text()), distinct(text()), distinct(any::<u32>()), distinct(0..u32::MAX));
    let letters = (text(), text(), any::<bool>()).prop_map(|(a, b, same)| LettersOf { a, b, same });
    let confusions = (text(), text(), text()).prop_map(|(file, label, chosen)| ConfusionOf { file, label, chosen });
    let results = (distinct(outcomes), distinct(letters), distinct(confusions));
    (distinct(nodes), text(), columns, distinct(pictures), results).prop_map(
        |(nodes, keywords, (modalities, original_tasks, option_counts, parts), pictures, results)| {
            let (outcomes, letters, confusions) = results;
            Selection {
                nodes,
                keywords,
                modalities,
                original_tasks,
                option_counts,
                parts,
                pictures,
                outcomes,
                letters,
                confusions,
            }
        },
    )
}
