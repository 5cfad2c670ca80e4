//! How fast prediction files are checked: VAL and TEST in full size, as spreadsheet and as delimited text.
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use engine::check::{Reference, Split, check};
use engine::dataset::{Dataset, DatasetBuilder};
use engine::table::{delimited, write};

const COLUMNS: &str = "index\tquestion\tA\tB\tC\tD\tE\tcategory\tclinical VQA task\tdepartment\t\
                       perceptual granularity\tmodality\toriginal task";

/// The rows of a split; with what a model says, one answer in ten with its reasons.
fn text(split: Split, with_predictions: bool) -> String {
    let mut text = COLUMNS.to_owned();
    text.push_str(if with_predictions { "\tprediction\n" } else { "\n" });
    for row in 0..split.rows() {
        write!(
            text,
            "{row}\tWhat is marked in picture number {row}?\tliver {}\tright kidney\tspleen\tabdominal aorta\t\t\
             abdomen {}\tDisease Diagnosis\tGastroenterology\tImage Level\tCT\tCLS_2D",
            row % 7,
            row % 300
        )
        .unwrap();
        if with_predictions {
            let reasons = if row % 10 == 0 { "The margin and the signal both fit, so far. " } else { "" };
            write!(text, "\t{}({}) it is.", reasons.repeat(30), ["A", "B", "C", "D"][row % 4]).unwrap();
        }
        text.push('\n');
    }
    text
}

fn dataset(split: Split) -> Dataset {
    let mut builder = DatasetBuilder::new();
    builder.begin_part("dataset.tsv");
    builder.feed(text(split, false).as_bytes()).unwrap();
    builder.end_part().unwrap();
    builder.finish()
}

fn checks(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check");
    group.sample_size(10);
    for split in [Split::Val, Split::Test] {
        let dataset = dataset(split);
        let reference = Reference::Dataset(&dataset);
        let tsv = text(split, true).into_bytes();
        let xlsx = write::xlsx(&delimited::read(&tsv, b'\t').unwrap()).unwrap();
        for (name, bytes) in [("m.xlsx", &xlsx), ("m.tsv", &tsv)] {
            assert_eq!(check(name, bytes, &reference).report.findings, []);
            let label = format!("{} {}", split.name(), name.trim_start_matches("m."));
            group.bench_function(label, |bencher| {
                bencher.iter(|| check(black_box(name), black_box(bytes), &reference).report);
            });
        }
    }
    group.finish();
}

criterion_group!(benches, checks);
criterion_main!(benches);
