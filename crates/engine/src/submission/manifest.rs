//! What exactly was sent.

use serde::Serialize;

use super::{Form, PackedFile};
use crate::check::{FindingKind, Note, Report, Severity, Split};
use crate::scoring::RuleSet;

/// The dataset that the predictions were checked against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DatasetIdentity {
    /// Its name.
    pub name: String,
    /// Number of rows.
    pub rows: usize,
    /// Its files.
    pub parts: Vec<PartIdentity>,
}

/// A file of the dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartIdentity {
    /// File name.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Its MD5, in lower-case hexadecimal; `null` where the file was not verified.
    pub md5: Option<String>,
    /// The published file of that sum; `null` where there is none, or the file was not verified.
    pub published: Option<String>,
}

/// The manifest as it is written.
#[derive(Serialize)]
pub(super) struct Manifest<'m> {
    tool: &'static str,
    version: &'static str,
    model: &'m str,
    team: &'m str,
    arxiv: &'m str,
    notes: &'m str,
    split: &'static str,
    /// `null` where only the published number of rows was known.
    dataset: Option<&'m DatasetIdentity>,
    expected_rows: usize,
    rows: usize,
    files: Vec<FileEntry<'m>>,
    check: Check<'m>,
}

#[derive(Serialize)]
struct FileEntry<'m> {
    name: &'m str,
    bytes: usize,
    sha256: &'m str,
}

#[derive(Serialize)]
struct Check<'m> {
    rule_set: RuleSet,
    /// Since when these rules hold, and by which change.
    rule_set_revision: &'static str,
    severity: Severity,
    findings: Vec<Found<'m>>,
    notes: &'m [Note],
}

#[derive(Serialize)]
struct Found<'m> {
    kind: FindingKind,
    severity: Severity,
    count: u32,
    indices: &'m [String],
}

impl<'m> Manifest<'m> {
    /// The manifest of these files, whose check found that.
    pub(super) fn new(
        form: &'m Form,
        split: Split,
        dataset: Option<&'m DatasetIdentity>,
        files: &'m [PackedFile],
        report: &'m Report,
    ) -> Self {
        let entry =
            |file: &'m PackedFile| FileEntry { name: &file.name, bytes: file.bytes.len(), sha256: &file.sha256 };
        let found = |finding: &'m crate::check::Finding| Found {
            kind: finding.kind,
            severity: finding.kind.severity(),
            count: finding.count,
            indices: &finding.indices,
        };
        Self {
            tool: crate::TOOL,
            version: crate::VERSION,
            model: &form.model,
            team: &form.team,
            arxiv: &form.arxiv,
            notes: &form.notes,
            split: split.name(),
            dataset,
            expected_rows: dataset.map_or(split.rows(), |dataset| dataset.rows),
            rows: report.rows.unwrap_or_default(),
            files: files.iter().map(entry).collect(),
            check: Check {
                rule_set: RuleSet::LATEST,
                rule_set_revision: RuleSet::LATEST.revision(),
                severity: report.severity(),
                findings: report.findings.iter().map(found).collect(),
                notes: &report.notes,
            },
        }
    }
}
