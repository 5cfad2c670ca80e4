//! The columns of a prediction file, and what is wrong with them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::collector::FindingCollector;
use super::{Details, FindingKind, GROUP_COLUMNS, Note, Reference};
use crate::limits::NAMES_SHOWN;
use crate::option_column::is_option;
use crate::table::{Frame, Table, TableError, Value};

/// Columns that VLMEvalKit needs under exactly this name.
const EXACT: [&str; 2] = ["index", "prediction"];

const RESULT_COLUMNS: [&str; 2] = ["hit", "log"];

/// Where the columns of a table stand, by the names that VLMEvalKit knows them under.
pub struct Columns {
    names: Vec<String>,
    /// Places by the name that they get once they are in lower case, ascending.
    variants: HashMap<String, Vec<usize>>,
}

impl Columns {
    pub fn of(frame: &Frame) -> Self {
        Self::named(frame.columns().iter().map(|column| column.name.to_python_text()).collect())
    }

    fn named(names: Vec<String>) -> Self {
        let mut variants: HashMap<String, Vec<usize>> = HashMap::with_capacity(names.len());
        for (at, name) in names.iter().enumerate() {
            variants.entry(lowered(name)).or_default().push(at);
        }
        Self { names, variants }
    }

    /// The names in file order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    pub fn exact(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|column| column == name)
    }

    /// The column that VLMEvalKit uses under a name in lower case: of several that differ in case it takes the last one
    /// with capitals.
    pub fn lower(&self, name: &str) -> Option<usize> {
        let variants = self.variants(name).iter().copied();
        variants.rev().find(|at| self.names[*at] != name).or_else(|| self.exact(name))
    }

    /// Letter and text of each option of a row of their table.
    pub fn options(&self, frame: &Frame, row: usize) -> Vec<(char, String)> {
        let option = |letter: char| {
            let value = &frame.columns()[self.exact(letter.encode_utf8(&mut [0; 4]))?].values[row];
            (!value.is_missing()).then(|| (letter, value.to_python_text()))
        };
        ('A'..='Z').filter_map(option).collect()
    }

    fn variants(&self, name: &str) -> &[usize] {
        self.variants.get(name).map_or(&[], Vec::as_slice)
    }
}

/// The name after VLMEvalKit has lower-cased all but the letters of options.
fn lowered(name: &str) -> String {
    if is_option(name) { name.to_owned() } else { name.to_lowercase() }
}

pub(super) fn check(table: &Table, columns: &Columns, reference: &Reference<'_>, findings: &mut FindingCollector) {
    let seen = table.seen_names.as_ref().map(|names| Columns::named(names.clone()));
    // An empty list of records has no names of columns.
    if !table.format.is_json() || table.frame.row_count() > 0 {
        check_needed(seen.as_ref().unwrap_or(columns), findings);
    }
    check_collisions(columns, findings);
    check_names(table, findings);
    check_others(columns, reference, findings);
}

fn check_needed(columns: &Columns, findings: &mut FindingCollector) {
    let mut capitalised = Vec::new();
    for name in EXACT {
        if columns.exact(name).is_some() {
            continue;
        }
        if let Some(at) = columns.lower(name) {
            capitalised.push(columns.names[at].clone());
            continue;
        }
        let kind = if name == "index" { FindingKind::MissingIndexColumn } else { FindingKind::MissingPredictionColumn };
        findings.file(kind, Details::None);
    }
    findings.names(FindingKind::ColumnCase, capitalised);
    if columns.lower("question").is_none() {
        findings.file(FindingKind::MissingQuestionColumn, Details::None);
    }
    let missing = GROUP_COLUMNS.into_iter().filter(|name| columns.lower(name).is_none()).map(str::to_owned);
    findings.names(FindingKind::MissingGroupColumn, missing.collect());
}

/// Columns that become one when they are in lower case.
fn check_collisions(columns: &Columns, findings: &mut FindingCollector) {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in &columns.names {
        groups.entry(lowered(name)).or_default().push(name);
    }
    let colliding = groups.into_values().filter(|names| names.len() > 1).map(|names| names.join(", "));
    findings.names(FindingKind::ColumnCollision, colliding.collect());
}

/// VLMEvalKit fails at a column name that is a number or a date.
fn check_names(table: &Table, findings: &mut FindingCollector) {
    let not_text = table.frame.columns().iter().map(|column| &column.name).filter(|name| name.as_text().is_none());
    let names: Vec<String> = not_text.take(NAMES_SHOWN).map(Value::to_python_text).collect();
    if !names.is_empty() {
        findings.unreadable(TableError::ColumnNames { names: names.join(", ") });
    }
}

/// Columns that the dataset does not have, or that should not be sent.
fn check_others(columns: &Columns, reference: &Reference<'_>, findings: &mut FindingCollector) {
    let known = reference.columns();
    let known_lower: BTreeSet<String> = known.iter().map(|name| name.to_lowercase()).collect();
    let is_result = RESULT_COLUMNS.iter().all(|name| columns.lower(name).is_some());
    if is_result {
        findings.file(FindingKind::ResultFile, Details::None);
    }
    let mut stray = Vec::new();
    for name in &columns.names {
        let lower = name.to_lowercase();
        if known.contains(&name.as_str()) || EXACT.contains(&lower.as_str()) {
            continue;
        }
        if is_option(name) {
            stray.push(name.clone());
        } else if lower == "answer" && !reference.has_answers() {
            findings.names(FindingKind::AnswerLeak, vec![name.clone()]);
        } else if is_result && RESULT_COLUMNS.contains(&lower.as_str()) {
            // Told already.
        } else if !known_lower.contains(&lower) {
            findings.note(Note::ExtraColumns);
        } else if *name != lower && columns.variants(&lower).len() == 1 {
            findings.note(Note::ColumnLowercased);
        }
    }
    findings.names(FindingKind::StrayOptionColumn, stray);
}
