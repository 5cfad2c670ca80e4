//! Reading the files that a command names.

use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use engine::dataset::{Dataset, DatasetBuilder, DatasetError};
use engine::limits::{Limit, Spot};
use engine::scoring::{Prepared, ScoreError};
use engine::table::{self, TableError, TableFormat};

/// Bytes of the dataset in memory at a time.
const PIECE: usize = 1 << 20;

/// What `--predictions` takes.
pub(crate) fn predictions_help() -> String {
    format!("Prediction file: {}", TableFormat::listed(", ", " or "))
}

/// Why there is no result.
pub(crate) struct Refusal {
    pub(crate) kind: String,
    pub(crate) message: String,
}

impl Refusal {
    pub(crate) fn new(kind: &str, message: &dyn Display) -> Self {
        Self { kind: kind.to_owned(), message: message.to_string() }
    }

    /// A file that cannot be read.
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |error| Self::new("Io", &format_args!("{}: {error}", path.display()))
    }
}

macro_rules! refusals {
    ($($error:ty)*) => {
        $(impl From<$error> for Refusal {
            fn from(error: $error) -> Self {
                Self::new(error.kind(), &error)
            }
        })*
    };
}

refusals! { DatasetError ScoreError TableError }

/// Reads a dataset from its parts, in this order.
pub(crate) fn read_dataset(parts: &[PathBuf]) -> Result<Dataset, Refusal> {
    let mut builder = DatasetBuilder::new();
    for part in parts {
        read_part(&mut builder, part, |_| {})?;
    }
    Ok(builder.finish())
}

/// Reads a part; `look` sees its bytes, too.
pub(crate) fn read_part(builder: &mut DatasetBuilder, path: &Path, mut look: impl FnMut(&[u8])) -> Result<(), Refusal> {
    let mut file = File::open(path).map_err(Refusal::io(path))?;
    builder.begin_part(&path.to_string_lossy());
    let mut piece = vec![0; PIECE];
    loop {
        let length = file.read(&mut piece).map_err(Refusal::io(path))?;
        if length == 0 {
            return Ok(builder.end_part()?);
        }
        look(&piece[..length]);
        builder.feed(&piece[..length])?;
    }
}

/// Reads a dataset that VLMEvalKit would load.
pub(crate) fn read_loadable(parts: &[PathBuf]) -> Result<Dataset, Refusal> {
    let dataset = read_dataset(parts)?;
    match dataset.refusal() {
        Some(refusal) => Err(refusal.clone().into()),
        None => Ok(dataset),
    }
}

/// Reads a prediction file for scoring.
pub(crate) fn read_predictions(path: &Path) -> Result<Prepared, Refusal> {
    let size = fs::metadata(path).map_err(Refusal::io(path))?.len();
    Limit::FileBytes.check(size, Spot::File)?;
    let bytes = fs::read(path).map_err(Refusal::io(path))?;
    let name = path.to_string_lossy();
    Ok(Prepared::of_file(&name, table::read(&name, &bytes)?)?)
}
