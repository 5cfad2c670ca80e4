//! Findings as they are collected.

use std::collections::{BTreeMap, BTreeSet};

use super::{Affected, Finding, FindingKind, Note, Place, Report};
use crate::limits::shown;
use crate::scoring::ScoreError;
use crate::table::TableError;

/// So many rows of a finding are named.
const ROWS_NAMED: usize = 1_000;
/// So many details of a finding are kept.
const DETAILS_KEPT: usize = 40;

/// What has been found so far, each kind once.
#[derive(Default)]
pub(super) struct Notebook {
    findings: BTreeMap<FindingKind, Finding>,
    notes: BTreeSet<Note>,
    failure: Option<TableError>,
    refusal: Option<ScoreError>,
    /// Whether anything was found about a row of the file, by row.
    affected: Vec<bool>,
}

impl Notebook {
    /// Notes something that is not about rows.
    pub(super) fn file(&mut self, kind: FindingKind, details: impl IntoIterator<Item = String>) {
        let details: Vec<String> = details.into_iter().collect();
        let finding = self.entry(kind);
        finding.count = u32::try_from(details.len().max(1)).unwrap_or(u32::MAX);
        finding.details = details.iter().take(DETAILS_KEPT).map(|detail| shown(detail)).collect();
    }

    /// Notes a row.
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

    /// Adds a detail to a finding, once.
    pub(super) fn detail(&mut self, kind: FindingKind, detail: &str) {
        let finding = self.entry(kind);
        if finding.details.len() < DETAILS_KEPT && !finding.details.iter().any(|known| known == detail) {
            finding.details.push(shown(detail));
        }
    }

    /// Notes that the file cannot be read, and why.
    pub(super) fn unreadable(&mut self, error: TableError) {
        self.file(FindingKind::FileUnreadable, [error.to_string()]);
        self.fail(error);
    }

    /// Keeps why the file cannot be read; the first reason counts.
    pub(super) fn fail(&mut self, error: TableError) {
        self.failure.get_or_insert(error);
    }

    /// Notes why the scorer gives no score, which no other finding tells; the first reason counts.
    pub(super) fn no_score(&mut self, refusal: ScoreError) {
        if self.refusal.is_none() {
            self.file(FindingKind::NoScore, [refusal.to_string()]);
            self.refusal = Some(refusal);
        }
    }

    pub(super) fn note(&mut self, note: Note) {
        self.notes.insert(note);
    }

    pub(super) fn has(&self, kind: FindingKind) -> bool {
        self.findings.contains_key(&kind)
    }

    /// The kinds are declared errors first, so this is their order.
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
        let (indices, places, details) = (Vec::new(), Vec::new(), Vec::new());
        self.findings.entry(kind).or_insert(Finding { kind, count: 0, indices, places, details })
    }
}
