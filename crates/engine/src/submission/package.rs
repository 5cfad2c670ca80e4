//! The files of a submission.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::manifest::Manifest;
use super::message::eml;
use super::{DatasetIdentity, Form, FormFault, Mail};
use crate::check::{Reference, Report, Split, check_paused};
use crate::hexadecimal::hexadecimal;
use crate::pause::{NoPause, Pause, block_on};
use crate::repair::{Repaired, Unfit};
use crate::table::{TableError, TableFormat};

/// Characters of a model name in a file name at most.
const STEM_LIMIT: usize = 80;

/// A file of a submission.
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
    /// Its MIME type.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Spreadsheet => TableFormat::Xlsx.mime(),
            Self::Tsv => TableFormat::Tsv.mime(),
            Self::Manifest => "application/json",
            Self::Message => "message/rfc822",
        }
    }
}

/// A file that is ready to be taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedFile {
    /// Which.
    pub file: PackageFile,
    /// Name to save it under.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
    /// SHA-256 of the content, hexadecimal.
    pub sha256: String,
}

/// A submission that is ready to be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Package {
    /// The files: spreadsheet, tsv where the spreadsheet loses something, manifest, mail.
    pub files: Vec<PackedFile>,
    /// The mail without attachments.
    pub mail: Mail,
    /// What a check of the spreadsheet found.
    pub report: Report,
    /// What the spreadsheet could not hold unchanged.
    pub unfit: Unfit,
}

/// Why nothing could be packed.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum PackageError {
    /// The form is not filled in.
    #[error("the form is not filled in")]
    Form(Vec<FormFault>),
    /// The file is no table.
    #[error("the file is no table")]
    NoTable,
    /// The spreadsheet cannot be written.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The mail cannot be put together.
    #[error("the mail cannot be put together: {detail}")]
    Message {
        /// What the library said.
        detail: String,
    },
}

/// Packs a table, repaired or as it came, whose columns are in VLMEvalKit's order.
///
/// The spreadsheet is checked as it is packed, so the manifest speaks of what is sent.
///
/// # Errors
/// [`PackageError`].
pub fn pack(
    form: &Form,
    table: &Repaired,
    reference: &Reference<'_>,
    dataset: Option<&DatasetIdentity>,
) -> Result<Package, PackageError> {
    block_on(pack_paused(form, table, reference, dataset, &NoPause))
}

/// As [`pack`], leaving room for other work between the files.
///
/// # Errors
/// As [`pack`].
pub async fn pack_paused(
    form: &Form,
    table: &Repaired,
    reference: &Reference<'_>,
    dataset: Option<&DatasetIdentity>,
    pause: &dyn Pause,
) -> Result<Package, PackageError> {
    let form = form.checked().map_err(PackageError::Form)?;
    let split = reference.split();
    let stem = format!("{}_GMAI-MMBench_{}", file_stem(&form.model), split.name());
    let spreadsheet = packed(PackageFile::Spreadsheet, format!("{stem}.xlsx"), table.write(TableFormat::Xlsx)?);
    pause.pause().await;
    let report = check_paused(&spreadsheet.name, &spreadsheet.bytes, reference, pause).await.report;
    let mut files = vec![spreadsheet];
    if !table.unfit.formats().contains(&TableFormat::Xlsx) {
        files.push(packed(PackageFile::Tsv, format!("{stem}.tsv"), table.write(TableFormat::Tsv)?));
        pause.pause().await;
    }
    let digests: Vec<_> = files.iter().map(|file| (file.name.clone(), file.sha256.clone())).collect();
    let mail = Mail::new(&form, split, table.frame.row_count(), &digests);
    let manifest = serde_json::to_vec_pretty(&Manifest::new(&form, split, dataset, &files, &report))
        .map_err(|error| PackageError::Message { detail: error.to_string() })?;
    files.push(packed(PackageFile::Manifest, "manifest.json".to_owned(), manifest));
    let message = eml(&mail, &files.iter().collect::<Vec<_>>())?;
    files.push(packed(PackageFile::Message, format!("{stem}.eml"), message));
    Ok(Package { files, mail, report, unfit: table.unfit.clone() })
}

fn packed(file: PackageFile, name: String, bytes: Vec<u8>) -> PackedFile {
    let sha256 = hexadecimal(&Sha256::digest(&bytes));
    PackedFile { file, name, bytes, sha256 }
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

impl Reference<'_> {
    /// The split that the predictions are for: a dataset without answers is TEST.
    pub fn split(&self) -> Split {
        match self {
            Self::Split(split) => *split,
            Self::Dataset(_) if self.has_answers() => Split::Val,
            Self::Dataset(_) => Split::Test,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn model_names_become_file_names() {
        for (model, stem) in [
            ("Qwen2.5-VL-7B", "Qwen2.5-VL-7B"),
            ("a/b\\c: d?*", "a-b-c-d"),
            ("../../etc/passwd", "etc-passwd"),
            ("模型 7B", "模型-7B"),
            ("...", "model"),
        ] {
            assert_eq!(file_stem(model), stem);
        }
    }
}
