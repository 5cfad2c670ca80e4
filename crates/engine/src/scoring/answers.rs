//! Which answers of a prediction file are listed, and in which order.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{NOT_INFERABLE, Prepared, Rule, Scored, ScoredRow};
use crate::keywords::folded;
use crate::limits::shown;
use crate::names::named;
use crate::pause::{NoPause, Pause, Work, block_on};
use crate::table::{Column, Value};

named! {
    /// What has become of an answer.
    pub enum AnswerOutcome {
        Correct = "correct",
        /// The letter is not the answer's, or there is none.
        Incorrect = "incorrect",
        /// No letter was extracted; such an answer is incorrect, too.
        NoLetter = "no-letter",
    }
}

named! {
    #[derive(Default)]
    pub enum AnswerSort {
        #[default]
        Index = "index",
        Question = "question",
        Prediction = "prediction",
        Letter = "letter",
        Answer = "answer",
        Rule = "rule",
    }
}

/// A value of a column; blank cells are `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerGroup {
    pub column: String,
    pub name: Option<String>,
}

/// What is asked of a list of answers; by default all of them, by index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerQuery {
    pub outcome: Option<AnswerOutcome>,
    pub rule: Option<Rule>,
    pub group: Option<AnswerGroup>,
    /// Only answers of which the rule sets extract different letters.
    pub changing: bool,
    /// Text that the question, the prediction or the index contains, in any case.
    pub words: String,
    pub sort: AnswerSort,
    pub descending: bool,
}

impl AnswerQuery {
    /// The positions of the answers in the scored order. `all` holds the same rows under every rule set.
    pub fn positions(&self, table: &Prepared, scored: &Scored, all: &[&Scored]) -> Vec<u32> {
        block_on(self.positions_paused(table, scored, all, &NoPause))
    }

    /// As [`AnswerQuery::positions`], with pauses.
    pub async fn positions_paused(
        &self,
        table: &Prepared,
        scored: &Scored,
        all: &[&Scored],
        pause: &dyn Pause,
    ) -> Vec<u32> {
        let search = Search { words: folded(self.words.trim()), question: table.frame().column("question") };
        let group = self.group.as_ref().map(|group| (table.frame().column(&group.column), &group.name));
        let is_wanted = |at: u32, row: &ScoredRow| {
            self.outcome.is_none_or(|outcome| outcome.is_of(row))
                && self.rule.is_none_or(|rule| rule == row.extraction.rule)
                && group.is_none_or(|(column, name)| is_in_group(row, column, name.as_deref()))
                && (!self.changing || changes(all, at))
                && search.finds(table, row)
        };
        let mut work = Work::new(pause);
        let mut rows: Vec<(u32, &ScoredRow)> = Vec::new();
        for (at, row) in (0..).zip(&scored.rows) {
            if is_wanted(at, row) {
                rows.push((at, row));
            }
            work.row(if search.words.is_empty() { 0 } else { table.prediction(row.row).len() }).await;
        }
        let order = Order { by: self.sort, table, question: search.question };
        match (self.sort, self.descending) {
            (AnswerSort::Index, true) => rows.reverse(),
            (_, true) => rows.sort_by(|(_, a), (_, b)| order.compare(b, a)),
            (_, false) => rows.sort_by(|(_, a), (_, b)| order.compare(a, b)),
        }
        rows.into_iter().map(|(at, _)| at).collect()
    }
}

impl AnswerOutcome {
    fn is_of(self, row: &ScoredRow) -> bool {
        match self {
            Self::Correct => row.is_correct,
            Self::Incorrect => !row.is_correct,
            Self::NoLetter => row.extraction.is_not_inferable(),
        }
    }
}

/// Number of answers of which the rule sets extract different letters.
pub fn changing(all: &[&Scored]) -> usize {
    let rows = all.first().map_or(0, |scored| scored.rows.len());
    (0..).take(rows).filter(|at| changes(all, *at)).count()
}

fn changes(all: &[&Scored], at: u32) -> bool {
    let letter = |scored: &&Scored| scored.rows.get(at as usize).map_or(NOT_INFERABLE, |row| row.extraction.letter);
    all.windows(2).any(|pair| letter(&pair[0]) != letter(&pair[1]))
}

fn is_in_group(row: &ScoredRow, column: Option<&Column>, name: Option<&str>) -> bool {
    let value = column.map_or(&Value::Missing, |column| &column.values[row.row]);
    // As groupings name their groups.
    match name {
        Some(name) => !value.is_missing() && shown(&value.printed()) == name,
        None => value.is_missing(),
    }
}

struct Search<'t> {
    words: String,
    question: Option<&'t Column>,
}

impl Search<'_> {
    fn finds(&self, table: &Prepared, row: &ScoredRow) -> bool {
        let holds = |text: &str| folded(text).contains(&self.words);
        self.words.is_empty()
            || row.index.to_string() == self.words
            || holds(table.prediction(row.row))
            || self.question.is_some_and(|column| holds(&column.values[row.row].printed()))
    }
}

struct Order<'t> {
    by: AnswerSort,
    table: &'t Prepared,
    question: Option<&'t Column>,
}

impl Order<'_> {
    /// Equal rows stay in the order of their index.
    fn compare(&self, a: &ScoredRow, b: &ScoredRow) -> Ordering {
        match self.by {
            AnswerSort::Index => Ordering::Equal,
            AnswerSort::Question => {
                self.question.map_or(Ordering::Equal, |column| column.values[a.row].total_cmp(&column.values[b.row]))
            }
            AnswerSort::Prediction => self.table.prediction(a.row).cmp(self.table.prediction(b.row)),
            AnswerSort::Letter => a.extraction.letter.cmp(&b.extraction.letter),
            AnswerSort::Answer => a.answer.total_cmp(&b.answer),
            AnswerSort::Rule => (a.extraction.rule as u8).cmp(&(b.extraction.rule as u8)),
        }
    }
}
