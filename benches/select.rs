//! How fast questions are selected and counted, on as many as VAL and TEST have.
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use engine::dataset::{Dataset, DatasetBuilder};
use engine::keywords::Query;
use engine::lexical_tree::{Tree, TreeKind};
use engine::selection::{NodePath, Order, OrderBy, Outcome, Results, Selection, SelectionIndex};

const ROWS: usize = 25_831;
const FILES: usize = 5;

/// Questions that stand at the labels of the department tree, one after the other.
fn dataset() -> Dataset {
    let tree = Tree::published(TreeKind::Department);
    let labels: Vec<Vec<String>> =
        (0..).zip(tree.nodes()).filter(|(_, node)| node.level == 3).map(|(id, _)| tree.names(id)).collect();
    let tasks = Tree::published(TreeKind::Task);
    let tasks: Vec<&str> = tasks.nodes().iter().filter(|node| node.level == 1).map(|node| node.name.as_str()).collect();
    let mut text = "index\tquestion\tA\tB\tC\tD\tcategory\tclinical VQA task\tdepartment\tperceptual granularity\t\
                    modality\toriginal task\n"
        .to_owned();
    for row in 0..ROWS {
        let [department, modality, label] = labels[row * 31 % labels.len()].as_slice() else { continue };
        let other = &labels[row * 17 % labels.len()][2];
        let task = tasks[row % tasks.len()];
        let level = ["Image", "Mask", "Box", "Contour"][row % 4];
        writeln!(
            text,
            "{row}\tWhich finding does this {modality} picture number {row} of the {department} show best?\t{label}\t\
             {other}\tnone of these\thealthy\t{label}\t{task}\t{department}\t{level} Level\t{modality}\ttask {}",
            row % 25
        )
        .unwrap();
    }
    let mut builder = DatasetBuilder::new();
    builder.begin_part("bench.tsv");
    builder.feed(text.as_bytes()).unwrap();
    builder.end_part().unwrap();
    builder.finish()
}

fn node(tree: TreeKind, names: &[&str]) -> NodePath {
    NodePath { tree, names: names.iter().map(|&name| name.to_owned()).collect() }
}

fn selecting(criterion: &mut Criterion) {
    let dataset = dataset();
    let outcomes: Vec<Vec<Outcome>> = (0..FILES)
        .map(|file| (0..ROWS).map(|row| if row % (file + 2) == 0 { Outcome::Right } else { Outcome::Wrong }).collect())
        .collect();
    let results: Vec<Results<'_>> = (0..)
        .zip(&outcomes)
        .map(|(id, outcomes)| Results { id, name: "model", outcomes, letters: &[], confusions: &[] })
        .collect();
    let filters = [
        ("everything", Selection::default()),
        (
            "tree and facet",
            Selection {
                nodes: vec![
                    node(TreeKind::Department, &["Ophthalmology"]),
                    node(TreeKind::Granularity, &["Mask Level"]),
                ],
                original_tasks: vec!["task 3".to_owned()],
                ..Selection::default()
            },
        ),
    ];
    let mut group = criterion.benchmark_group("select among 25,831");
    for (name, selection) in &filters {
        let mut index = SelectionIndex::default();
        index.extend(&dataset);
        group.bench_function(*name, |bencher| {
            bencher.iter(|| {
                let selected =
                    index.select(&dataset, black_box(selection), Query::default(), Order::default(), &results);
                selected.unwrap().rows.len()
            });
        });
    }
    let mut index = SelectionIndex::default();
    let mut turn = 0;
    group.bench_function("a keystroke", |bencher| {
        bencher.iter(|| {
            turn += 1;
            let keywords = ["fundus", "fundus p", "\"best\" -healthy", "label:glauc"][turn % 4];
            let query = Query::parse(keywords).unwrap();
            index.select(&dataset, &Selection::default(), query, Order::default(), &results).unwrap().rows.len()
        });
    });
    group.bench_function("another order", |bencher| {
        bencher.iter(|| {
            turn += 1;
            let order = Order { by: OrderBy::Question, descending: turn % 2 == 0 };
            index.select(&dataset, &Selection::default(), Query::default(), order, &results).unwrap().rows.len()
        });
    });
    group.bench_function("taking every row", |bencher| {
        bencher.iter(|| SelectionIndex::default().extend(black_box(&dataset)));
    });
    group.finish();
}

criterion_group!(benches, selecting);
criterion_main!(benches);
