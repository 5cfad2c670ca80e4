//! Packing a submission.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::manifest::Manifest;
use super::{DatasetIdentity, Form, FormFault, Mail, PackageFile, PackedFile};
use crate::check::{Reference, Report, Split, check_paused};
use crate::pause::{NoPause, Pause, block_on};
use crate::repair::{Repaired, Unfit};
use crate::table::{TableError, TableFormat};

/// Greatest number of characters of a model name in a file name.
const STEM_LIMIT: usize = 80;

#[derive(Debug, Clone, PartialEq)]
pub struct Package {
    /// The files: spreadsheet, tsv where the spreadsheet loses something, manifest, mail.
    pub files: Vec<PackedFile>,
    pub mail: Mail,
    /// What a check of the spreadsheet found.
    pub report: Report,
    pub unfit: Unfit,
}

#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum PackageError {
    #[error("the form is not filled in")]
    Form(Vec<FormFault>),
    #[error("the file is no table")]
    NoTable,
    #[error(transparent)]
    Table(#[from] TableError),
    #[error("the mail cannot be put together: {detail}")]
    Message { detail: String },
}

/// Packs a table, repaired or unchanged, whose columns are in VLMEvalKit's order.
///
/// The written spreadsheet is checked, so that the manifest describes what is sent.
pub fn pack(
    form: &Form,
    table: &Repaired,
    reference: &Reference<'_>,
    dataset: Option<&DatasetIdentity>,
) -> Result<Package, PackageError> {
    block_on(pack_paused(form, table, reference, dataset, &NoPause))
}

/// As [`pack`], leaving room for other work between the files.
pub async fn pack_paused(
    form: &Form,
    table: &Repaired,
    reference: &Reference<'_>,
    dataset: Option<&DatasetIdentity>,
    pause: &dyn Pause,
) -> Result<Package, PackageError> {
    let form = form.checked().map_err(PackageError::Form)?;
    let split = split_of(reference);
    let stem = format!("{}_GMAI-MMBench_{}", file_stem(&form.model), split.name());
    let bytes = table.write(TableFormat::Xlsx)?;
    let spreadsheet = PackedFile::new(PackageFile::Spreadsheet, format!("{stem}.xlsx"), bytes);
    pause.pause().await;
    let report = check_paused(&spreadsheet.name, &spreadsheet.bytes, reference, pause).await.report;
    let mut files = vec![spreadsheet];
    if !table.unfit.formats().contains(&TableFormat::Xlsx) {
        let bytes = table.write(TableFormat::Tsv)?;
        files.push(PackedFile::new(PackageFile::Tsv, format!("{stem}.tsv"), bytes));
        pause.pause().await;
    }
    let mail = Mail::new(&form, split, table.frame.row_count(), &files);
    let manifest = serde_json::to_vec_pretty(&Manifest::new(&form, split, dataset, &files, &report))
        .map_err(|error| PackageError::Message { detail: error.to_string() })?;
    files.push(PackedFile::new(PackageFile::Manifest, "manifest.json".to_owned(), manifest));
    let message = mail.message(&files).map_err(|error| PackageError::Message { detail: error.to_string() })?;
    files.push(PackedFile::new(PackageFile::Message, format!("{stem}.eml"), message));
    Ok(Package { files, mail, report, unfit: table.unfit.clone() })
}

/// A model's name as part of a file name: what file systems refuse becomes a hyphen.
fn file_stem(model: &str) -> String {
    let is_kept = |character: char| character.is_alphanumeric() || matches!(character, '.' | '-' | '_' | '+');
    let mut stem = String::new();
    for character in model.chars().take(STEM_LIMIT) {
        if is_kept(character) {
            stem.push(character);
        } else if !stem.ends_with('-') {
            stem.push('-');
        }
    }
    let trimmed = stem.trim_matches(['-', '.']);
    if trimmed.is_empty() { "model".to_owned() } else { trimmed.to_owned() }
}

/// The split that the predictions are for: a dataset without answers is TEST.
fn split_of(reference: &Reference<'_>) -> Split {
    match reference {
        Reference::Split(split) => *split,
        Reference::Dataset(_) if reference.has_answers() => Split::Val,
        Reference::Dataset(_) => Split::Test,
    }
}
