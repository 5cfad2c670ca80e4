//! Reading a dataset from disk.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use engine::dataset::{Dataset, DatasetBuilder};

/// Bytes of the dataset in memory at a time.
const PIECE: usize = 1 << 20;

/// Reads a dataset of one file; an error names the file.
pub(crate) fn read_dataset(path: &Path) -> Result<Dataset, String> {
    let describe = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut file = File::open(path).map_err(describe)?;
    let mut builder = DatasetBuilder::new();
    builder.begin_part(&path.to_string_lossy());
    let mut piece = vec![0; PIECE];
    loop {
        let length = file.read(&mut piece).map_err(describe)?;
        if length == 0 {
            break;
        }
        builder.feed(&piece[..length]).map_err(|error| error.to_string())?;
    }
    builder.end_part().map_err(|error| error.to_string())?;
    Ok(builder.finish())
}
