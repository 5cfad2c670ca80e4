//! A dataset that has been read, as bytes to be kept: what is needed to look through its files without reading them again.
//!
//! The form is a magic text, [`VERSION`], the SHA-256 of the rest, and the rest as `postcard` writes it. Types, keys and
//! references are not kept but settled again, so that bytes from outside cannot contradict them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::error::{Findings, KEPT};
use super::rows::{ImageNote, PartRows};
use super::texts::{TextCode, Texts};
use super::{Dataset, DatasetError};
use crate::limits::SAVED_DATASET_BYTES;

/// Version of the form. To be raised whenever the form changes, or the same file would be read differently.
const VERSION: u32 = 2;

/// The version without findings about answers; in everything else it is like [`VERSION`].
const WITHOUT_ANSWERS: u32 = 1;

const MAGIC: &[u8; 8] = b"GMAIidx\0";
const HEAD: usize = MAGIC.len() + size_of::<u32>();
const SUM: usize = 32;

/// Why a dataset cannot be saved, or not be restored. Its files are then read again; nothing is lost.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SavedError {
    #[error("the dataset was not read to its end")]
    Unfinished,
    #[error("a saved dataset of {bytes} bytes exceeds the limit of {SAVED_DATASET_BYTES}")]
    TooLarge { bytes: usize },
    #[error("no saved dataset")]
    Foreign,
    #[error("saved in form {found} instead of {VERSION}")]
    OtherVersion { found: u32 },
    #[error("the saved dataset is damaged")]
    Damaged,
    #[error("the saved dataset is of another form: {0}")]
    Form(#[from] postcard::Error),
    #[error("the saved dataset contradicts itself: {what}")]
    Contradictory { what: &'static str },
}

#[derive(Serialize, Deserialize)]
struct Content<'a> {
    /// The first row of each part.
    parts: Vec<u32>,
    #[serde(borrow)]
    names: Vec<&'a str>,
    #[serde(borrow)]
    texts: Vec<&'a str>,
    codes: Cow<'a, [Vec<TextCode>]>,
    images: Cow<'a, [ImageNote]>,
    starts: Cow<'a, [u64]>,
    findings: Cow<'a, [DatasetError]>,
    finding_count: u64,
    ragged: Cow<'a, Option<DatasetError>>,
}

impl Dataset {
    /// The dataset as bytes.
    ///
    /// # Errors
    /// [`SavedError::Unfinished`] and [`SavedError::TooLarge`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, SavedError> {
        if self.resolved.is_none() || self.fault.is_some() {
            return Err(SavedError::Unfinished);
        }
        let row = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
        let content = Content {
            parts: self.parts.iter().map(|part| row(part.first_row)).collect(),
            names: self.names.iter().map(String::as_str).collect(),
            texts: self.texts.iter().collect(),
            codes: self.codes.as_slice().into(),
            images: self.images.as_slice().into(),
            starts: self.starts.as_slice().into(),
            findings: self.findings.kept.as_slice().into(),
            finding_count: self.findings.count,
            ragged: Cow::Borrowed(&self.ragged),
        };
        let mut bytes = [MAGIC.as_slice(), &VERSION.to_le_bytes(), &[0; SUM]].concat();
        bytes = postcard::to_extend(&content, bytes)?;
        if bytes.len() > SAVED_DATASET_BYTES {
            return Err(SavedError::TooLarge { bytes: bytes.len() });
        }
        let sum = Sha256::digest(&bytes[HEAD + SUM..]);
        bytes[HEAD..HEAD + SUM].copy_from_slice(&sum);
        Ok(bytes)
    }

    /// Restores what [`Dataset::to_bytes`] has saved; `names` are those that its files have now, in order.
    ///
    /// # Errors
    /// Every [`SavedError`] but [`SavedError::Unfinished`].
    pub fn from_bytes(bytes: &[u8], names: &[String]) -> Result<Self, SavedError> {
        if bytes.len() > SAVED_DATASET_BYTES {
            return Err(SavedError::TooLarge { bytes: bytes.len() });
        }
        let rest = bytes.strip_prefix(MAGIC).ok_or(SavedError::Foreign)?;
        let (version, rest) = rest.split_first_chunk().ok_or(SavedError::Foreign)?;
        let found = u32::from_le_bytes(*version);
        if !matches!(found, WITHOUT_ANSWERS | VERSION) {
            return Err(SavedError::OtherVersion { found });
        }
        let (sum, content) = rest.split_at_checked(SUM).ok_or(SavedError::Damaged)?;
        if Sha256::digest(content).as_slice() != sum {
            return Err(SavedError::Damaged);
        }
        // Lists are allocated as they are found, so they take no more memory than a multiple of the bytes.
        let (content, surplus): (Content<'_>, _) = postcard::take_from_bytes(content)?;
        check(surplus.is_empty(), "bytes after the end")?;
        let mut dataset = content.restore(names)?;
        if found == WITHOUT_ANSWERS {
            dataset.note_answers();
        }
        Ok(dataset)
    }
}

impl Content<'_> {
    fn restore(self, parts: &[String]) -> Result<Dataset, SavedError> {
        let column = |name: &str| self.names.iter().position(|column| *column == name);
        let index = column("index").ok_or(SavedError::Contradictory { what: "no index column" })?;
        check(column("question").is_some(), "no question column")?;
        let image = column("image");
        self.check_rows(image)?;
        check(parts.len() == self.parts.len(), "number of parts")?;
        let texts = restore_texts(&self.texts)?;
        let part = |(name, first_row): (&String, u32)| PartRows { name: name.clone(), first_row: first_row as usize };
        let mut dataset = Dataset {
            parts: parts.iter().zip(self.parts).map(part).collect(),
            names: self.names.into_iter().map(str::to_owned).collect(),
            index,
            image,
            texts,
            codes: self.codes.into_owned(),
            images: self.images.into_owned(),
            starts: self.starts.into_owned(),
            ragged: self.ragged.into_owned(),
            ..Dataset::default()
        };
        dataset.resolve();
        // What is noted on settling is among what was saved.
        dataset.findings = Findings { kept: self.findings.into_owned(), count: self.finding_count };
        Ok(dataset)
    }

    /// Checks every number that something is looked up by later.
    fn check_rows(&self, image: Option<usize>) -> Result<(), SavedError> {
        let rows = self.starts.len();
        let is_code = |&code: &TextCode| (code as usize) < self.texts.len();
        check(self.codes.len() == self.names.len(), "number of columns")?;
        for (column, codes) in self.codes.iter().enumerate() {
            let expected = if Some(column) == image { 0 } else { rows };
            check(codes.len() == expected, "length of a column")?;
            check(codes.iter().all(is_code), "text of a cell")?;
        }
        check(self.images.len() == image.map_or(0, |_| rows), "number of images")?;
        let is_note = |note: &ImageNote| is_code(&note.reference) && note.range.start <= note.range.end;
        check(self.images.iter().all(is_note), "place of an image")?;
        check(self.parts.first() == Some(&0), "no first part")?;
        check(self.parts.is_sorted(), "order of the parts")?;
        check(self.parts.iter().all(|&first_row| first_row as usize <= rows), "rows of a part")?;
        let kept = self.findings.len();
        check(kept <= KEPT && kept as u64 <= self.finding_count, "number of findings")
    }
}

fn restore_texts(kept: &[&str]) -> Result<Texts, SavedError> {
    let mut texts = Texts::default();
    for (code, text) in (0..).zip(kept) {
        check(texts.intern(text) == code, "text kept twice")?;
    }
    check(!kept.is_empty(), "no texts")?;
    Ok(texts)
}

fn check(holds: bool, what: &'static str) -> Result<(), SavedError> {
    if holds { Ok(()) } else { Err(SavedError::Contradictory { what }) }
}
