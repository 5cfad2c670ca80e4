//! A row of any origin: published, newer or the user's own.

use std::collections::BTreeMap;

use super::column::Column;
use super::data::{Board, Family, PublishedModel};
use super::data::{Confidence, NewerResult, NewerSplit, Translated};
use super::own::{CorrectCount, OwnResult, OwnSplit};
use super::percent::Percent;
use crate::scoring::RuleSet;
use crate::stats::wilson95;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Figure {
    pub percent: Percent,
    /// Correct answers and questions, of the user's scores.
    pub count: Option<CorrectCount>,
    /// The same, by the number of questions inferred from the board's figures.
    pub inferred: Option<CorrectCount>,
}

impl Figure {
    fn printed(percent: Percent) -> Self {
        Self { percent, count: None, inferred: None }
    }

    fn counted(count: CorrectCount) -> Option<Self> {
        Some(Self { percent: Percent::of(count.correct, count.n)?, count: Some(count), inferred: None })
    }

    fn inferred(percent: Percent, n: Option<u32>) -> Self {
        let inferred = n.map(|n| CorrectCount { correct: percent.part_of(n), n });
        Self { inferred, ..Self::printed(percent) }
    }

    /// The 95 % Wilson interval in percent.
    pub fn interval(self) -> Option<(f64, f64)> {
        let count = self.count.or(self.inferred)?;
        let (low, high) = wilson95(count.correct, count.n)?;
        Some((low * 100.0, high * 100.0))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The simulated random run of the board.
    Random,
    Published {
        /// Rank in the README's board of 29 models.
        card_rank: Option<u32>,
        /// Whether its figures fit no number of questions.
        irregular: bool,
    },
    Newer {
        split: NewerSplit,
        /// Key of its source.
        source: String,
        confidence: Confidence,
        note: Option<Translated>,
    },
    Own {
        split: OwnSplit,
        rules: RuleSet,
        n: u32,
        kept: bool,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardEntry {
    /// Identifies the row in addresses.
    pub id: String,
    pub name: String,
    pub origin: Origin,
    pub family: Option<Family>,
    pub series: Option<String>,
    pub params: Option<String>,
    pub vision_encoder: Option<String>,
    pub llm: Option<String>,
    figures: BTreeMap<Column, Figure>,
}

impl BoardEntry {
    /// A row of the published board; its name is its id.
    pub fn published(model: &PublishedModel, board: &Board) -> Self {
        let [tasks, departments, granularity] = if model.irregular { Default::default() } else { board.counts() };
        let mut figures = BTreeMap::from([
            (Column::Val, Figure::printed(model.val)),
            (Column::Test, Figure::printed(model.test)),
            (Column::All, Figure::printed(model.all)),
        ]);
        figures.extend(inferred(&model.tasks, tasks, Column::Task));
        figures.extend(inferred(&model.departments, departments, Column::Department));
        figures.extend(inferred(&model.granularity, granularity, Column::Granularity));
        figures.extend(multiple_choice(model.multiple_choice));
        let origin = match model.family {
            Family::Random => Origin::Random,
            _ => Origin::Published { card_rank: model.card_rank, irregular: model.irregular },
        };
        Self {
            id: model.name.clone(),
            name: model.name.clone(),
            origin,
            family: Some(model.family),
            series: model.series.clone(),
            params: model.params.clone(),
            vision_encoder: model.vision_encoder.clone(),
            llm: model.llm.clone(),
            figures,
        }
    }

    /// A newer result, identified by model, split and source.
    pub fn newer(result: &NewerResult) -> Self {
        let mut figures = BTreeMap::new();
        figures.extend(result.score.map(|score| (Column::Score, Figure::printed(score))));
        figures.extend(result.tasks.iter().flat_map(|tasks| inferred(tasks, Vec::new(), Column::Task)));
        figures.extend(result.granularity.iter().flat_map(|levels| inferred(levels, Vec::new(), Column::Granularity)));
        figures.extend(result.multiple_choice.into_iter().flat_map(multiple_choice));
        Self {
            id: format!("new:{}:{}:{}", result.source, result.split.name(), result.model),
            name: result.model.clone(),
            origin: Origin::Newer {
                split: result.split,
                source: result.source.clone(),
                confidence: result.confidence,
                note: result.note.clone(),
            },
            family: Some(result.family),
            series: None,
            params: result.params.clone(),
            vision_encoder: None,
            llm: None,
            figures,
        }
    }

    /// A score of the user's. It has a column of VAL or TEST only with their number of questions.
    pub fn own(own: &OwnResult, kept: bool) -> Self {
        let overall = match own.split() {
            OwnSplit::Val => Column::Val,
            OwnSplit::Test => Column::Test,
            OwnSplit::Other => Column::Score,
        };
        let mut figures = BTreeMap::new();
        figures.extend(Figure::counted(own.overall).map(|figure| (overall, figure)));
        figures.extend(counted(&own.tasks, Column::Task));
        figures.extend(counted(&own.departments, Column::Department));
        figures.extend(counted(&own.granularity, Column::Granularity));
        Self {
            id: own.id(),
            name: own.name.clone(),
            origin: Origin::Own { split: own.split(), rules: own.rules, n: own.overall.n, kept },
            family: None,
            series: None,
            params: None,
            vision_encoder: None,
            llm: None,
            figures,
        }
    }

    pub fn figure(&self, column: Column) -> Option<Figure> {
        self.figures.get(&column).copied()
    }

    /// The columns with figures.
    pub(super) fn columns(&self) -> impl Iterator<Item = Column> {
        self.figures.keys().copied()
    }

    /// The column by whose figure the row stands among the others: in those of all questions a score of the user's stands
    /// by the split that it covers.
    pub(super) fn ranked_column(&self, column: Column) -> Column {
        match (column, &self.origin) {
            (Column::Val | Column::Test | Column::All, Origin::Own { split: OwnSplit::Val, .. }) => Column::Val,
            (Column::Val | Column::Test | Column::All, Origin::Own { split: OwnSplit::Test, .. }) => Column::Test,
            _ => column,
        }
    }

    /// Whether its questions are the board's: figures of other questions have no place among the published ones.
    pub(super) fn has_place(&self) -> bool {
        match self.origin {
            Origin::Published { .. } => true,
            Origin::Own { split, .. } => split != OwnSplit::Other,
            Origin::Random | Origin::Newer { .. } => false,
        }
    }

    /// The accuracy over all its questions, whatever they are.
    pub fn overall(&self) -> Option<Figure> {
        [Column::Test, Column::Val, Column::Score].into_iter().find_map(|column| self.figure(column))
    }

    /// The text in a column of texts that are the same in every language.
    pub fn text(&self, column: Column) -> Option<&str> {
        match column {
            Column::Model => Some(&self.name),
            Column::Params => self.params.as_deref(),
            Column::VisionEncoder => self.vision_encoder.as_deref(),
            Column::Llm => self.llm.as_deref(),
            _ => None,
        }
    }

    pub fn is_own(&self) -> bool {
        matches!(self.origin, Origin::Own { .. })
    }

    pub fn is_published(&self) -> bool {
        matches!(self.origin, Origin::Published { .. })
    }
}

fn inferred(
    percents: &[Percent],
    counts: Vec<Option<u32>>,
    column: fn(u8) -> Column,
) -> impl Iterator<Item = (Column, Figure)> {
    let counts = counts.into_iter().chain(std::iter::repeat(None));
    let figures = percents.iter().copied().zip(counts).map(|(percent, n)| Figure::inferred(percent, n));
    (0_u8..).map(column).zip(figures)
}

fn counted(counts: &[CorrectCount], column: fn(u8) -> Column) -> impl Iterator<Item = (Column, Figure)> {
    let figures = counts.iter().copied().map(Figure::counted);
    (0_u8..).map(column).zip(figures).filter_map(|(column, figure)| Some((column, figure?)))
}

fn multiple_choice([accuracy, recall]: [Percent; 2]) -> [(Column, Figure); 2] {
    [(Column::MultipleAccuracy, Figure::printed(accuracy)), (Column::MultipleRecall, Figure::printed(recall))]
}
