//! Reading the files that a command names.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use engine::dataset::{Dataset, DatasetBuilder, DatasetError};

/// Bytes of the dataset in memory at a time.
const PIECE: usize = 1 << 20;

/// Why a file could not be read.
#[derive(Debug)]
pub(crate) enum ReadError {
    Io { path: PathBuf, error: io::Error },
    Dataset(DatasetError),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, error } => write!(f, "{}: {error}", path.display()),
            Self::Dataset(error) => error.fmt(f),
        }
    }
}

impl From<DatasetError> for ReadError {
    fn from(error: DatasetError) -> Self {
        Self::Dataset(error)
    }
}

impl ReadError {
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |error| Self::Io { path: path.to_owned(), error }
    }
}

/// Reads a dataset from its parts, in this order.
pub(crate) fn read_dataset(parts: &[PathBuf]) -> Result<Dataset, ReadError> {
    let mut builder = DatasetBuilder::new();
    for part in parts {
        read_part(&mut builder, part, |_| {})?;
    }
    Ok(builder.finish())
}

/// Reads a part; `look` sees its bytes, too.
pub(crate) fn read_part(
    builder: &mut DatasetBuilder,
    path: &Path,
    mut look: impl FnMut(&[u8]),
) -> Result<(), ReadError> {
    let mut file = File::open(path).map_err(ReadError::io(path))?;
    builder.begin_part(&path.to_string_lossy());
    let mut piece = vec![0; PIECE];
    loop {
        let length = file.read(&mut piece).map_err(ReadError::io(path))?;
        if length == 0 {
            return Ok(builder.end_part()?);
        }
        look(&piece[..length]);
        builder.feed(&piece[..length])?;
    }
}
