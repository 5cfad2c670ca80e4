//! Chosen rows side by side, by the questions' groups.

use std::cmp::Reverse;

use super::column::{Column, QuestionGroup, View};
use super::entry::{BoardEntry, Figure, Origin};
use super::own::CorrectCount;
use super::percent::Percent;
use crate::names::named;

named! {
    #[derive(Default)]
    pub enum Axis {
        #[default]
        Tasks = "tasks",
        Departments = "departments",
        Granularity = "granularity",
    }
}

impl Axis {
    pub fn view(self) -> View {
        match self {
            Self::Tasks => View::Tasks,
            Self::Departments => View::Departments,
            Self::Granularity => View::Granularity,
        }
    }

    pub fn groups(self) -> Vec<(Column, QuestionGroup)> {
        self.view().columns().into_iter().filter_map(|column| Some((column, column.group()?))).collect()
    }
}

named! {
    #[derive(Default)]
    pub enum Order {
        #[default]
        Board = "field",
        /// By the figure of the first series, the greatest first.
        Value = "value",
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ComparedFigure {
    pub percent: Percent,
    /// Correct answers and questions, of the user's scores.
    pub count: Option<CorrectCount>,
    /// 95 % Wilson interval in percent, where the number of questions is known or inferred from the board's figures.
    pub interval: Option<(f64, f64)>,
    /// Whether no other compared row has a greater figure here; several have where they tie.
    pub best: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    pub id: String,
    pub name: String,
    pub origin: Origin,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CompareRow {
    pub group: QuestionGroup,
    pub random: Option<Percent>,
    /// The figure of each series, where it has one.
    pub values: Vec<Option<ComparedFigure>>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    pub axis: Axis,
    /// The chosen rows: own ones first, then in the order in which they were chosen.
    pub series: Vec<Series>,
    pub rows: Vec<CompareRow>,
}

/// Compares the rows of these ids; ids that no row has are left out, as are rows without any figure on the axis.
pub fn compare(entries: &[BoardEntry], ids: &[String], axis: Axis, order: Order) -> Comparison {
    let groups = axis.groups();
    let has_figures = |entry: &&BoardEntry| groups.iter().any(|(column, _)| entry.figure(*column).is_some());
    let find = |id: &String| entries.iter().find(|entry| entry.id == *id);
    let mut chosen: Vec<&BoardEntry> = ids.iter().filter_map(find).filter(has_figures).collect();
    chosen.sort_by_key(|entry| Reverse(entry.is_own()));
    let random = entries.iter().find(|entry| entry.origin == Origin::Random);
    let mut rows: Vec<CompareRow> = groups
        .iter()
        .map(|(column, group)| CompareRow {
            group: *group,
            random: random.and_then(|random| Some(random.figure(*column)?.percent)),
            values: values(&chosen, *column),
        })
        .collect();
    if order == Order::Value {
        rows.sort_by_key(|row| Reverse(row.values.first().and_then(|value| Some((*value)?.percent))));
    }
    let series = chosen.iter().map(|entry| Series {
        id: entry.id.clone(),
        name: entry.name.clone(),
        origin: entry.origin.clone(),
    });
    Comparison { axis, series: series.collect(), rows }
}

fn values(chosen: &[&BoardEntry], column: Column) -> Vec<Option<ComparedFigure>> {
    let figures: Vec<_> = chosen.iter().map(|entry| entry.figure(column)).collect();
    let greatest = figures.iter().flatten().map(|figure| figure.percent).max();
    let value = |figure: Figure| ComparedFigure {
        percent: figure.percent,
        count: figure.count,
        interval: figure.interval(),
        best: Some(figure.percent) == greatest,
    };
    figures.into_iter().map(|figure| figure.map(value)).collect()
}

/// How far a row is from the random baseline in a group of questions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    pub group: QuestionGroup,
    /// Percentage points above the baseline; negative below it.
    pub points: f64,
    pub count: Option<CorrectCount>,
}

/// Differences from the random baseline in each group where both have a figure, the greatest first.
pub fn above_random(entries: &[BoardEntry], entry: &BoardEntry, axis: Axis) -> Vec<Difference> {
    let Some(random) = entries.iter().find(|entry| entry.origin == Origin::Random) else {
        return Vec::new();
    };
    if random.id == entry.id {
        return Vec::new();
    }
    let difference = |(column, group): (Column, QuestionGroup)| {
        let figure = entry.figure(column)?;
        let baseline = random.figure(column)?.percent;
        Some(Difference { group, points: figure.percent.value() - baseline.value(), count: figure.count })
    };
    let mut differences: Vec<_> = axis.groups().into_iter().filter_map(difference).collect();
    differences.sort_by(|a, b| b.points.total_cmp(&a.points));
    differences
}
