//! What the score page shows: `#/score?p=1&rules=r2024&filter=wrong&at=5`.

use std::fmt;

use crate::shell::query::{Query, QueryWriter, Rejected};
use engine::scoring::{Rule, RuleSet};
use protocol::{PredictionsId, RowFilter};

/// What the score page shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ScoreRoute {
    /// The prediction file; the first one where absent.
    pub predictions: Option<PredictionsId>,
    /// The rule set.
    pub rules: RuleSet,
    /// Which rows are listed.
    pub filter: RowFilter,
    /// The open row's position in the scored order.
    pub at: Option<u32>,
}

impl ScoreRoute {
    pub(crate) fn read(query: Query<'_>, rejected: &mut Rejected) -> Self {
        Self {
            predictions: query.number("p", rejected),
            rules: query.read("rules", rejected, |name| name.parse().ok()).unwrap_or_default(),
            filter: query.read("filter", rejected, filter_named).unwrap_or_default(),
            at: query.number("at", rejected),
        }
    }

    pub(crate) fn write(&self, query: &mut QueryWriter) -> fmt::Result {
        query.push("p", self.predictions)?;
        query.push("rules", (self.rules != RuleSet::default()).then_some(self.rules))?;
        query.push("filter", (self.filter != RowFilter::All).then(|| filter_name(self.filter)))?;
        query.push("at", self.at)
    }
}

/// The name of a filter in addresses.
fn filter_name(filter: RowFilter) -> &'static str {
    match filter {
        RowFilter::All => "all",
        RowFilter::Right => "right",
        RowFilter::Wrong => "wrong",
        RowFilter::NotInferable => "not-inferable",
        RowFilter::Rule(rule) => rule.name(),
    }
}

fn filter_named(name: &str) -> Option<RowFilter> {
    filters().find(|filter| filter_name(*filter) == name)
}

fn filters() -> impl Iterator<Item = RowFilter> {
    [RowFilter::All, RowFilter::Right, RowFilter::Wrong, RowFilter::NotInferable]
        .into_iter()
        .chain(Rule::ALL.map(RowFilter::Rule))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::address::{Link, Route, read_back};

    #[test]
    fn what_is_printed_is_read_back() {
        for filter in filters() {
            for rules in RuleSet::ALL {
                let route = Route::Score(ScoreRoute { predictions: Some(3), rules, filter, at: Some(5) });
                assert_eq!(read_back(&route), route);
            }
        }
    }

    #[test]
    fn addresses_are_short() {
        let route = Route::Score(ScoreRoute {
            predictions: Some(1),
            rules: RuleSet::R2024,
            filter: RowFilter::Wrong,
            at: Some(5),
        });
        assert_eq!(route.to_string(), "#/score?p=1&rules=r2024&filter=wrong&at=5");
        assert_eq!(Route::Score(ScoreRoute::default()).to_string(), "#/score");
    }

    #[test]
    fn what_is_not_understood_is_left_out_and_told() {
        let rejected = ["p=x", "rules=r1999", "filter=odd", "at=99999999999"];
        let link = Link::parse(&format!("#/score?{}", rejected.join("&")));
        assert_eq!(link.route, Route::Score(ScoreRoute::default()));
        assert_eq!(link.rejected, rejected);
    }
}
