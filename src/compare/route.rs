//! What the compare page shows: `#/compare?a=2&b=1&rules=r2024&by=department`.

use std::fmt;

use crate::shell::query::{Query, QueryWriter, Rejected};
use engine::lexical_tree::TreeKind;
use engine::scoring::RuleSet;
use protocol::PredictionsId;

/// What the compare page shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CompareRoute {
    /// The file whose advantage counts as positive; the first one where absent.
    pub a: Option<PredictionsId>,
    /// The file that it is compared with; the next one where absent.
    pub b: Option<PredictionsId>,
    /// The rule set of all files.
    pub rules: RuleSet,
    /// By what the difference is broken down.
    pub axis: Axis,
}

/// A column of the dataset by whose values files are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// The first level of a lexical tree.
    Tree(TreeKind),
    /// The column `modality`.
    Modality,
}

impl Default for Axis {
    fn default() -> Self {
        Self::Tree(TreeKind::Task)
    }
}

impl Axis {
    /// Every axis.
    pub const ALL: [Self; 4] = [
        Self::Tree(TreeKind::Task),
        Self::Tree(TreeKind::Department),
        Self::Tree(TreeKind::Granularity),
        Self::Modality,
    ];

    /// The name in addresses and file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tree(tree) => tree.name(),
            Self::Modality => "modality",
        }
    }

    /// The axis of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|axis| axis.name() == name)
    }

    /// The dataset's column in lower case, by which a comparison lists its groups.
    pub fn column(self) -> String {
        match self {
            Self::Tree(tree) => tree.column().to_lowercase(),
            Self::Modality => "modality".to_owned(),
        }
    }
}

/// One of the two files that stand against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Differences are positive where this one is better.
    A,
    /// Differences are negative where this one is better.
    B,
}

impl CompareRoute {
    /// The open files: A, B, then the others.
    pub fn ordered(&self, open: &[PredictionsId]) -> Vec<PredictionsId> {
        let named = |id: Option<PredictionsId>| id.filter(|id| open.contains(id));
        let other_than = |id: Option<PredictionsId>| open.iter().copied().find(|other| Some(*other) != id);
        let a = named(self.a).or_else(|| other_than(named(self.b)));
        let b = named(self.b).filter(|b| Some(*b) != a).or_else(|| other_than(a));
        let others = open.iter().copied().filter(|id| ![a, b].contains(&Some(*id)));
        a.into_iter().chain(b).chain(others).collect()
    }

    /// A file on one side; where it was on the other, both change sides.
    #[must_use]
    pub fn with_file(self, side: Side, id: PredictionsId, open: &[PredictionsId]) -> Self {
        let ordered = self.ordered(open);
        let (a, b) = (ordered.first().copied(), ordered.get(1).copied());
        let chosen = Some(id);
        let (a, b) = match side {
            Side::A if b == chosen => (b, a),
            Side::A => (chosen, b),
            Side::B if a == chosen => (b, a),
            Side::B => (a, chosen),
        };
        Self { a, b, ..self }
    }

    pub(crate) fn read(query: Query<'_>, rejected: &mut Rejected) -> Self {
        Self {
            a: query.number("a", rejected),
            b: query.number("b", rejected),
            rules: query.read("rules", rejected, |name| name.parse().ok()).unwrap_or_default(),
            axis: query.read("by", rejected, Axis::named).unwrap_or_default(),
        }
    }

    pub(crate) fn write(self, query: &mut QueryWriter) -> fmt::Result {
        query.push("a", self.a)?;
        query.push("b", self.b)?;
        query.push("rules", (self.rules != RuleSet::default()).then_some(self.rules))?;
        query.push("by", (self.axis != Axis::default()).then_some(self.axis.name()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::address::{Link, Route, read_back};

    #[test]
    fn what_is_printed_is_read_back() {
        for axis in Axis::ALL {
            let route = Route::Compare(CompareRoute { a: Some(2), b: Some(1), rules: RuleSet::R2024, axis });
            assert_eq!(read_back(&route), route);
        }
        assert_eq!(Route::Compare(CompareRoute::default()).to_string(), "#/compare");
        let rejected = ["a=x", "b=-1", "rules=r1", "by=odd"];
        let link = Link::parse(&format!("#/compare?{}", rejected.join("&")));
        assert_eq!(
            (link.route, &*link.rejected),
            (Route::Compare(CompareRoute::default()), &rejected.map(str::to_owned)[..])
        );
    }

    #[test]
    fn the_two_files_come_first_and_are_never_the_same() {
        let of = |a, b| CompareRoute { a, b, ..CompareRoute::default() };
        let open = [4, 5, 7];
        assert_eq!(of(None, None).ordered(&open), [4, 5, 7]);
        assert_eq!(of(Some(7), Some(4)).ordered(&open), [7, 4, 5]);
        assert_eq!(of(None, Some(4)).ordered(&open), [5, 4, 7]);
        assert_eq!(of(Some(5), Some(5)).ordered(&open), [5, 4, 7]);
        assert_eq!(of(Some(99), None).ordered(&open), [4, 5, 7]);
        assert_eq!(of(None, None).ordered(&[]), [0; 0]);
    }

    #[test]
    fn a_file_that_is_chosen_on_the_other_side_changes_sides() {
        let open = [4, 5, 7];
        let sides = |side, id| {
            let route = CompareRoute::default().with_file(side, id, &open);
            (route.a, route.b)
        };
        assert_eq!(sides(Side::A, 5), (Some(5), Some(4)));
        assert_eq!(sides(Side::B, 4), (Some(5), Some(4)));
        assert_eq!(sides(Side::A, 7), (Some(7), Some(5)));
        assert_eq!(sides(Side::B, 7), (Some(4), Some(7)));
    }
}
