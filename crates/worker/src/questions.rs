//! Questions as the page shows them.

use super::Shared;
use super::failures::not_loaded;
use super::outbox::Answer;
use super::pictures;
use super::session::{Session, count};
use engine::dataset::Dataset;
use engine::option_column::is_option;
use engine::table::typing::is_nan_word;
use protocol::{Failure, QuestionView, Reply, RowSummary};

/// Columns that the question view shows in a place of their own.
const SHOWN_APART: [&str; 5] = ["index", "question", "hint", "image", "answer"];

/// Rows asked for at once; more is a fault of the page.
pub(super) const ROWS_AT_ONCE: u32 = 1000;

/// Rows `start..end` of the question list.
pub(super) fn rows(session: &Session, start: u32, end: u32) -> Result<Answer, Failure> {
    let questions = session.dataset()?.questions();
    let end = end.min(count(questions.row_count())).min(start.saturating_add(ROWS_AT_ONCE));
    Ok(Reply::Rows((start..end).map(|row| summary(questions, row)).collect()).into())
}

/// The row of an index as a person types it.
pub(super) fn find(session: &Session, index: &str) -> Result<Answer, Failure> {
    let questions = session.dataset()?.questions();
    Ok(Reply::Found(questions.find_text(index.trim()).map(count)).into())
}

/// One question in full.
pub(super) async fn question(session: &Shared, row: u32) -> Result<Answer, Failure> {
    let mut view = {
        let session = session.borrow();
        let questions = session.dataset()?.questions();
        if row >= count(questions.row_count()) {
            return Err(not_loaded("row"));
        }
        view(questions, row)
    };
    match pictures::count_of(session, row).await {
        Ok(pictures) => view.pictures = Ok(pictures),
        Err(failure) => view.pictures = Err(failure),
    }
    Ok(Reply::Question(Box::new(view)).into())
}

/// A row of the question list.
pub(super) fn summary(questions: &Dataset, row: u32) -> RowSummary {
    let text = |column: &str| text_of(questions, row, column).unwrap_or_default();
    RowSummary {
        row,
        index: text("index"),
        question: text("question"),
        marks: Vec::new(),
        modality: text("modality"),
        task: text("clinical VQA task"),
        department: text("department"),
        granularity: text("perceptual granularity"),
    }
}

fn view(questions: &Dataset, row: u32) -> QuestionView {
    let is_metadata = |name: &&String| !SHOWN_APART.contains(&name.as_str()) && !is_option(name);
    let metadata = questions.columns().iter().filter(is_metadata);
    QuestionView {
        row,
        index: text_of(questions, row, "index").unwrap_or_default(),
        question: text_of(questions, row, "question").unwrap_or_default(),
        hint: text_of(questions, row, "hint"),
        options: questions.letters(row as usize),
        answer: text_of(questions, row, "answer").filter(|answer| !is_nan_word(answer.trim())),
        metadata: metadata.filter_map(|name| Some((name.clone(), text_of(questions, row, name)?))).collect(),
        pictures: Ok(0),
        picture_of: pictures::referred_index(questions, row as usize),
    }
}

fn text_of(questions: &Dataset, row: u32, column: &str) -> Option<String> {
    questions.text(row as usize, questions.column(column)?).map(str::to_owned)
}
