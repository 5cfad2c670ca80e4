//! The rows of a prediction file, compared with the dataset's.

use std::collections::HashMap;

use super::collector::FindingCollector;
use super::predictions::{self, class, without_end_token};
use super::{Columns, Details, FindingKind, Note, Place, Reference};
use crate::answer::{FINISH_REASON, Finish};
use crate::dataset::IndexKey;
use crate::option_column::is_option;
use crate::pause::{Pause, Work};
use crate::scoring::{ScoreError, refusals};
use crate::table::{Column, RawCell, Table, Value, is_blank, is_same};

/// Blank predictions at the end that mean that the writer has stopped.
const TRAILING: usize = 5;

pub(super) async fn check(
    table: &Table,
    columns: &Columns,
    reference: &Reference<'_>,
    findings: &mut FindingCollector,
    pause: &dyn Pause,
) {
    let rows = Rows::of(table, columns, reference);
    if rows.count == 0 {
        findings.file(FindingKind::NoDataRows, Details::None);
    }
    if rows.index.is_some() || rows.count == 0 {
        rows.check_index(findings, pause).await;
    }
    rows.check_metadata(findings, pause).await;
    rows.check_refusals(findings);
    rows.check_predictions(findings, pause).await;
    // Rows whose questions belong to other indices are in no order worth telling.
    if rows.is_out_of_order() && !findings.has(FindingKind::QuestionMismatch) {
        findings.note(Note::RowOrder);
    }
}

struct Rows<'a> {
    table: &'a Table,
    columns: &'a Columns,
    reference: &'a Reference<'a>,
    count: usize,
    index: Option<&'a Column>,
    found: Vec<Found>,
}

/// What the index of a row leads to.
#[derive(Clone)]
enum Found {
    Blank,
    Unknown(IndexKey),
    Row {
        row: usize,
        /// JSON has it as text where the dataset has a number.
        is_text: bool,
    },
}

impl<'a> Rows<'a> {
    fn of(table: &'a Table, columns: &'a Columns, reference: &'a Reference<'a>) -> Self {
        let index = columns.lower("index").map(|at| &table.frame.columns()[at]);
        let find = |value: &Value| find(value, reference, table.format.is_json());
        let found = index.map(|column| column.values.iter().map(find).collect()).unwrap_or_default();
        Self { table, columns, reference, count: table.frame.row_count(), index, found }
    }

    fn column(&self, name: &str) -> Option<&'a Column> {
        self.columns.lower(name).map(|at| &self.table.frame.columns()[at])
    }

    fn note(&self, kind: FindingKind, row: usize, findings: &mut FindingCollector) {
        let dataset_row = self.reference.dataset_row(self.dataset_row(row));
        let place = Place { row: u32::try_from(row).ok(), dataset_row };
        findings.row(kind, || self.index_text(row), place);
    }

    fn dataset_row(&self, row: usize) -> Option<usize> {
        match self.found.get(row) {
            Some(Found::Row { row, .. }) => Some(*row),
            _ => None,
        }
    }

    fn index_text(&self, row: usize) -> String {
        let key = self.index.and_then(|column| IndexKey::of(column.values.get(row)?));
        key.map(|key| key.to_string()).unwrap_or_default()
    }

    async fn check_index(&self, findings: &mut FindingCollector, pause: &dyn Pause) {
        let mut work = Work::new(pause);
        for (row, found) in self.found.iter().enumerate() {
            work.done(1).await;
            match found {
                Found::Blank => self.note(FindingKind::BlankIndex, row, findings),
                Found::Unknown(_) => self.note(FindingKind::UnknownIndex, row, findings),
                Found::Row { is_text: true, .. } => self.note(FindingKind::IndexTypeMismatch, row, findings),
                Found::Row { .. } => {}
            }
        }
        self.check_duplicates(findings, &mut work).await;
        self.check_missing(findings);
    }

    async fn check_duplicates(&self, findings: &mut FindingCollector, work: &mut Work<'_>) {
        #[derive(PartialEq, Eq, Hash)]
        enum Identity<'f> {
            Row(usize),
            Unknown(&'f IndexKey),
        }
        let prediction = self.column("prediction");
        // As VLMEvalKit matches it.
        let printed = |row: usize| prediction.map(|column| column.values[row].printed());
        let mut first_of: HashMap<Identity<'_>, usize> = HashMap::with_capacity(self.count);
        for (row, found) in self.found.iter().enumerate() {
            work.done(1).await;
            let identity = match found {
                Found::Blank => continue,
                Found::Unknown(key) => Identity::Unknown(key),
                Found::Row { row, .. } => Identity::Row(*row),
            };
            let first = *first_of.entry(identity).or_insert(row);
            if first == row {
                continue;
            }
            self.note(FindingKind::DuplicateIndex, row, findings);
            if printed(row) != printed(first) {
                self.note(FindingKind::DuplicateConflict, row, findings);
            }
        }
    }

    fn check_missing(&self, findings: &mut FindingCollector) {
        let mut present: Vec<usize> = (0..self.count).filter_map(|row| self.dataset_row(row)).collect();
        present.sort_unstable();
        for (index, row) in self.reference.indices() {
            if present.binary_search(&row).is_err() {
                let place = Place { row: None, dataset_row: self.reference.dataset_row(Some(row)) };
                findings.row(FindingKind::MissingRows, || index, place);
            }
        }
    }

    /// Whether known indices do not ascend through the dataset; repeated ones count where they first stand.
    fn is_out_of_order(&self) -> bool {
        let mut seen = std::collections::HashSet::new();
        let mut first = (0..self.found.len()).filter_map(|row| self.dataset_row(row)).filter(|row| seen.insert(*row));
        let Some(mut last) = first.next() else { return false };
        first.any(|row| row < std::mem::replace(&mut last, row))
    }

    async fn check_metadata(&self, findings: &mut FindingCollector, pause: &dyn Pause) {
        let question = self.column("question");
        let answer = self.column("answer").filter(|_| self.reference.has_answers());
        let letters: Vec<&str> = self.reference.columns().into_iter().filter(|name| is_option(name)).collect();
        let category = self.column("category").filter(|column| is_mixed(&column.values));
        let mut work = Work::new(pause);
        for row in 0..self.count {
            work.row(0).await;
            // An empty text, which only JSON has, stops nothing.
            let is_question = question.is_none_or(|column| column.values[row].as_text().is_some());
            if !is_question {
                self.note(FindingKind::BlankQuestion, row, findings);
            }
            if let Some(column) = category
                && column.values[row].as_text().is_none()
            {
                self.note(FindingKind::BlankCategory, row, findings);
            }
            let Some(dataset_row) = self.dataset_row(row) else { continue };
            let differs = |column: Option<&Column>, name: &str| {
                let cell = column.map_or(&Value::Missing, |column| &column.values[row]);
                self.reference.cell(dataset_row, name).is_some_and(|truth| !is_same(cell, &truth))
            };
            if is_question && question.is_some() && differs(question, "question") {
                self.note(FindingKind::QuestionMismatch, row, findings);
            }
            if letters.iter().any(|letter| differs(self.exact(letter), letter)) {
                self.note(FindingKind::OptionMismatch, row, findings);
            }
            if answer.is_some() && differs(answer, "answer") {
                self.note(FindingKind::AnswerMismatch, row, findings);
            }
            if self.reference.lacks_option_of_answer(dataset_row) {
                self.note(FindingKind::AnswerWithoutOption, row, findings);
            }
        }
    }

    /// Notes whatever makes the scorer give no score and has not been noted yet.
    fn check_refusals(&self, findings: &mut FindingCollector) {
        let is_known = |index: &IndexKey| self.reference.find(index).is_some();
        let mut unsortable = Vec::new();
        for refusal in refusals(&self.table.frame, |name| self.column(name), is_known) {
            let told: &[FindingKind] = match &refusal {
                ScoreError::MissingColumn { name, .. } if name == "question" => &[FindingKind::MissingQuestionColumn],
                ScoreError::MissingColumn { .. } => &[FindingKind::MissingGroupColumn],
                ScoreError::MixedIndex => &[FindingKind::IndexTypeMismatch, FindingKind::UnknownIndex],
                ScoreError::BlankIndex { .. } => &[FindingKind::BlankIndex],
                ScoreError::UnknownIndex { .. } => {
                    &[FindingKind::UnknownIndex, FindingKind::IndexTypeMismatch, FindingKind::BlankIndex]
                }
                ScoreError::QuestionNotText { .. } => &[FindingKind::BlankQuestion],
                ScoreError::Unsortable { column } if column == "category" => &[FindingKind::BlankCategory],
                _ => &[],
            };
            if told.iter().any(|kind| findings.has(*kind)) {
                continue;
            }
            match refusal {
                ScoreError::Unsortable { column } => unsortable.push(column),
                other => findings.no_score(other),
            }
        }
        findings.names(FindingKind::MixedGroupColumn, unsortable);
    }

    fn exact(&self, name: &str) -> Option<&'a Column> {
        self.columns.exact(name).map(|at| &self.table.frame.columns()[at])
    }

    fn options(&self, row: usize) -> Vec<(char, String)> {
        self.columns.options(&self.table.frame, row)
    }

    async fn check_predictions(&self, findings: &mut FindingCollector, pause: &dyn Pause) {
        let Some(at) = self.columns.lower("prediction") else { return };
        let typed = &self.table.frame.columns()[at].values;
        let cells = self.table.raw(at);
        let mut work = Work::new(pause);
        for (row, (cell, value)) in cells.iter().zip(typed).enumerate() {
            let printed = value.printed();
            work.row(printed.len()).await;
            let options = self.options(row);
            let Some(kind) = class(cell, self.table.format, &printed, &options) else { continue };
            self.note(kind, row, findings);
            if kind == FindingKind::EndToken
                && let Some((_, token)) = without_end_token(&printed, &options)
            {
                findings.name(kind, token);
            }
        }
        self.check_end(&cells, findings);
        self.check_cut(findings);
    }

    /// Finds the answers that a run of this program has marked as cut.
    fn check_cut(&self, findings: &mut FindingCollector) {
        let Some(reasons) = self.column(FINISH_REASON) else { return };
        for (row, reason) in reasons.values.iter().enumerate() {
            if reason.as_text() == Some(Finish::Length.word()) {
                self.note(FindingKind::AnswerCut, row, findings);
            }
        }
    }

    fn check_end(&self, cells: &[RawCell], findings: &mut FindingCollector) {
        let trailing = cells.iter().rev().take_while(|cell| predictions::is_blank(cell)).count();
        if trailing >= TRAILING {
            for row in self.count - trailing..self.count {
                self.note(FindingKind::TrailingBlankPredictions, row, findings);
            }
        }
    }
}

/// Python cannot sort text together with anything else; a column without any text it can.
fn is_mixed(values: &[Value]) -> bool {
    values.iter().any(|value| value.as_text().is_some()) && !values.iter().all(is_blank)
}

/// The row of the dataset that an index means: also where it is the text of a number.
pub fn row_of(value: &Value, reference: &Reference<'_>) -> Option<usize> {
    match find(value, reference, false) {
        Found::Row { row, .. } => Some(row),
        _ => None,
    }
}

fn find(value: &Value, reference: &Reference<'_>, is_json: bool) -> Found {
    let Some(key) = IndexKey::of(value) else { return Found::Blank };
    if let Some(row) = reference.find(&key) {
        return Found::Row { row, is_text: false };
    }
    let IndexKey::Text(text) = &key else { return Found::Unknown(key) };
    if text.trim().is_empty() {
        return Found::Blank;
    }
    // In other files than JSON one text makes texts of all indices; then only that one is to blame.
    match key.spelled_number().and_then(|number| reference.find(&number)) {
        Some(row) => Found::Row { row, is_text: is_json },
        None => Found::Unknown(key),
    }
}
