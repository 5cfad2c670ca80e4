//! An index to give away: who has it looks through the files without reading them.
//!
//! The form is a magic text, [`VERSION`], the SHA-256 of the rest, and the rest by `DEFLATE`: what is known of the files, then
//! the dataset as it is [saved](Dataset::to_bytes). Such a file comes from strangers: whatever it holds, it is read within
//! the limits, and contradicts neither itself nor the sizes that it names.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use md5::Md5;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::rows::ImageNote;
use super::{Dataset, SavedError};
use crate::limits::{INDEX_CONTENT_BYTES, INDEX_FILE_BYTES};

/// Version of the form. To be raised whenever the form changes.
const VERSION: u32 = 1;

const MAGIC: &[u8; 8] = b"GMAIndex";
const HEAD: usize = MAGIC.len() + size_of::<u32>();
const SUM: usize = 32;

/// Greatest number of files, and of bytes of a name.
const FILES: usize = 1_000;
const NAME_BYTES: usize = 255;
const COLUMNS: usize = 100;
/// Greatest size of a file; browsers count in floats.
const FILE_BYTES: u64 = 1 << 53;

/// Why an index cannot be written or read; a `limit` is the greatest accepted number.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the messages say what they are")]
pub enum IndexFileError {
    #[error("the index has {bytes} bytes, the limit is {limit}")]
    TooLarge { bytes: u64, limit: u64 },
    #[error("this is no index of a dataset")]
    Foreign,
    #[error("the index is of form {found}, which is not known here")]
    OtherVersion { found: u32 },
    /// The bytes are not those that were written.
    #[error("the index is damaged")]
    Damaged,
    #[error("the index cannot be packed or unpacked: {detail}")]
    Packing { detail: String },
    #[error(transparent)]
    Dataset(#[from] SavedError),
    #[error("the index contradicts itself: {what}")]
    Contradictory { what: &'static str },
}

/// What is known of a file of the dataset.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexedFile {
    /// Its name.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// The entity tag that the server sent, where the file came from one.
    pub etag: Option<String>,
    /// SHA-256, where the file was read.
    pub sha256: Option<[u8; 32]>,
    /// MD5, where the file was read.
    pub md5: Option<[u8; 16]>,
}

/// An index to give away.
#[derive(Debug)]
pub struct IndexFile {
    /// The files, in the order of the parts.
    pub files: Vec<IndexedFile>,
    /// Names of the columns that were left out.
    pub left_out: Vec<String>,
    /// The dataset without them.
    pub dataset: Dataset,
}

#[derive(Serialize, Deserialize)]
struct Head {
    files: Vec<IndexedFile>,
    left_out: Vec<String>,
}

impl IndexFile {
    /// Columns that hold the answers of a dataset without a column of answers: the `category` of TEST.
    pub(super) const TELLING: [&str; 1] = ["category"];

    /// The index of a dataset that was read to its end. Of one without answers the columns that give them away are left out
    /// unless they are asked for, and with them every text that stands in no other.
    pub fn new(dataset: Dataset, files: Vec<IndexedFile>, with_category: bool) -> Self {
        let left_out = if with_category { Vec::new() } else { dataset.telling_columns() };
        let dataset = if left_out.is_empty() { dataset } else { dataset.without(&left_out) };
        Self { files, left_out, dataset }
    }

    /// The index as a file.
    ///
    /// # Errors
    /// [`SavedError::Unfinished`], [`IndexFileError::TooLarge`], and names or sizes that [`IndexFile::read`] would refuse.
    pub fn write(&self) -> Result<Vec<u8>, IndexFileError> {
        let head = Head { files: self.files.clone(), left_out: self.left_out.clone() };
        head.check()?;
        let mut content = postcard::to_extend(&head, Vec::new()).map_err(SavedError::from)?;
        content.extend(self.dataset.to_bytes()?);
        check_size(content.len(), INDEX_CONTENT_BYTES)?;
        let start = [MAGIC.as_slice(), &VERSION.to_le_bytes(), &[0; SUM]].concat();
        let mut packer = DeflateEncoder::new(start, Compression::best());
        packer.write_all(&content).map_err(packing)?;
        let mut bytes = packer.finish().map_err(packing)?;
        check_size(bytes.len(), INDEX_FILE_BYTES)?;
        let sum = Sha256::digest(&bytes[HEAD + SUM..]);
        bytes[HEAD..HEAD + SUM].copy_from_slice(&sum);
        Ok(bytes)
    }

    /// Reads what [`IndexFile::write`] has written, or what somebody pretends to have.
    ///
    /// # Errors
    /// Every [`IndexFileError`].
    pub fn read(bytes: &[u8]) -> Result<Self, IndexFileError> {
        check_size(bytes.len(), INDEX_FILE_BYTES)?;
        let rest = bytes.strip_prefix(MAGIC).ok_or(IndexFileError::Foreign)?;
        let (version, rest) = rest.split_first_chunk().ok_or(IndexFileError::Damaged)?;
        let found = u32::from_le_bytes(*version);
        if found != VERSION {
            return Err(IndexFileError::OtherVersion { found });
        }
        let (sum, packed) = rest.split_at_checked(SUM).ok_or(IndexFileError::Damaged)?;
        if Sha256::digest(packed).as_slice() != sum {
            return Err(IndexFileError::Damaged);
        }
        let mut content = Vec::new();
        // One byte more than the limit shows that it is exceeded.
        let most = INDEX_CONTENT_BYTES as u64 + 1;
        DeflateDecoder::new(packed).take(most).read_to_end(&mut content).map_err(packing)?;
        check_size(content.len(), INDEX_CONTENT_BYTES)?;
        let (head, saved): (Head, _) = postcard::take_from_bytes(&content).map_err(SavedError::from)?;
        head.check()?;
        let names: Vec<String> = head.files.iter().map(|file| file.name.clone()).collect();
        let dataset = Dataset::from_bytes(saved, &names)?;
        check(is_in_order(&dataset, &head.files), "place of a row or an image")?;
        Ok(Self { files: head.files, left_out: head.left_out, dataset })
    }
}

impl Head {
    fn check(&self) -> Result<(), IndexFileError> {
        // Names are shown, and files are saved under them.
        let is_plain = |name: &str| !name.chars().any(|letter| letter.is_control() || matches!(letter, '/' | '\\'));
        let is_name = |name: &str| !name.is_empty() && name.len() <= NAME_BYTES && is_plain(name);
        check((1..=FILES).contains(&self.files.len()), "number of files")?;
        check(self.files.iter().all(|file| is_name(&file.name)), "name of a file")?;
        check(self.files.iter().all(|file| file.bytes < FILE_BYTES), "size of a file")?;
        let is_short = |text: &String| text.len() <= NAME_BYTES && !text.chars().any(char::is_control);
        check(self.files.iter().all(|file| file.etag.as_ref().is_none_or(is_short)), "tag of a file")?;
        check(self.left_out.len() <= COLUMNS && self.left_out.iter().all(is_short), "name of a column")
    }
}

/// Whether the rows of each part follow each other within its file, each with its own image: then no two images overlap, and
/// what is checked of one holds for all of its bytes.
fn is_in_order(dataset: &Dataset, files: &[IndexedFile]) -> bool {
    dataset.part_rows().zip(files).all(|(rows, file)| {
        rows.clone().all(|row| {
            let start = dataset.starts[row];
            let end = if row + 1 < rows.end { dataset.starts[row + 1] } else { file.bytes };
            let has_own = |note: &ImageNote| start <= note.range.start && note.range.end <= end;
            start < end && dataset.images.get(row).is_none_or(has_own)
        })
    })
}

fn check(holds: bool, what: &'static str) -> Result<(), IndexFileError> {
    if holds { Ok(()) } else { Err(IndexFileError::Contradictory { what }) }
}

fn check_size(bytes: usize, limit: usize) -> Result<(), IndexFileError> {
    if bytes <= limit {
        return Ok(());
    }
    Err(IndexFileError::TooLarge { bytes: bytes as u64, limit: limit as u64 })
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` takes")]
fn packing(error: std::io::Error) -> IndexFileError {
    IndexFileError::Packing { detail: error.to_string() }
}

/// Size and sums of a file that comes piece by piece.
#[derive(Default)]
pub struct Sums {
    bytes: u64,
    sha256: Sha256,
    md5: Md5,
}

impl Sums {
    /// Takes the next bytes.
    pub fn feed(&mut self, piece: &[u8]) {
        self.bytes += piece.len() as u64;
        self.sha256.update(piece);
        self.md5.update(piece);
    }

    /// What is known of the file of that name, all of whose bytes were taken.
    pub fn finish(self, name: &str) -> IndexedFile {
        IndexedFile {
            name: name.to_owned(),
            bytes: self.bytes,
            etag: None,
            sha256: Some(self.sha256.finalize().into()),
            md5: Some(self.md5.finalize().into()),
        }
    }
}
