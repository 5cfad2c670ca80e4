use std::collections::{HashMap, HashSet};

use engine::dataset::{Dataset, DatasetBuilder};
use engine::keywords::{Query, folded};
use engine::lexical_tree::{Tree, TreeKind, normal_form};
use engine::selection::{
    Absent, ConfusionOf, LettersOf, NodePath, Order, OrderBy, Outcome, OutcomeOf, OutsideTree, PictureKind, Results,
    Selected, Selection, SelectionIndex, TreeInOrder,
};
use proptest::prelude::*;

const HEADER: &str = "index\timage\tquestion\tA\tB\tC\tcategory\tclinical VQA task\tdepartment\tperceptual granularity\t\
                      modality\toriginal task\n";

/// A row: image, question, three options, label, three first levels, modality, original task.
type Row = [&'static str; 11];

/// Rows, and scored and correct rows of each file.
type Figures = (u32, Vec<(u32, u32)>);

fn dataset(parts: &[&[Row]]) -> Dataset {
    let mut builder = DatasetBuilder::new();
    let mut index = 0;
    for (number, rows) in parts.iter().enumerate() {
        builder.begin_part(&format!("part_{number}.tsv"));
        let mut text = HEADER.to_owned();
        for row in *rows {
            text.extend([&index.to_string(), "\t", &row.join("\t"), "\n"]);
            index += 1;
        }
        builder.feed(text.as_bytes()).unwrap();
        builder.end_part().unwrap();
    }
    builder.finish()
}

fn node(tree: TreeKind, names: &[&str]) -> NodePath {
    NodePath { tree, names: names.iter().map(|&name| name.to_owned()).collect() }
}

fn select(index: &mut SelectionIndex, dataset: &Dataset, selection: &Selection, results: &[Results<'_>]) -> Selected {
    let keywords = Query::parse(&selection.keywords).unwrap();
    index.select(dataset, selection, keywords, Order::default(), results).unwrap()
}

const PICTURE: &str = "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAECAIAAADJUWIXAAAAFElEQVR4nGPUuJHBgASYGFABIT4AWDABcFoGlNw";

const ROWS: [Row; 4] = [
    [
        PICTURE,
        "Is this glaucoma?",
        "yes",
        "no",
        "",
        "advanced glaucoma",
        "Disease Diagnosis",
        "Ophthalmology",
        "Image level",
        "Fundus Photography",
        "a",
    ],
    ["0", "What is it?", "Glaucoma", "CT", "x", "cataract.", "Disease Diagnosis", "", "Image level", "CT", "b"],
    [
        "",
        "Wo ist die Leber?",
        "liver",
        "None",
        "spleen",
        "liver",
        "Odd Task",
        "General Surgery",
        "Mask level",
        "ct",
        "A",
    ],
    [PICTURE, "Section of CTA?", "a", "b", "c", "liver", "", "General Surgery", "Mask Level", "MRI", ""],
];

#[test]
fn facets_are_read_from_the_rows() {
    let dataset = dataset(&[&ROWS[..2], &ROWS[2..]]);
    let mut index = SelectionIndex::default();
    let all = select(&mut index, &dataset, &Selection::default(), &[]);
    assert_eq!(all.rows, [0, 1, 2, 3]);
    let named =
        |pairs: &[(&str, u32)]| -> Vec<(String, u32)> { pairs.iter().map(|&(name, n)| (name.to_owned(), n)).collect() };
    assert_eq!(all.facets.modalities, named(&[("CT", 2), ("Fundus Photography", 1), ("MRI", 1)]));
    assert_eq!(all.facets.original_tasks, named(&[("a", 2), ("b", 1)]));
    assert_eq!(all.facets.option_counts, [(2, 2), (3, 2)]);
    assert_eq!(all.facets.parts, [(0, 2), (1, 2)]);
    let kinds = [(PictureKind::Own, 2), (PictureKind::Reference, 1), (PictureKind::Missing, 1)];
    assert_eq!(all.facets.pictures, kinds);
    // A question of no department, and "liver" under CT and MRI of General Surgery, which the tree has under neither.
    assert_eq!(all.outside_tree[1], OutsideTree { questions: 3, labels: 2 });
}

#[test]
fn what_is_absent_is_told_and_the_rest_applied() {
    let dataset = dataset(&[&ROWS]);
    let gone = OutcomeOf { file: "gone.xlsx".to_owned(), outcome: Outcome::Right };
    let selection = Selection {
        nodes: vec![node(TreeKind::Department, &["Astrology"]), node(TreeKind::Department, &["gs", "MRI"])],
        modalities: vec!["Smell".to_owned()],
        option_counts: vec![9],
        parts: vec![7],
        outcomes: vec![gone.clone()],
        ..Selection::default()
    };
    let selected = select(&mut SelectionIndex::default(), &dataset, &selection, &[]);
    assert_eq!(selected.rows, [3]);
    let absent = [
        Absent::Node(node(TreeKind::Department, &["Astrology"])),
        Absent::Modality("Smell".to_owned()),
        Absent::OptionCount(9),
        Absent::Part(7),
        Absent::Predictions(gone),
    ];
    assert_eq!(selected.absent, absent);
}

#[test]
fn letters_of_two_files_are_compared() {
    let dataset = dataset(&[&ROWS]);
    let outcomes = [Outcome::Wrong; 4];
    let (of_p, of_q) = ([Some('A'), Some('Z'), None, Some('B')], [Some('A'), Some('Z'), Some('C'), Some('C')]);
    let results = [
        Results { id: 4, name: "p", outcomes: &outcomes, letters: &of_p, confusions: &[] },
        Results { id: 9, name: "q", outcomes: &outcomes, letters: &of_q, confusions: &[] },
    ];
    let selected = |b: &str, same| {
        let letters = vec![LettersOf { a: "p".to_owned(), b: b.to_owned(), same }];
        select(&mut SelectionIndex::default(), &dataset, &Selection { letters, ..Selection::default() }, &results)
    };
    assert_eq!((selected("q", true).rows, selected("q", false).rows), (vec![0, 1], vec![3]));
    let gone = selected("gone", true);
    assert_eq!(gone.rows, [0, 1, 2, 3]);
    assert!(matches!(&*gone.absent, [Absent::Letters(LettersOf { b, .. })] if b == "gone"));
}

#[test]
fn confusions_of_a_file_are_joined_by_or() {
    let dataset = dataset(&[&ROWS]);
    let outcomes = [Outcome::Wrong; 4];
    let of = |file: &str, chosen: &str| ConfusionOf {
        file: file.to_owned(),
        label: "liver".to_owned(),
        chosen: chosen.to_owned(),
    };
    let select = |wanted: &[(ConfusionOf, Vec<bool>)], also: Option<ConfusionOf>| {
        let results = [Results { id: 4, name: "p", outcomes: &outcomes, letters: &[], confusions: wanted }];
        let confusions = wanted.iter().map(|(of, _)| of.clone()).chain(also).collect();
        select(&mut SelectionIndex::default(), &dataset, &Selection { confusions, ..Selection::default() }, &results)
    };
    let (first, second) = (vec![true, false, false, false], vec![false, false, true, false]);
    assert_eq!(select(&[(of("p", "lung"), first.clone())], None).rows, [0]);
    let both = select(&[(of("p", "lung"), first), (of("p", "bone"), second)], Some(of("gone", "bone")));
    assert_eq!((both.rows, both.absent), (vec![0, 2], vec![Absent::Confusion(of("gone", "bone"))]));
}

#[test]
fn keywords_search_the_fields_they_name() {
    let dataset = dataset(&[&ROWS]);
    let mut index = SelectionIndex::default();
    let mut found = |keywords: &str| {
        let selection = Selection { keywords: keywords.to_owned(), ..Selection::default() };
        select(&mut index, &dataset, &selection, &[]).rows
    };
    assert_eq!(found("GLAUCOMA"), [0, 1]);
    assert_eq!(found("question:glaucoma"), [0]);
    assert_eq!(found("option:glaucoma"), [1]);
    assert_eq!(found("label:glauc"), [0]);
    assert_eq!(found("glaucoma -label:cataract"), [0]);
    assert_eq!(found("ct"), [1, 3]);
    assert_eq!(found("\"ct\""), [1]);
    assert_eq!(found("-\"ct\" -glaucoma"), [2, 3]);
    assert_eq!(found("liver section"), [3]);
    assert_eq!(found("no such words"), [0; 0]);
}

#[test]
fn orders_keep_equal_rows_in_file_order() {
    let dataset = dataset(&[&ROWS]);
    let mut index = SelectionIndex::default();
    let mut rows = |by, descending| {
        index.select(&dataset, &Selection::default(), Query::default(), Order { by, descending }, &[]).unwrap().rows
    };
    assert_eq!(rows(OrderBy::File, true), [3, 2, 1, 0]);
    assert_eq!(rows(OrderBy::Question, false), [0, 3, 1, 2]);
    assert_eq!(rows(OrderBy::Modality, false), [1, 2, 0, 3]);
    assert_eq!(rows(OrderBy::Modality, true), [3, 0, 1, 2]);
    assert_eq!(rows(OrderBy::Granularity, true), [2, 3, 0, 1]);
}

/// The filters of a selection, one by one, as plain predicates.
struct Naive<'d> {
    dataset: &'d Dataset,
    selection: &'d Selection,
    results: &'d [Results<'d>],
}

const FIXED: usize = 9;

impl Naive<'_> {
    fn cell(&self, row: usize, column: &str) -> &str {
        self.dataset.column(column).and_then(|column| self.dataset.text(row, column)).unwrap_or_default()
    }

    fn path(&self, row: usize, kind: TreeKind) -> Vec<String> {
        let first = self.cell(row, kind.column());
        let first = if first.is_empty() && kind == TreeKind::Department { "none" } else { first };
        let path = [first, self.cell(row, "modality"), self.cell(row, "category")].map(normal_form);
        path.into_iter().take_while(|name| !name.is_empty()).collect()
    }

    fn is_below(&self, row: usize, kind: TreeKind, names: &[String]) -> bool {
        let names: Vec<String> = names.iter().map(|name| normal_form(name)).collect();
        self.path(row, kind).starts_with(&names)
    }

    fn options(&self, row: usize) -> u32 {
        u32::try_from(["A", "B", "C"].iter().filter(|column| !["", "None"].contains(&self.cell(row, column))).count())
            .unwrap()
    }

    fn picture(&self, row: usize) -> PictureKind {
        match self.cell_of_image(row) {
            None => PictureKind::Missing,
            Some(true) => PictureKind::Reference,
            Some(false) => PictureKind::Own,
        }
    }

    fn cell_of_image(&self, row: usize) -> Option<bool> {
        self.dataset.image_cell(row).map(|cell| cell.chars <= 64)
    }

    fn passes(&self, row: usize, filter: usize) -> bool {
        let wanted = |list: &[String], column: &str| {
            list.is_empty() || list.iter().any(|value| normal_form(value) == normal_form(self.cell(row, column)))
        };
        match filter {
            0..3 => {
                let kind = TreeKind::ALL[filter];
                let mut nodes = self.selection.nodes.iter().filter(|node| node.tree == kind).peekable();
                nodes.peek().is_none() || nodes.any(|node| self.is_below(row, kind, &node.names))
            }
            3 => wanted(&self.selection.modalities, "modality"),
            4 => wanted(&self.selection.original_tasks, "original task"),
            5 => self.selection.option_counts.is_empty() || self.selection.option_counts.contains(&self.options(row)),
            6 => {
                let part = self.dataset.position(row).unwrap().part;
                self.selection.parts.is_empty() || self.selection.parts.contains(&part)
            }
            7 => self.selection.pictures.is_empty() || self.selection.pictures.contains(&self.picture(row)),
            8 => Query::parse(&self.selection.keywords).unwrap().terms.iter().all(|term| {
                let text =
                    folded(&["question", "A", "B", "C", "category"].map(|column| self.cell(row, column)).join(" | "));
                let mut words = text.split(|character: char| !character.is_alphanumeric());
                words.any(|word| word.starts_with(&folded(&term.text))) != term.without
            }),
            file => {
                let Results { name, outcomes, .. } = self.results[file - FIXED];
                let mut wanted = self.selection.outcomes.iter().filter(|wanted| wanted.file == name).peekable();
                wanted.peek().is_none() || wanted.any(|wanted| wanted.outcome == outcomes[row])
            }
        }
    }

    /// The rows that pass every filter but one.
    fn under_others(&self, but: Option<usize>) -> Vec<usize> {
        let filters = FIXED + self.results.len();
        let passes = |&row: &usize| (0..filters).all(|filter| Some(filter) == but || self.passes(row, filter));
        (0..self.dataset.row_count()).filter(passes).collect()
    }

    fn count(&self, but: usize, holds: impl Fn(usize) -> bool) -> u32 {
        u32::try_from(self.under_others(Some(but)).into_iter().filter(|&row| holds(row)).count()).unwrap()
    }

    /// Rows, and scored and correct rows of each file, for every beginning of a path.
    fn figures(&self, but: usize, kind: TreeKind) -> HashMap<Vec<String>, Figures> {
        let mut figures: HashMap<Vec<String>, Figures> = HashMap::new();
        for row in self.under_others(Some(but)) {
            let path = self.path(row, kind);
            for length in 1..=path.len() {
                let nothing = || (0, vec![(0, 0); self.results.len()]);
                let (count, scored) = figures.entry(path[..length].to_vec()).or_insert_with(nothing);
                *count += 1;
                for (file, (n, correct)) in self.results.iter().zip(scored) {
                    *n += u32::from(file.outcomes[row] != Outcome::Absent);
                    *correct += u32::from(file.outcomes[row] == Outcome::Right);
                }
            }
        }
        figures
    }
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let of = |values: &'static [&'static str]| prop::sample::select(values);
    let row = (
        (
            of(&[PICTURE, "0", ""]),
            of(&["what is it", "Which Órgan?", "is it CT"]),
            of(&["liver", "CT scan"]),
            of(&["None", "ct", ""]),
        ),
        (
            of(&["liver", "Liver.", "odd", ""]),
            of(&["Disease Diagnosis", "odd", ""]),
            of(&["Ophthalmology", "ophthalmology ", "None", "", "odd"]),
        ),
        (of(&["Box level", "Mask Level"]), of(&["CT", "ct", "MRI", ""]), of(&["a", "A ", "b", ""])),
    );
    let row =
        row.prop_map(|((image, question, a, b), (label, task, department), (granularity, modality, original))| {
            [image, question, a, b, "", label, task, department, granularity, modality, original]
        });
    prop::collection::vec(row, 0..30)
}

fn selections() -> impl Strategy<Value = Selection> {
    let nodes = prop::sample::subsequence(
        vec![
            node(TreeKind::Task, &["Disease Diagnosis"]),
            node(TreeKind::Department, &["Ophthalmology", "CT"]),
            node(TreeKind::Department, &["None"]),
            node(TreeKind::Granularity, &["Mask Level", "MRI"]),
            node(TreeKind::Granularity, &["Box Level"]),
        ],
        0..4,
    );
    let outcomes = [("p", Outcome::Right), ("p", Outcome::Absent), ("q", Outcome::Wrong)];
    let outcomes = outcomes.map(|(file, outcome)| OutcomeOf { file: file.to_owned(), outcome });
    (
        nodes,
        prop::sample::select(vec!["", "", "liver", "-ct", "organ", "ct -liver"]),
        prop::collection::vec(prop::sample::select(vec![2, 1]), 0..2),
        prop::collection::vec(prop::sample::select(vec![PictureKind::Own, PictureKind::Missing]), 0..2),
        prop::sample::subsequence(outcomes.to_vec(), 0..3),
        prop::bool::weighted(0.2),
    )
        .prop_map(|(nodes, keywords, option_counts, pictures, outcomes, second_part)| Selection {
            nodes,
            keywords: keywords.to_owned(),
            option_counts,
            pictures,
            outcomes,
            parts: if second_part { vec![1] } else { Vec::new() },
            ..Selection::default()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn counts_are_those_of_plain_filters(
        rows in rows(), seed in prop::collection::vec(0_usize..4, 60), mut selection in selections(), second in 0_usize..30,
        facets in prop::bool::ANY,
    ) {
        let (first, second) = rows.split_at(second.min(rows.len()));
        let dataset = dataset(&[first, second]);
        let outcome = |&number: &usize| [Outcome::Right, Outcome::Wrong, Outcome::NotInferable, Outcome::Absent][number];
        let of_p: Vec<Outcome> = seed.iter().take(rows.len()).map(outcome).collect();
        let of_q: Vec<Outcome> = seed.iter().rev().take(rows.len()).map(outcome).collect();
        let results = [
            Results { id: 4, name: "p", outcomes: &of_p, letters: &[], confusions: &[] },
            Results { id: 9, name: "q", outcomes: &of_q, letters: &[], confusions: &[] },
        ];
        let mut index = SelectionIndex::default();
        let unfiltered = select(&mut index, &dataset, &Selection::default(), &results);
        if facets {
            selection.modalities = unfiltered.facets.modalities.iter().map(|(name, _)| name.to_uppercase()).take(1).collect();
            selection.original_tasks = unfiltered.facets.original_tasks.iter().map(|(name, _)| name.clone()).take(1).collect();
        }
        let selected = select(&mut index, &dataset, &selection, &results);
        // What is absent is not applied, here neither.
        for absent in &selected.absent {
            match absent {
                Absent::OptionCount(count) => selection.option_counts.retain(|kept| kept != count),
                Absent::Part(part) => selection.parts.retain(|kept| kept != part),
                Absent::Node(path) => selection.nodes.retain(|kept| kept != path),
                other => prop_assert!(false, "{:?}", other),
            }
        }
        let naive = Naive { dataset: &dataset, selection: &selection, results: &results };

        let rows: Vec<u32> = naive.under_others(None).into_iter().map(|row| u32::try_from(row).unwrap()).collect();
        prop_assert_eq!(&selected.rows, &rows);
        for (name, count) in &selected.facets.modalities {
            prop_assert_eq!(*count, naive.count(3, |row| normal_form(naive.cell(row, "modality")) == normal_form(name)));
        }
        for (name, count) in &selected.facets.original_tasks {
            prop_assert_eq!(*count, naive.count(4, |row| normal_form(naive.cell(row, "original task")) == normal_form(name)));
        }
        for (options, count) in &selected.facets.option_counts {
            prop_assert_eq!(*count, naive.count(5, |row| naive.options(row) == *options));
        }
        for (part, count) in &selected.facets.parts {
            prop_assert_eq!(*count, naive.count(6, |row| dataset.position(row).unwrap().part == *part));
        }
        for (kind, count) in &selected.facets.pictures {
            prop_assert_eq!(*count, naive.count(7, |row| naive.picture(row) == *kind));
        }
        for (file, (id, counts)) in selected.facets.outcomes.iter().enumerate() {
            prop_assert_eq!(*id, results[file].id);
            for (outcome, count) in counts {
                prop_assert_eq!(*count, naive.count(FIXED + file, |row| results[file].outcomes[row] == *outcome));
            }
        }
        for (file, accuracy) in selected.accuracy.iter().enumerate() {
            let outcomes = || rows.iter().map(|&row| results[file].outcomes[row as usize]);
            let scored = outcomes().filter(|&outcome| outcome != Outcome::Absent).count();
            let correct = outcomes().filter(|&outcome| outcome == Outcome::Right).count();
            prop_assert_eq!((accuracy.n as usize, accuracy.correct as usize), (scored, correct));
        }
        for (at, TreeInOrder { tree, order, .. }) in index.trees().enumerate() {
            let counts = &selected.trees[at];
            prop_assert_eq!(counts.questions.len(), order.len());
            let figures = naive.figures(at, tree.kind());
            let mut seen = 0;
            for (place, &id) in order.iter().enumerate() {
                let names = tree.names(id);
                let normal: Vec<String> = names.iter().map(|name| normal_form(name)).collect();
                let expected = figures.get(&normal);
                seen += usize::from(expected.is_some());
                prop_assert_eq!(counts.questions[place], expected.map_or(0, |(count, _)| *count), "{:?}", names);
                for (file, scored) in counts.scored.iter().enumerate() {
                    let scored = (scored[place].n, scored[place].correct);
                    prop_assert_eq!(scored, expected.map_or((0, 0), |(_, scored)| scored[file]));
                }
            }
            prop_assert_eq!(seen, figures.len());
        }
        let expected: Vec<_> = index.trees().map(|shown| outside(shown.tree, &naive, &rows)).collect();
        prop_assert_eq!(selected.outside_tree, expected);
    }
}

fn outside(tree: &Tree, naive: &Naive<'_>, rows: &[u32]) -> OutsideTree {
    let is_outside =
        |path: &Vec<String>| path.len() < 3 || tree.find(path).is_none_or(|id| !tree.nodes()[id as usize].published);
    let paths: Vec<Vec<String>> =
        rows.iter().map(|&row| naive.path(row as usize, tree.kind())).filter(is_outside).collect();
    let labels: HashSet<&String> = paths.iter().filter_map(|path| path.get(2)).collect();
    let count = |count: usize| u32::try_from(count).unwrap();
    OutsideTree { questions: count(paths.len()), labels: count(labels.len()) }
}

#[test]
fn a_growing_dataset_is_taken_row_by_row() {
    let mut builder = DatasetBuilder::new();
    builder.begin_part("part.tsv");
    builder.feed(HEADER.as_bytes()).unwrap();
    let mut index = SelectionIndex::default();
    let selection = Selection { keywords: "glaucoma".to_owned(), ..Selection::default() };
    let by_question = Order { by: OrderBy::Question, descending: true };
    let mut grown = Vec::new();
    for (number, row) in ROWS.iter().enumerate() {
        builder.feed(format!("{number}\t{}\n", row.join("\t")).as_bytes()).unwrap();
        grown.push(select(&mut index, builder.dataset(), &selection, &[]).rows.len());
    }
    assert_eq!(grown, [1, 2, 2, 2]);
    let dataset = builder.finish();
    let after = index.select(&dataset, &Selection::default(), Query::default(), by_question, &[]).unwrap();
    let mut fresh = SelectionIndex::default();
    let anew = fresh.select(&dataset, &Selection::default(), Query::default(), by_question, &[]).unwrap();
    assert_eq!(format!("{after:?}"), format!("{anew:?}"));
}
