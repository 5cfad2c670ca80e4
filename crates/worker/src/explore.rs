//! Answering about the lexical tree and selections.

use std::collections::VecDeque;
use std::rc::Rc;

use super::Shared;
use super::outbox::Answer;
use super::questions::{ROWS_AT_ONCE, summary};
use super::scores::score_of;
use super::session::{LoadedDataset, Session, count};
use engine::dataset::Dataset;
use engine::keywords::{Query, SearchField, marks};
use engine::scoring::RuleSet;
use engine::selection::{Order, Outcome, Results, Selection, SelectionIndex, outcomes};
use protocol::explore::{
    ExploreReply, ExploreRequest, Place, QuestionMarks, SelectionNumber, SelectionSummary, TreeView,
};
use protocol::{Failure, PredictionsId, Reply, RowSummary};

/// So many selections are held, the latest ones.
const HELD: usize = 4;

/// What the explore page needs of a dataset.
#[derive(Default)]
pub(super) struct Exploration {
    index: SelectionIndex,
    held: VecDeque<HeldSelection>,
}

/// A selection that the page may ask about.
pub(super) struct HeldSelection {
    number: SelectionNumber,
    /// The rows in the order of the selection.
    pub(super) rows: Vec<u32>,
    keywords: Query,
}

/// Answers a request.
pub(super) fn answer(session: &Shared, request: ExploreRequest) -> Result<Answer, Failure> {
    let reply = match request {
        ExploreRequest::Trees => ExploreReply::Trees(trees(&mut session.borrow_mut())),
        ExploreRequest::Select { selection, order, rules, start, end } => {
            let session = &mut session.borrow_mut();
            let mut summary = select(session, &selection, order, rules)?;
            summary.rows = rows(session.dataset()?, summary.number, start, end).unwrap_or_default();
            ExploreReply::Selected(Box::new(summary))
        }
        ExploreRequest::Rows { selection, start, end } => {
            ExploreReply::Rows(rows(session.borrow().dataset()?, selection, start, end))
        }
        ExploreRequest::Marks { selection, row } => {
            ExploreReply::Marks(question_marks(session.borrow().dataset()?, selection, row))
        }
        ExploreRequest::Place { selection, row } => {
            ExploreReply::Place(place(session.borrow().dataset()?, selection, row))
        }
    };
    Ok(Reply::Explore(reply).into())
}

fn trees(session: &mut Session) -> Vec<TreeView> {
    let Ok(LoadedDataset { questions, exploration, .. }) = session.dataset_mut() else {
        return views(&SelectionIndex::default());
    };
    let exploration = exploration.get_or_insert_default();
    exploration.index.extend(questions.dataset());
    views(&exploration.index)
}

fn views(index: &SelectionIndex) -> Vec<TreeView> {
    index.trees().map(|shown| TreeView::new(shown.tree, shown.order, shown.loaded)).collect()
}

fn select(
    session: &mut Session,
    selection: &Selection,
    order: Order,
    rules: RuleSet,
) -> Result<SelectionSummary, Failure> {
    session.dataset()?;
    let files = scored_files(session, rules)?;
    let results: Vec<Results<'_>> = files.iter().map(ScoredFile::results).collect();
    let unused = session.selections_made + 1;
    let LoadedDataset { questions, exploration, .. } = session.dataset_mut()?;
    let dataset = questions.dataset();
    let exploration = exploration.get_or_insert_default();
    let (keywords, keywords_fault) = match Query::parse(&selection.keywords) {
        Ok(query) => (query, None),
        Err(fault) => (Query::default(), Some(fault)),
    };
    let selected = exploration.index.select(dataset, selection, keywords.clone(), order, &results)?;
    // What is shown of the same rows, and made of them, stays while more of the dataset or predictions arrive.
    let latest = exploration.held.back().filter(|held| held.rows == selected.rows && held.keywords == keywords);
    let number = latest.map_or(unused, |held| held.number);
    let summary = SelectionSummary {
        number,
        of: count(dataset.row_count()),
        count: count(selected.rows.len()),
        keywords_fault,
        absent: selected.absent,
        outside_tree: selected.outside_tree,
        trees: selected.trees,
        accuracy: selected.accuracy,
        facets: selected.facets,
        rows: Vec::new(),
    };
    if number == unused {
        if exploration.held.len() >= HELD {
            exploration.held.pop_front();
        }
        exploration.held.push_back(HeldSelection { number, rows: selected.rows, keywords });
        session.selections_made = number;
    }
    Ok(summary)
}

/// The rows of a selection, in the order of the dataset; keywords with a fault are not applied.
pub(super) fn rows_of(session: &mut Session, selection: &Selection) -> Result<Vec<u32>, Failure> {
    if *selection == Selection::default() {
        return Ok((0..count(session.dataset()?.questions().row_count())).collect());
    }
    let files = scored_files(session, RuleSet::default())?;
    let results: Vec<Results<'_>> = files.iter().map(ScoredFile::results).collect();
    let LoadedDataset { questions, exploration, .. } = session.dataset_mut()?;
    let keywords = Query::parse(&selection.keywords).unwrap_or_default();
    let index = &mut exploration.get_or_insert_default().index;
    Ok(index.select(questions.dataset(), selection, keywords, Order::default(), &results)?.rows)
}

/// A prediction file that can be scored.
struct ScoredFile {
    id: PredictionsId,
    name: String,
    outcomes: Rc<[Outcome]>,
}

impl ScoredFile {
    fn results(&self) -> Results<'_> {
        Results { id: self.id, name: &self.name, outcomes: &self.outcomes }
    }
}

/// The prediction files that can be scored, in the order of loading.
fn scored_files(session: &mut Session, rules: RuleSet) -> Result<Vec<ScoredFile>, Failure> {
    let mut files = Vec::new();
    for id in session.prediction_ids() {
        // Why a file cannot be scored is told by the page of scores.
        let Ok(score) = score_of(session, id, rules) else { continue };
        let known = session.predictions(id)?.outcomes.get(&rules).cloned();
        let outcomes = match known {
            Some(outcomes) => outcomes,
            None => {
                let found: Rc<[Outcome]> = outcomes(session.dataset()?.questions(), &score.scored).into();
                session.predictions(id)?.outcomes.insert(rules, found.clone());
                found
            }
        };
        files.push(ScoredFile { id, name: score.name, outcomes });
    }
    Ok(files)
}

/// A selection that is still held.
pub(super) fn held(dataset: &LoadedDataset, number: SelectionNumber) -> Option<&HeldSelection> {
    dataset.exploration.as_ref()?.held.iter().find(|held| held.number == number)
}

fn rows(dataset: &LoadedDataset, number: SelectionNumber, start: u32, end: u32) -> Option<Vec<RowSummary>> {
    let held = held(dataset, number)?;
    let end = end.min(start.saturating_add(ROWS_AT_ONCE));
    let wanted = held.rows.iter().skip(start as usize).take(end.saturating_sub(start) as usize);
    Some(wanted.map(|&row| marked(dataset.questions(), row, &held.keywords)).collect())
}

fn marked(questions: &Dataset, row: u32, keywords: &Query) -> RowSummary {
    let mut row = summary(questions, row);
    row.marks = ranges(keywords, SearchField::Question, &row.question);
    row
}

fn question_marks(dataset: &LoadedDataset, number: SelectionNumber, row: u32) -> Option<QuestionMarks> {
    let keywords = &held(dataset, number)?.keywords;
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

fn place(dataset: &LoadedDataset, number: SelectionNumber, row: u32) -> Option<Place> {
    let rows = &held(dataset, number)?.rows;
    let place = |at: usize| Some(Place { at: count(at), row: *rows.get(at)? });
    match rows.iter().position(|&held| held == row) {
        Some(at) => place(at),
        None => place(rows.iter().enumerate().filter(|(_, held)| **held > row).min_by_key(|(_, held)| **held)?.0),
    }
}
