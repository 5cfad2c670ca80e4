//! Indexes a dataset and prints what is in it, as a first look at the engine.
//!
//! ```text
//! cargo run --release --example index -- GMAI-MMBench_VAL.tsv
//! ```

use std::error::Error;
use std::fs::File;
use std::io::Read;

use engine::dataset::DatasetBuilder;

/// Bytes of the file in memory at a time.
const PIECE: usize = 1 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: index DATASET.tsv")?;
    let mut file = File::open(&path)?;
    let mut builder = DatasetBuilder::new();
    builder.begin_part(&path);
    let mut piece = vec![0; PIECE];
    loop {
        let length = file.read(&mut piece)?;
        if length == 0 {
            break;
        }
        builder.feed(&piece[..length])?;
    }
    builder.end_part()?;
    let dataset = builder.finish();
    println!("{} rows, {} bytes of index", dataset.row_count(), dataset.heap_bytes());
    println!("columns: {}", dataset.columns().join(", "));
    for finding in dataset.findings() {
        println!("{finding}");
    }
    Ok(())
}
