//! Answering about the lexical tree and selections.

use std::rc::Rc;

use engine::compare::confused;
use engine::dataset::Dataset;
use engine::keywords::{Query, SearchField, marks};
use engine::scoring::RuleSet;
use engine::selection::{ConfusionOf, Order, Outcome, Results, Selection, SelectionIndex, letters, outcomes};
use protocol::explore::{Place, QuestionMarks, Select, SelectionNumber, SelectionSummary, TreeView};
use protocol::{Failure, PredictionsId, RowSummary};

use crate::loaded::{HeldSelection, Loaded, LoadedDataset, count};
use crate::questions::summary;
use crate::scores::score_of;

/// Rows of one reply; a request for more is a fault of the page.
const ROWS_AT_ONCE: u32 = 1000;

/// Number of selections that are held, the latest ones.
const HELD: usize = 4;

/// The published trees, joined with the paths of the dataset.
pub(crate) fn trees(loaded: &mut Loaded) -> Vec<TreeView> {
    let Ok(LoadedDataset { questions, exploration, .. }) = loaded.dataset_mut() else {
        return views(&SelectionIndex::default());
    };
    let exploration = exploration.get_or_insert_default();
    exploration.index.extend(questions.dataset());
    views(&exploration.index)
}

fn views(index: &SelectionIndex) -> Vec<TreeView> {
    index.trees().map(|shown| TreeView::new(shown.tree, shown.order, shown.loaded)).collect()
}

pub(crate) fn select(loaded: &mut Loaded, ask: &Select) -> Result<SelectionSummary, Failure> {
    loaded.dataset()?;
    let files = scored_files(loaded, ask.rules, &ask.selection)?;
    let results: Vec<Results<'_>> = files.iter().map(ScoredFile::results).collect();
    let unused = loaded.selections_made + 1;
    let LoadedDataset { questions, exploration, .. } = loaded.dataset_mut()?;
    let dataset = questions.dataset();
    let exploration = exploration.get_or_insert_default();
    let (keywords, keywords_fault) = match Query::parse(&ask.selection.keywords) {
        Ok(query) => (query, None),
        Err(fault) => (Query::default(), Some(fault)),
    };
    let selected = exploration.index.select(dataset, &ask.selection, keywords.clone(), ask.order, &results)?;
    let number_of_rows = count(selected.rows.len());
    // What is shown of the same rows, and made of them, stays while more of the dataset or predictions arrive.
    let outcomes = files.iter().map(|file| file.outcomes.clone()).collect();
    let latest = exploration.held.back_mut();
    let number = match latest.filter(|held| held.rows == selected.rows && held.keywords == keywords) {
        Some(held) => {
            held.outcomes = outcomes;
            held.number
        }
        None => {
            if exploration.held.len() >= HELD {
                exploration.held.pop_front();
            }
            let rows = selected.rows;
            exploration.held.push_back(HeldSelection { number: unused, rows, keywords, outcomes });
            unused
        }
    };
    let mut summary = SelectionSummary {
        number,
        of: count(dataset.row_count()),
        count: number_of_rows,
        keywords_fault,
        absent: selected.absent,
        outside_tree: selected.outside_tree,
        trees: selected.trees,
        accuracy: selected.accuracy,
        facets: selected.facets,
        rows: Vec::new(),
    };
    if number == unused {
        loaded.selections_made = number;
    }
    summary.rows = self::rows(loaded.dataset()?, number, ask.start, ask.end).unwrap_or_default();
    Ok(summary)
}

/// The rows of a selection, in the order of the dataset; keywords with a fault are not applied.
pub(crate) fn rows_of(loaded: &mut Loaded, selection: &Selection) -> Result<Vec<u32>, Failure> {
    if *selection == Selection::default() {
        return Ok((0..count(loaded.dataset()?.questions().row_count())).collect());
    }
    let files = scored_files(loaded, RuleSet::default(), selection)?;
    let results: Vec<Results<'_>> = files.iter().map(ScoredFile::results).collect();
    let LoadedDataset { questions, exploration, .. } = loaded.dataset_mut()?;
    let keywords = Query::parse(&selection.keywords).unwrap_or_default();
    let index = &mut exploration.get_or_insert_default().index;
    Ok(index.select(questions.dataset(), selection, keywords, Order::default(), &results)?.rows)
}

struct ScoredFile {
    id: PredictionsId,
    name: String,
    outcomes: Rc<[Outcome]>,
    letters: Vec<Option<char>>,
    confusions: Vec<(ConfusionOf, Vec<bool>)>,
}

impl ScoredFile {
    fn results(&self) -> Results<'_> {
        Results {
            id: self.id,
            name: &self.name,
            outcomes: &self.outcomes,
            letters: &self.letters,
            confusions: &self.confusions,
        }
    }
}

/// The prediction files that can be scored, in the order of loading.
fn scored_files(loaded: &mut Loaded, rules: RuleSet, selection: &Selection) -> Result<Vec<ScoredFile>, Failure> {
    let mut files = Vec::new();
    for id in loaded.prediction_ids() {
        // Why a file cannot be scored is told by the page of scores.
        let Ok(score) = score_of(loaded, id, rules) else { continue };
        let known = loaded.predictions(id)?.outcomes.get(&rules).cloned();
        let outcomes = match known {
            Some(outcomes) => outcomes,
            None => {
                let found: Rc<[Outcome]> = outcomes(loaded.dataset()?.questions(), &score.scored).into();
                loaded.predictions(id)?.outcomes.insert(rules, found.clone());
                found
            }
        };
        let is_compared = selection.letters.iter().any(|pair| [&pair.a, &pair.b].contains(&&score.name));
        let questions = loaded.dataset()?.questions();
        let letters = if is_compared { letters(questions, &score.scored) } else { Vec::new() };
        let wanted = selection.confusions.iter().filter(|wanted| wanted.file == score.name);
        let confusions =
            wanted.map(|wanted| (wanted.clone(), confused(questions, &score.table, &score.scored, wanted))).collect();
        files.push(ScoredFile { id, name: score.name, outcomes, letters, confusions });
    }
    Ok(files)
}

/// The questions `start..end` of a selection; `None`, as of the next functions, if the selection is no longer held.
pub(crate) fn rows(dataset: &LoadedDataset, number: SelectionNumber, start: u32, end: u32) -> Option<Vec<RowSummary>> {
    let held = dataset.held(number)?;
    let end = end.min(start.saturating_add(ROWS_AT_ONCE));
    let wanted = held.rows.iter().skip(start as usize).take(end.saturating_sub(start) as usize);
    Some(wanted.map(|&row| marked(dataset.questions(), row, held)).collect())
}

fn marked(questions: &Dataset, row: u32, held: &HeldSelection) -> RowSummary {
    let mut summary = summary(questions, row);
    summary.marks = ranges(&held.keywords, SearchField::Question, &summary.question);
    let outcome = |outcomes: &Rc<[Outcome]>| outcomes.get(row as usize).copied().unwrap_or(Outcome::Absent);
    summary.outcomes = held.outcomes.iter().map(outcome).collect();
    summary
}

pub(crate) fn question_marks(dataset: &LoadedDataset, number: SelectionNumber, row: u32) -> Option<QuestionMarks> {
    let keywords = &dataset.held(number)?.keywords;
    let questions = dataset.questions();
    let options = questions.letters(row as usize);
    Some(QuestionMarks {
        row,
        question: ranges(keywords, SearchField::Question, &summary(questions, row).question),
        options: options.iter().map(|(_, text)| ranges(keywords, SearchField::Option, text)).collect(),
    })
}

/// Byte ranges as the protocol has them.
fn ranges(keywords: &Query, field: SearchField, text: &str) -> Vec<(u32, u32)> {
    marks(keywords, field, text).into_iter().map(|(start, end)| (count(start), count(end))).collect()
}

/// Where a row stands in a selection, or else the row that follows it.
pub(crate) fn place(dataset: &LoadedDataset, number: SelectionNumber, row: u32) -> Option<Place> {
    let rows = &dataset.held(number)?.rows;
    let place = |at: usize| Some(Place { at: count(at), row: *rows.get(at)? });
    match rows.iter().position(|&held| held == row) {
        Some(at) => place(at),
        None => place(rows.iter().enumerate().filter(|(_, held)| **held > row).min_by_key(|(_, held)| **held)?.0),
    }
}
