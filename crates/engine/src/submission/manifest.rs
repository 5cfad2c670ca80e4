//! The files of a submission, and the manifest that says what exactly was sent.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Form;
use crate::check::{Finding, FindingKind, Note, Report, Severity, Split};
use crate::hexadecimal::hexadecimal;
use crate::scoring::RuleSet;
use crate::table::TableFormat;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PackageFile {
    /// The predictions as the organisers ask for them.
    Spreadsheet,
    /// The predictions unchanged, where a spreadsheet cannot hold them.
    Tsv,
    /// What exactly was sent.
    Manifest,
    /// The mail with all of it attached.
    Message,
}

impl PackageFile {
    pub fn mime(self) -> &'static str {
        match self {
            Self::Spreadsheet => TableFormat::Xlsx.mime(),
            Self::Tsv => TableFormat::Tsv.mime(),
            Self::Manifest => TableFormat::Json.mime(),
            Self::Message => "message/rfc822",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedFile {
    pub file: PackageFile,
    pub name: String,
    pub bytes: Vec<u8>,
    /// SHA-256 of the content, in lower-case hexadecimal.
    pub sha256: String,
}

impl PackedFile {
    pub(super) fn new(file: PackageFile, name: String, bytes: Vec<u8>) -> Self {
        let sha256 = hexadecimal(&Sha256::digest(&bytes));
        Self { file, name, bytes, sha256 }
    }
}

/// The dataset that the predictions were checked against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DatasetIdentity {
    pub name: String,
    pub rows: usize,
    pub parts: Vec<PartIdentity>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartIdentity {
    pub name: String,
    pub bytes: u64,
    /// Its MD5, in lower-case hexadecimal; `null` where the file was not verified.
    pub md5: Option<String>,
    /// The published file of that sum; `null` where there is none, or the file was not verified.
    pub published: Option<String>,
}

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
    /// The change that brought these rules, and its date.
    rule_set_revision: &'static str,
    severity: Severity,
    findings: Vec<FindingEntry<'m>>,
    notes: &'m [Note],
}

#[derive(Serialize)]
struct FindingEntry<'m> {
    kind: FindingKind,
    severity: Severity,
    count: u32,
    indices: &'m [String],
}

impl<'m> Manifest<'m> {
    /// The manifest of these files; the check is that of the spreadsheet.
    pub(super) fn new(
        form: &'m Form,
        split: Split,
        dataset: Option<&'m DatasetIdentity>,
        files: &'m [PackedFile],
        report: &'m Report,
    ) -> Self {
        let entry =
            |file: &'m PackedFile| FileEntry { name: &file.name, bytes: file.bytes.len(), sha256: &file.sha256 };
        let found = |finding: &'m Finding| FindingEntry {
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
