//! Chosen rows side by side, by the questions' groups.

use std::cmp::Reverse;

use super::column::{Column, View};
use super::entry::{Entry, Origin};
use super::field::Field;
use super::own::Tally;
use super::percent::Percent;

/// By what rows are compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Axis {
    /// Clinical VQA task.
    #[default]
    Tasks,
    /// Department.
    Departments,
    /// Perceptual granularity.
    Granularity,
}

impl Axis {
    /// Every axis.
    pub const ALL: [Self; 3] = [Self::Tasks, Self::Departments, Self::Granularity];

    /// The name in addresses and file names.
    pub fn name(self) -> &'static str {
        self.view().name()
    }

    /// The axis of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|axis| axis.name() == name)
    }

    /// The view of the same columns.
    pub fn view(self) -> View {
        match self {
            Self::Tasks => View::Tasks,
            Self::Departments => View::Departments,
            Self::Granularity => View::Granularity,
        }
    }

    /// The columns, each with what it stands for.
    pub fn fields(self) -> Vec<(Column, Field)> {
        self.view().columns().into_iter().filter_map(|column| Some((column, column.field()?))).collect()
    }
}

/// The order of a comparison.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// As on the board.
    #[default]
    Field,
    /// By the figure of the first series, the greatest first.
    Value,
}

impl Order {
    /// Every order.
    pub const ALL: [Self; 2] = [Self::Field, Self::Value];

    /// The name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Value => "value",
        }
    }

    /// The order of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }
}

/// A figure of a comparison.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Value {
    /// The accuracy as it is printed.
    pub percent: Percent,
    /// Hits and questions, of own scores.
    pub tally: Option<Tally>,
    /// 95 % Wilson interval in percent, where the number of questions is known or told by the board's figures.
    pub interval: Option<(f64, f64)>,
    /// Whether no other compared row has a greater figure here; several have where they tie.
    pub best: bool,
}

/// A compared row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Id of the row.
    pub id: String,
    /// Name of the model or file.
    pub name: String,
    /// Where it comes from.
    pub origin: Origin,
}

/// A group of questions.
#[derive(Debug, Clone, PartialEq)]
pub struct CompareRow {
    /// What it is.
    pub field: Field,
    /// The random baseline of the board.
    pub random: Option<Percent>,
    /// A figure a series, where it has one.
    pub values: Vec<Option<Value>>,
}

/// Chosen rows side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// By what.
    pub axis: Axis,
    /// The chosen rows: own ones first, then in the order in which they were chosen.
    pub series: Vec<Series>,
    /// A row a group of questions.
    pub rows: Vec<CompareRow>,
}

/// Compares the rows of these ids; ids that no row has are left out, as are rows without any figure on the axis.
pub fn compare(entries: &[Entry], ids: &[String], axis: Axis, order: Order) -> Comparison {
    let fields = axis.fields();
    let has_figures = |entry: &&Entry| fields.iter().any(|(column, _)| entry.figure(*column).is_some());
    let find = |id: &String| entries.iter().find(|entry| entry.id == *id);
    let mut chosen: Vec<&Entry> = ids.iter().filter_map(find).filter(has_figures).collect();
    chosen.sort_by_key(|entry| Reverse(entry.is_own()));
    let random = entries.iter().find(|entry| entry.origin == Origin::Random);
    let mut rows: Vec<CompareRow> = fields
        .iter()
        .map(|(column, field)| CompareRow {
            field: *field,
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

fn values(chosen: &[&Entry], column: Column) -> Vec<Option<Value>> {
    let figures: Vec<_> = chosen.iter().map(|entry| entry.figure(column)).collect();
    let greatest = figures.iter().flatten().map(|figure| figure.percent).max();
    let value = |figure: super::entry::Figure| Value {
        percent: figure.percent,
        tally: figure.tally,
        interval: figure.interval(),
        best: Some(figure.percent) == greatest,
    };
    figures.into_iter().map(|figure| figure.map(value)).collect()
}

/// How far a row is from the random baseline in a group of questions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// The group.
    pub field: Field,
    /// Percentage points above the baseline; negative below it.
    pub points: f64,
    /// Hits and questions, of own scores.
    pub tally: Option<Tally>,
}

/// Differences from the random baseline in each group where both have a figure, the greatest first.
pub fn above_random(entries: &[Entry], entry: &Entry, axis: Axis) -> Vec<Difference> {
    let Some(random) = entries.iter().find(|entry| entry.origin == Origin::Random) else {
        return Vec::new();
    };
    if random.id == entry.id {
        return Vec::new();
    }
    let difference = |(column, field): (Column, Field)| {
        let figure = entry.figure(column)?;
        let baseline = random.figure(column)?.percent;
        Some(Difference { field, points: figure.percent.value() - baseline.value(), tally: figure.tally })
    };
    let mut differences: Vec<_> = axis.fields().into_iter().filter_map(difference).collect();
    differences.sort_by(|a, b| b.points.total_cmp(&a.points));
    differences
}
