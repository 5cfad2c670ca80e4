//! `gmai-scope index`

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use engine::dataset::{DatasetBuilder, IndexFile, IndexFileError, Sums};
use engine::hexadecimal::hexadecimal;
use engine::parts::part_of;
use serde_json::{Value, json};

use crate::input::{Refusal, read_part};
use crate::score::print;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Dataset; further parts behind it, in order
    #[arg(required = true, value_name = "TSV")]
    parts: Vec<PathBuf>,
    /// Keep the column `category` although the dataset has no answers; it says what they are
    #[arg(long)]
    with_category: bool,
    /// Where to write the index [default: the dataset's name with .gmaidx, in this folder]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes the index and prints what is in it.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    print(index(arguments).map(|written| written.to_string()))
}

fn index(arguments: &Arguments) -> Result<Value, Refusal> {
    let mut builder = DatasetBuilder::new();
    let mut files = Vec::new();
    for path in &arguments.parts {
        let mut sums = Sums::default();
        read_part(&mut builder, path, |piece| sums.feed(piece))?;
        files.push(sums.finish(&name(path)));
    }
    let index = IndexFile::new(builder.finish(), files, arguments.with_category);
    let bytes = index.write()?;
    let out = arguments.out.clone().unwrap_or_else(|| default_name(&arguments.parts));
    fs::write(&out, &bytes).map_err(Refusal::io(&out))?;
    let file = |file: &engine::dataset::IndexedFile| json!({ "name": file.name, "bytes": file.bytes, "md5": file.md5.map(|sum| hexadecimal(&sum)) });
    Ok(json!({
        "file": out,
        "bytes": bytes.len(),
        "rows": index.dataset.row_count(),
        "files": index.files.iter().map(file).collect::<Vec<_>>(),
        "leftOut": index.left_out,
    }))
}

impl From<IndexFileError> for Refusal {
    fn from(error: IndexFileError) -> Self {
        Self::new("Index", &error)
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// `VAL.gmaidx` of `VAL.tsv`, and `TEST.gmaidx` of `TEST_part_1.tsv` and `TEST_part_2.tsv`.
fn default_name(parts: &[PathBuf]) -> PathBuf {
    let first = parts.first().map(|path| name(path)).unwrap_or_default();
    let stem = match part_of(&first) {
        Some((stem, _)) if parts.len() > 1 => stem,
        _ => first.strip_suffix(".tsv").unwrap_or(&first),
    };
    format!("{stem}.gmaidx").into()
}
