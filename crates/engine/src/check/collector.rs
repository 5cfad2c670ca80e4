//! Findings as they are collected.

use std::collections::{BTreeMap, BTreeSet};

use super::{Affected, Details, Finding, FindingKind, Note, Place, Report};
use crate::limits::{Limit, NAMES_SHOWN, ROWS_NAMED, Spot, shown};
use crate::scoring::ScoreError;
use crate::table::{Content, Opened, TableError};

#[derive(Default)]
pub(super) struct FindingCollector {
    findings: BTreeMap<FindingKind, Finding>,
    notes: BTreeSet<Note>,
    failure: Option<TableError>,
    refusal: Option<ScoreError>,
    /// Whether anything was found about a row of the file, by row.
    affected: Vec<bool>,
}

impl FindingCollector {
    pub(super) fn of(opened: &Opened<'_>) -> Self {
        let issues = &opened.issues;
        let mut findings = Self { failure: issues.failure.clone(), ..Self::default() };
        if issues.failure == Some(TableError::Pickle) {
            findings.file(FindingKind::UnsupportedFormat, Details::Content(Content::Pickle));
        }
        if let Some(error) = &issues.unreadable {
            findings.file(FindingKind::FileUnreadable, Details::Unreadable(error.clone()));
        }
        match issues.content {
            None => {}
            Some(content) if opened.expected.is_some() => {
                findings.file(FindingKind::ExtensionMismatch, Details::Content(content));
            }
            Some(_) => {
                let extension = shown(&opened.extension);
                findings.file(FindingKind::UnsupportedFormat, Details::Extension(extension));
            }
        }
        if let Some(shape) = issues.foreign {
            findings.file(FindingKind::ForeignJson, Details::Foreign(shape));
        }
        if let Some(encoding) = issues.encoding {
            findings.file(FindingKind::EncodingNotUtf8, Details::Encoding(encoding));
        }
        if let Some(delimiter) = issues.delimiter {
            findings.file(FindingKind::WrongDelimiter, Details::Delimiter(delimiter));
        }
        // On another sheet VLMEvalKit never gets to the rows above the header.
        if issues.rows_above > 0 && issues.sheet.is_none() {
            findings.file(FindingKind::HeaderNotFirstRow, Details::HeaderLine(issues.header_line as u64));
        }
        findings.names(FindingKind::MultipleSheets, issues.sheets.clone());
        if issues.passed_over_mark {
            findings.note(Note::Utf8Bom);
        }
        let is_json = opened.table.as_ref().is_some_and(|table| table.format.is_json());
        if is_json && opened.is_expected_json() && issues.foreign.is_none() {
            findings.note(Note::JsonNotNative);
        }
        findings
    }

    pub(super) fn file(&mut self, kind: FindingKind, details: Details) {
        let finding = self.entry(kind);
        finding.count = 1;
        finding.details = details;
    }

    pub(super) fn names(&mut self, kind: FindingKind, names: Vec<String>) {
        if names.is_empty() {
            return;
        }
        let finding = self.entry(kind);
        finding.count = u32::try_from(names.len()).unwrap_or(u32::MAX);
        finding.details = Details::Names(names.into_iter().take(NAMES_SHOWN).map(|name| shown(&name)).collect());
    }

    pub(super) fn row(&mut self, kind: FindingKind, index: impl FnOnce() -> String, place: Place) {
        let finding = self.entry(kind);
        finding.count = finding.count.saturating_add(1);
        if finding.indices.len() < ROWS_NAMED {
            finding.indices.push(shown(&index()));
            finding.places.push(place);
        }
        if let Some(row) = place.row.and_then(|row| usize::try_from(row).ok()) {
            if self.affected.len() <= row {
                self.affected.resize(row + 1, false);
            }
            self.affected[row] = true;
        }
    }

    /// Adds a name to a finding about rows, once.
    pub(super) fn name(&mut self, kind: FindingKind, name: &str) {
        let finding = self.entry(kind);
        match &mut finding.details {
            Details::Names(names) if names.len() < NAMES_SHOWN && !names.iter().any(|known| known == name) => {
                names.push(shown(name));
            }
            Details::None => finding.details = Details::Names(vec![shown(name)]),
            _ => {}
        }
    }

    /// Notes that the file cannot be read, and why; the first reason counts.
    pub(super) fn unreadable(&mut self, error: TableError) {
        self.file(FindingKind::FileUnreadable, Details::Unreadable(error.clone()));
        self.failure.get_or_insert(error);
    }

    /// Notes why the scorer gives no score, where no other finding says it; the first reason counts.
    pub(super) fn no_score(&mut self, refusal: ScoreError) {
        if self.refusal.is_none() {
            self.file(FindingKind::NoScore, Details::NoScore(refusal.clone()));
            self.refusal = Some(refusal);
        }
    }

    pub(super) fn note(&mut self, note: Note) {
        self.notes.insert(note);
    }

    pub(super) fn has(&self, kind: FindingKind) -> bool {
        self.findings.contains_key(&kind)
    }

    pub(super) fn into_report(self, rows: Option<usize>) -> Report {
        let missing = self.findings.get(&FindingKind::MissingRows).map_or(0, |finding| finding.count);
        let with_missing = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX).saturating_add(missing);
        let affected = self.affected.iter().filter(|is_affected| **is_affected).count();
        Report {
            rows,
            affected: Affected { rows: with_missing(affected), of: with_missing(rows.unwrap_or_default()) },
            findings: self.findings.into_values().collect(),
            notes: self.notes.into_iter().collect(),
            failure: self.failure,
            refusal: self.refusal,
        }
    }

    fn entry(&mut self, kind: FindingKind) -> &mut Finding {
        let (indices, places, details) = (Vec::new(), Vec::new(), Details::None);
        self.findings.entry(kind).or_insert(Finding { kind, count: 0, indices, places, details })
    }
}

impl Report {
    /// The report on a file that is too large to be read.
    pub fn too_large(bytes: u64) -> Self {
        let mut findings = FindingCollector::default();
        findings.unreadable(Limit::FileBytes.exceeded(bytes, Spot::File));
        findings.into_report(None)
    }
}
