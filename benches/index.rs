//! How fast datasets are indexed, beside the `csv` crate on the same bytes.
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use engine::dataset::{Dataset, DatasetBuilder};
use engine::position::{ByteRange, Position};
use engine::tsv::{Scanner, Sink};

/// Size of the chunks in which a file arrives.
const CHUNK: usize = 1024 * 1024;
/// Size of each synthetic file.
const FILE: usize = 64 * 1024 * 1024;

/// A file of that size, of rows with picture cells of so many characters.
fn file(picture: usize, quote: &str) -> Vec<u8> {
    file_of(usize::MAX, picture, quote)
}

/// A file of so many rows, unless it grows larger than [`FILE`].
fn file_of(rows: usize, picture: usize, quote: &str) -> Vec<u8> {
    let picture: String = "iVBORw0KGgoAAAANSUhEUg+/".chars().cycle().take(picture).collect();
    let mut text = "index\timage\tquestion\tA\tB\tC\tD\tE\tanswer\tcategory\tclinical VQA task\tdepartment\t\
                    perceptual granularity\tmodality\toriginal task\n"
        .to_owned();
    for row in 0..rows {
        if text.len() >= FILE {
            break;
        }
        writeln!(
            text,
            "{row}\t{quote}{picture}{quote}\tWhat is marked in picture number {row}?\tliver\tright kidney\tspleen\t\t\tB\t\
             abdomen {}\tDisease Diagnosis\tGastroenterology\tImage Level\tCT\tclassification",
            row % 300
        )
        .unwrap();
    }
    text.into_bytes()
}

/// Looks at everything and keeps nothing.
#[derive(Default)]
struct Count(u64);

impl Sink for Count {
    fn content(&mut self, piece: &[u8]) {
        self.0 += piece.len() as u64;
    }

    fn drop_content(&mut self) {}

    fn end_field(&mut self, _raw: ByteRange) {
        self.0 += 1;
    }

    fn end_record(&mut self, _start: Position) {}
}

fn scan(bytes: &[u8]) -> u64 {
    let mut count = Count::default();
    let mut scanner = Scanner::new(b'\t', 0);
    for chunk in bytes.chunks(CHUNK) {
        scanner.feed(chunk, &mut count).unwrap();
    }
    scanner.finish(&mut count).unwrap();
    count.0
}

fn index(bytes: &[u8]) -> usize {
    dataset(bytes).row_count()
}

fn dataset(bytes: &[u8]) -> Dataset {
    let mut builder = DatasetBuilder::new();
    builder.begin_part("bench.tsv");
    for chunk in bytes.chunks(CHUNK) {
        builder.feed(chunk).unwrap();
    }
    builder.end_part().unwrap();
    builder.finish()
}

fn csv_crate(bytes: &[u8]) -> usize {
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let mut fields = 0;
    while reader.read_byte_record(&mut record).unwrap() {
        fields += record.len();
    }
    fields
}

fn indexing(criterion: &mut Criterion) {
    let files =
        [("pictures", file(300_000, "")), ("quoted pictures", file(300_000, "\"")), ("text only", file(80, ""))];
    for (name, bytes) in files {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(bytes.len() as u64)).sample_size(10);
        group.bench_function("scan", |bencher| bencher.iter(|| scan(black_box(&bytes))));
        group.bench_function("index", |bencher| bencher.iter(|| index(black_box(&bytes))));
        group.bench_function("csv crate", |bencher| bencher.iter(|| csv_crate(black_box(&bytes))));
        group.finish();
    }
}

/// Saving and restoring indices as large as those of the benchmark's splits.
fn saving(criterion: &mut Criterion) {
    for (name, rows) in [("saved VAL", 4_550), ("saved TEST", 21_281)] {
        let dataset = dataset(&file_of(rows, 80, ""));
        let bytes = dataset.to_bytes().unwrap();
        let parts = [String::from("bench.tsv")];
        println!("{name}: {} rows in {} bytes", dataset.row_count(), bytes.len());
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(bytes.len() as u64)).sample_size(10);
        group.bench_function("save", |bencher| bencher.iter(|| black_box(&dataset).to_bytes().unwrap()));
        group.bench_function("restore", |bencher| bencher.iter(|| Dataset::from_bytes(black_box(&bytes), &parts)));
        group.finish();
    }
}

criterion_group!(benches, indexing, saving);
criterion_main!(benches);
