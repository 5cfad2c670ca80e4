//! Counts the rows of a dataset file, by our index or by the `csv` crate; `native/compare.py` takes the time.
//!
//! usage: cargo bench --bench file -- index|csv FILE
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::fs::File;
use std::io::Read;

use engine::dataset::DatasetBuilder;

/// Size of the pieces in which the file is read.
const PIECE: usize = 1 << 20;

fn main() {
    // Without a file, as when all benchmarks run, there is nothing to do here.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [contender, path] = words.as_slice() {
        let file = File::open(path).unwrap();
        println!("{}", if contender == "csv" { csv_rows(file) } else { index_rows(file) });
    }
}

fn index_rows(mut file: File) -> usize {
    let mut builder = DatasetBuilder::new();
    builder.begin_part("file");
    let mut piece = vec![0; PIECE];
    loop {
        let length = file.read(&mut piece).unwrap();
        if length == 0 {
            break;
        }
        builder.feed(&piece[..length]).unwrap();
    }
    builder.end_part().unwrap();
    builder.finish().row_count()
}

fn csv_rows(file: File) -> usize {
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').buffer_capacity(PIECE).from_reader(file);
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record).unwrap() {
        rows += 1;
    }
    rows
}
