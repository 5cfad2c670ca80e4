//! The questions of a dataset, ready to be selected from.

use std::collections::HashMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::count::{FilterId, NO_FILTER, Passing, sum_up};
use super::facet::{Column, NO_VALUE, Values};
use super::keywords::KeywordFilter;
use super::order::rows_in;
use super::{Absent, Facets, FileAccuracy, NodePath, Order, Outcome, PictureKind, Results, Selection, TreeCounts};
use crate::dataset::{ColumnId, Dataset, DatasetError};
use crate::keywords::Query;
use crate::lexical_tree::{NodeId, Tree, TreeKind, normal_form};
use crate::table::typing::is_nan_word;

const PICTURES: [PictureKind; 4] =
    [PictureKind::Own, PictureKind::Reference, PictureKind::Several, PictureKind::Missing];
const OUTCOMES: [Outcome; 4] = [Outcome::Right, Outcome::Wrong, Outcome::NotInferable, Outcome::Absent];

/// The facets of every row, see [`selection`](super).
#[derive(Debug)]
pub struct SelectionIndex {
    rows: usize,
    trees: [TreeFacet; 3],
    modalities: ValueFacet,
    original_tasks: ValueFacet,
    options: Column,
    parts: Column,
    pictures: Column,
    keywords: KeywordFilter,
    order: Option<(Order, Rc<[u32]>)>,
}

/// A tree, and for each row its node's id + 1 (0 outside the tree).
#[derive(Debug)]
struct TreeFacet {
    tree: Tree,
    nodes: Column,
    /// The same for paths seen, by the numbers of their texts.
    paths: HashMap<[u32; 3], u32>,
    /// The nodes as they are shown.
    order: Vec<NodeId>,
}

#[derive(Debug, Default)]
struct ValueFacet {
    values: Values,
    rows: Column,
}

#[derive(Debug)]
pub struct Selected {
    /// The rows, in the order asked for.
    pub rows: Vec<u32>,
    pub absent: Vec<Absent>,
    /// For every tree, in the order of [`TreeKind::ALL`].
    pub outside_tree: Vec<OutsideTree>,
    /// In the order of [`TreeKind::ALL`]; nodes as [`SelectionIndex::trees`] shows them.
    pub trees: Vec<TreeCounts>,
    pub accuracy: Vec<FileAccuracy>,
    pub facets: Facets,
}

/// Selected questions whose path leads to no label of a published tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideTree {
    pub questions: u32,
    pub labels: u32,
}

#[derive(Debug)]
pub struct TreeInOrder<'i> {
    /// The published tree, and beside its nodes those that only the dataset has.
    pub tree: &'i Tree,
    /// Its nodes in [order](Tree::order).
    pub order: &'i [NodeId],
    pub loaded: Vec<u32>,
}

impl Default for SelectionIndex {
    fn default() -> Self {
        let tree = |kind| {
            let tree = Tree::published(kind);
            let order = tree.order();
            TreeFacet { tree, nodes: Column::default(), paths: HashMap::new(), order }
        };
        Self {
            rows: 0,
            trees: TreeKind::ALL.map(tree),
            modalities: ValueFacet::default(),
            original_tasks: ValueFacet::default(),
            options: Column::default(),
            parts: Column::default(),
            pictures: Column::default(),
            keywords: KeywordFilter::default(),
            order: None,
        }
    }
}

impl SelectionIndex {
    /// Takes the rows that the dataset has gained.
    pub fn extend(&mut self, dataset: &Dataset) {
        let columns = FacetColumns::of(dataset);
        for row in self.rows..dataset.row_count() {
            self.take_row(dataset, &columns, row);
        }
        self.rows = dataset.row_count();
        for facet in &mut self.trees {
            if facet.order.len() != facet.tree.nodes().len() {
                facet.order = facet.tree.order();
            }
        }
    }

    fn take_row(&mut self, dataset: &Dataset, columns: &FacetColumns, row: usize) {
        for (facet, first) in self.trees.iter_mut().zip(columns.first_levels) {
            facet.take_row(dataset, [first, columns.modality, columns.label], row);
        }
        self.modalities.take_row(dataset, columns.modality, row);
        self.original_tasks.take_row(dataset, columns.original_task, row);
        let is_option = |column: &&ColumnId| dataset.text(row, **column).is_some_and(|text| !is_nan_word(text));
        self.options.push(number(columns.options.iter().filter(is_option).count()));
        self.parts.push(dataset.position(row).map_or(0, |position| position.part));
        self.pictures.push(number(PICTURES.iter().position(|&kind| kind == picture(dataset, row)).unwrap_or(0)));
    }

    pub fn trees(&self) -> impl Iterator<Item = TreeInOrder<'_>> {
        self.trees.iter().map(|facet| TreeInOrder {
            tree: &facet.tree,
            order: &facet.order,
            loaded: facet.in_order(&sum_up(&facet.tree, &facet.nodes.loaded)),
        })
    }

    /// Selects among the rows of the dataset, [taking](Self::extend) new ones first. `keywords` are the parsed
    /// [`Selection::keywords`].
    ///
    /// # Errors
    /// [`DatasetError::TooMuchText`] where the texts are too many to be searched.
    pub fn select(
        &mut self,
        dataset: &Dataset,
        selection: &Selection,
        keywords: Query,
        order: Order,
        results: &[Results<'_>],
    ) -> Result<Selected, DatasetError> {
        self.extend(dataset);
        let mut absent = Vec::new();
        let mut passing = Passing::new(self.rows);
        let trees = [0, 1, 2].map(|at| self.trees[at].filter(&selection.nodes, &mut passing, &mut absent));
        let modalities =
            self.modalities.filter(&selection.modalities, &mut passing, |name| absent.push(Absent::Modality(name)));
        let original_tasks = self
            .original_tasks
            .filter(&selection.original_tasks, &mut passing, |name| absent.push(Absent::OriginalTask(name)));
        let options = filter_numbers(&self.options, &selection.option_counts, &mut passing, |count| {
            absent.push(Absent::OptionCount(count));
        });
        let parts = filter_numbers(&self.parts, &selection.parts, &mut passing, |part| absent.push(Absent::Part(part)));
        let is_wanted = |kind: u32| selection.pictures.contains(&PICTURES[kind as usize]);
        let pictures =
            if selection.pictures.is_empty() { NO_FILTER } else { passing.filter(&self.pictures.codes, is_wanted) };
        if !keywords.terms.is_empty() {
            let found = self.keywords.search(dataset, keywords)?;
            passing.filter(&found, |found| found);
        }
        let outcomes = filter_outcomes(selection, results, &mut passing, &mut absent);
        filter_letters(selection, results, &mut passing, &mut absent);
        filter_confusions(selection, results, &mut passing, &mut absent);

        let facets = Facets {
            modalities: self.modalities.counts(modalities, &passing),
            original_tasks: self.original_tasks.counts(original_tasks, &passing),
            option_counts: counts(&self.options, options, &passing),
            parts: counts(&self.parts, parts, &passing),
            pictures: counts(&self.pictures, pictures, &passing)
                .into_iter()
                .map(|(kind, count)| (PICTURES[kind as usize], count))
                .collect(),
            outcomes: results
                .iter()
                .zip(outcomes)
                .map(|(file, own)| (file.id, outcome_counts(file, own, &passing)))
                .collect(),
        };
        let accuracy = results.iter().map(|file| accuracy(file, &passing)).collect();
        let trees = self.trees.iter().zip(trees).map(|(facet, own)| facet.counts(own, &passing, results)).collect();
        let outside_tree = self.trees.iter().map(|facet| facet.outside(&passing)).collect();
        let in_order = self.rows_in(order, dataset);
        let rows = in_order.iter().copied().filter(|&row| passing.passes(row as usize)).collect();
        Ok(Selected { rows, absent, outside_tree, trees, accuracy, facets })
    }

    /// Every row in an order; the last order asked for is kept.
    fn rows_in(&mut self, order: Order, dataset: &Dataset) -> Rc<[u32]> {
        let is_kept = |(kept, rows): &&(Order, Rc<[u32]>)| *kept == order && rows.len() == self.rows;
        if let Some((_, rows)) = self.order.as_ref().filter(is_kept) {
            return rows.clone();
        }
        let rows: Rc<[u32]> = rows_in(order, dataset).into();
        self.order = Some((order, rows.clone()));
        rows
    }
}

impl TreeFacet {
    fn take_row(&mut self, dataset: &Dataset, columns: [Option<ColumnId>; 3], row: usize) {
        if columns[0].is_none() {
            self.nodes.push(0);
            return;
        }
        let path = columns.map(|column| column.map_or(0, |column| dataset.text_number(row, column)));
        let Self { tree, paths, .. } = self;
        let node = *paths.entry(path).or_insert_with(|| {
            let names = columns.map(|column| dataset.text(row, column?));
            tree.place(names).map_or(0, |id| id + 1)
        });
        self.nodes.push(node);
    }

    fn filter(&self, nodes: &[NodePath], passing: &mut Passing, absent: &mut Vec<Absent>) -> FilterId {
        let mut allowed = vec![false; self.tree.nodes().len() + 1];
        for path in nodes.iter().filter(|path| path.tree == self.tree.kind()) {
            match self.tree.find(&path.names) {
                Some(id) => allowed[id as usize + 1] = true,
                None => absent.push(Absent::Node(path.clone())),
            }
        }
        if !allowed.contains(&true) {
            return NO_FILTER;
        }
        for (id, node) in self.tree.nodes().iter().enumerate() {
            allowed[id + 1] |= node.parent.is_some_and(|parent| allowed[parent as usize + 1]);
        }
        passing.filter(&self.nodes.codes, |node| allowed[node as usize])
    }

    fn counts(&self, own: FilterId, passing: &Passing, results: &[Results<'_>]) -> TreeCounts {
        let sum = |counts: &[u32]| self.in_order(&sum_up(&self.tree, counts));
        let scored = results
            .iter()
            .map(|file| self.in_order(&sum_up(&self.tree, &passing.scored(own, &self.nodes, file.outcomes))));
        TreeCounts { questions: sum(&passing.count(own, &self.nodes)), scored: scored.collect() }
    }

    fn outside(&self, passing: &Passing) -> OutsideTree {
        let counts = passing.count(NO_FILTER, &self.nodes);
        let mut questions = counts.first().copied().unwrap_or(0);
        let mut labels = Vec::new();
        for (node, &count) in self.tree.nodes().iter().zip(counts.iter().skip(1)).filter(|(_, count)| **count > 0) {
            if node.level < 3 || !node.published {
                questions += count;
                labels.extend((node.level == 3).then(|| normal_form(&node.name)));
            }
        }
        labels.sort_unstable();
        labels.dedup();
        OutsideTree { questions, labels: number(labels.len()) }
    }

    fn in_order<T: Copy + Default>(&self, figures: &[T]) -> Vec<T> {
        self.order.iter().map(|&id| figures.get(id as usize).copied().unwrap_or_default()).collect()
    }
}

impl ValueFacet {
    fn take_row(&mut self, dataset: &Dataset, column: Option<ColumnId>, row: usize) {
        let cell = column.and_then(|column| Some((dataset.text_number(row, column), dataset.text(row, column)?)));
        self.rows.push(cell.map_or(NO_VALUE, |(text_number, text)| self.values.number(text_number, text)));
    }

    fn filter(&self, names: &[String], passing: &mut Passing, mut absent: impl FnMut(String)) -> FilterId {
        let mut allowed = vec![false; self.values.count()];
        for name in names {
            match self.values.find(name) {
                Some(value) => allowed[value as usize] = true,
                None => absent(name.clone()),
            }
        }
        if !allowed.contains(&true) {
            return NO_FILTER;
        }
        passing.filter(&self.rows.codes, |value| allowed[value as usize])
    }

    fn counts(&self, own: FilterId, passing: &Passing) -> Vec<(String, u32)> {
        self.values.counted(&passing.count(own, &self.rows))
    }
}

fn filter_numbers(column: &Column, wanted: &[u32], passing: &mut Passing, absent: impl FnMut(u32)) -> FilterId {
    let (held, lacking): (Vec<u32>, Vec<u32>) = wanted.iter().partition(|&&number| column.holds(number));
    lacking.into_iter().for_each(absent);
    if held.is_empty() {
        return NO_FILTER;
    }
    passing.filter(&column.codes, |number| held.contains(&number))
}

/// Puts the outcomes wanted of each file in force; returns each file's filter.
fn filter_outcomes(
    selection: &Selection,
    results: &[Results<'_>],
    passing: &mut Passing,
    absent: &mut Vec<Absent>,
) -> Vec<FilterId> {
    let lacking = selection.outcomes.iter().filter(|wanted| results.iter().all(|file| file.name != wanted.file));
    absent.extend(lacking.cloned().map(Absent::Predictions));
    let filter = |file: &Results<'_>| {
        let wanted = selection.outcomes.iter().filter(|wanted| wanted.file == file.name);
        let wanted: Vec<Outcome> = wanted.map(|wanted| wanted.outcome).collect();
        if wanted.is_empty() {
            return NO_FILTER;
        }
        passing.filter(file.outcomes, |outcome| wanted.contains(&outcome))
    };
    results.iter().map(filter).collect()
}

/// Puts the comparisons of letters in force.
fn filter_letters(selection: &Selection, results: &[Results<'_>], passing: &mut Passing, absent: &mut Vec<Absent>) {
    let named = |name: &str| results.iter().find(|file| file.name == name);
    for wanted in &selection.letters {
        let Some((a, b)) = named(&wanted.a).zip(named(&wanted.b)) else {
            absent.push(Absent::Letters(wanted.clone()));
            continue;
        };
        let is_wanted = |(a, b): (&Option<char>, &Option<char>)| a.is_some() && b.is_some() && (a == b) == wanted.same;
        let found: Vec<bool> = a.letters.iter().zip(b.letters).map(is_wanted).collect();
        passing.filter(&found, |found| found);
    }
}

/// Puts the confusions wanted of each file in force.
fn filter_confusions(selection: &Selection, results: &[Results<'_>], passing: &mut Passing, absent: &mut Vec<Absent>) {
    let lacking = selection.confusions.iter().filter(|wanted| results.iter().all(|file| file.name != wanted.file));
    absent.extend(lacking.cloned().map(Absent::Confusion));
    for file in results.iter().filter(|file| !file.confusions.is_empty()) {
        let found: Vec<bool> = (0..file.outcomes.len())
            .map(|row| file.confusions.iter().any(|(_, rows)| rows.get(row) == Some(&true)))
            .collect();
        passing.filter(&found, |found| found);
    }
}

/// Each value that a row has, with its count.
fn counts(column: &Column, own: FilterId, passing: &Passing) -> Vec<(u32, u32)> {
    (0..).zip(passing.count(own, column)).filter(|(value, _)| column.holds(*value)).collect()
}

fn outcome_counts(file: &Results<'_>, own: FilterId, passing: &Passing) -> Vec<(Outcome, u32)> {
    let mut counts = OUTCOMES.map(|outcome| (outcome, 0));
    for outcome in passing.under_others(own, file.outcomes) {
        if let Some((_, count)) = counts.iter_mut().find(|(counted, _)| *counted == outcome) {
            *count += 1;
        }
    }
    counts.to_vec()
}

fn accuracy(file: &Results<'_>, passing: &Passing) -> FileAccuracy {
    let mut accuracy = FileAccuracy { predictions: file.id, n: 0, correct: 0 };
    for outcome in passing.under_others(NO_FILTER, file.outcomes) {
        accuracy.n += u32::from(outcome != Outcome::Absent);
        accuracy.correct += u32::from(outcome == Outcome::Right);
    }
    accuracy
}

fn picture(dataset: &Dataset, row: usize) -> PictureKind {
    match dataset.image_cell(row) {
        None => PictureKind::Missing,
        Some(cell) if cell.is_list => PictureKind::Several,
        Some(cell) if cell.reference.is_some() => PictureKind::Reference,
        Some(_) => PictureKind::Own,
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

struct FacetColumns {
    first_levels: [Option<ColumnId>; 3],
    modality: Option<ColumnId>,
    label: Option<ColumnId>,
    original_task: Option<ColumnId>,
    options: Vec<ColumnId>,
}

impl FacetColumns {
    fn of(dataset: &Dataset) -> Self {
        Self {
            first_levels: TreeKind::ALL.map(|kind| dataset.column(kind.column())),
            modality: dataset.column("modality"),
            label: dataset.column("category"),
            original_task: dataset.column("original task"),
            options: dataset.option_columns().map(|(_, column)| column).collect(),
        }
    }
}
