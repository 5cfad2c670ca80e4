//! Which questions a run asks.
#![expect(clippy::unwrap_used, reason = "a test's helpers may panic, too")]

use std::fmt::Write;

use engine::dataset::{Dataset, DatasetBuilder};
use engine::run::{PlanError, Question, Sample, Shard, plan};

/// A dataset whose questions are of these tasks; their indices are their rows.
fn dataset(tasks: impl IntoIterator<Item = String>) -> Dataset {
    let mut text = "index\tquestion\tclinical VQA task\n".to_owned();
    for (row, task) in tasks.into_iter().enumerate() {
        writeln!(text, "{row}\twhich\t{task}").unwrap();
    }
    let mut builder = DatasetBuilder::new();
    builder.begin_part("D_VAL.tsv");
    builder.feed(text.as_bytes()).unwrap();
    builder.end_part().unwrap();
    builder.finish()
}

/// Of 10 questions 6 are of task a, 3 of b, 1 of c.
fn ten() -> Dataset {
    dataset("aaaaaabbbc".chars().map(String::from))
}

fn planned(dataset: &Dataset, sample: Option<Sample>, shard: Option<Shard>) -> Result<Vec<Question>, PlanError> {
    plan(dataset, &(0..dataset.row_count()).collect::<Vec<_>>(), sample, shard)
}

fn rows(questions: &[Question]) -> Vec<usize> {
    questions.iter().map(|question| question.row).collect()
}

#[test]
fn samples_are_stratified_and_can_be_drawn_again() {
    let sample = |size, seed| planned(&ten(), Some(Sample { size, seed }), None);
    // Python: sorted(group, key=lambda i: hashlib.sha256(f"7\n{i}".encode()).digest())
    assert_eq!(rows(&sample(5, 7).unwrap()), [2, 3, 5, 6, 7]);
    assert_eq!(rows(&sample(10, 1).unwrap()), (0..10).collect::<Vec<_>>());
    assert_eq!(sample(0, 1), Err(PlanError::Empty));
}

#[test]
fn every_size_is_met() {
    let dataset = dataset((0..60).map(|row| (row % 7).to_string()));
    for size in 1..=60 {
        let sample = planned(&dataset, Some(Sample { size, seed: 3 }), None).unwrap();
        assert_eq!(sample.len(), size as usize);
    }
}

#[test]
fn parts_make_the_whole() {
    let shard = |number, of| planned(&ten(), None, Some(Shard { number, of }));
    let whole = planned(&ten(), None, None).unwrap();
    for of in 1..=10 {
        let parts = (1..=of).flat_map(|number| shard(number, of).unwrap());
        assert_eq!(parts.collect::<Vec<_>>(), whole);
    }
    // Of more parts than questions some are empty.
    for of in 11..=12 {
        let parts = (1..=of).flat_map(|number| shard(number, of).unwrap_or_default());
        assert_eq!(parts.collect::<Vec<_>>(), whole);
    }
    assert_eq!(shard(5, 4), Err(PlanError::NoSuchShard { number: 5, of: 4 }));
    assert_eq!(rows(&shard(2, 4).unwrap()), [2, 3, 4]);
}
