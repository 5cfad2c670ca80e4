//! How columns, families, splits and places are named.

use crate::i18n::{BoardWords, Language};
use engine::board::{Column, Confidence, Family, NewerSplit, OwnSplit, Place, Translated, View};

/// The head of a column, and its full name where the head is short.
pub fn column_head(words: &BoardWords, column: Column) -> (String, Option<String>) {
    let (head, name) = match column {
        Column::Model => (words.model, None),
        Column::Val => ("VAL", Some(words.val_name)),
        Column::Test => ("TEST", Some(words.test_name)),
        Column::All => (words.all, Some(words.all_name)),
        Column::Score => (words.score, None),
        Column::MultipleAccuracy => (words.multiple_acc, Some(words.multiple_acc_name)),
        Column::MultipleRecall => (words.multiple_recall, Some(words.multiple_recall_name)),
        Column::Family => (words.family, None),
        Column::Params => (words.params, None),
        Column::VisionEncoder => (words.encoder, None),
        Column::Llm => (words.llm, None),
        Column::Split => (words.split, None),
        Column::Source => (words.source, None),
        Column::Note => (words.note, None),
        Column::Task(_) | Column::Department(_) => {
            column.group().map_or(("", None), |field| (field.abbreviation, Some(field.name)))
        }
        Column::Granularity(_) => column.group().map_or(("", None), |field| (field.name, None)),
    };
    (head.to_owned(), name.map(str::to_owned))
}

/// The name of a view.
pub fn view_name(words: &BoardWords, view: View) -> &'static str {
    match view {
        View::Overview => words.overview,
        View::Tasks => words.tasks,
        View::Departments => words.departments,
        View::Granularity => words.granularity,
        View::Newer => words.newer,
        View::Compare => words.compare,
    }
}

/// What the figures of a view were measured on.
pub fn view_measured(words: &BoardWords, view: View) -> &'static str {
    match view {
        View::Overview => words.on_overview,
        View::Tasks => words.on_tasks,
        View::Departments => words.on_departments,
        View::Granularity => words.on_granularity,
        View::Newer => words.on_newer,
        View::Compare => words.compare_mixed,
    }
}

/// The name of a family.
pub fn family_name(words: &BoardWords, family: Family) -> &'static str {
    match family {
        Family::Random => words.random,
        Family::Medical => words.medical,
        Family::OpenSource => words.open_source,
        Family::Proprietary => words.proprietary,
    }
}

/// What an own score is of.
pub fn own_split(words: &BoardWords, split: OwnSplit) -> &'static str {
    match split {
        OwnSplit::Val => words.own_val,
        OwnSplit::Test => words.own_test,
        OwnSplit::Other => words.own_other,
    }
}

/// What a newer result is of.
pub fn newer_split(words: &BoardWords, split: NewerSplit) -> &'static str {
    match split {
        NewerSplit::Val => "VAL",
        NewerSplit::ValInferred => words.val_inferred,
        NewerSplit::Test => "TEST",
        NewerSplit::TestSelfScored => words.test_self,
        NewerSplit::NotStated => words.not_stated,
        NewerSplit::Subset => words.subset,
    }
}

/// How sure a newer result is.
pub fn confidence(words: &BoardWords, confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => words.high,
        Confidence::Medium => words.medium,
        Confidence::Low => words.low,
    }
}

/// A place as sports tables print it: `14`, tied `14=`.
pub fn place(place: Place) -> String {
    if place.tied { format!("{}=", place.number) } else { place.number.to_string() }
}

/// A text of the data files in the language of the page.
pub fn in_language(language: Language, text: &Translated) -> String {
    text.of(language.locale().name()).to_owned()
}
