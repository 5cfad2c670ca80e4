//! What the address says is shown: `#/explore?row=12`, `#/score?p=1&rules=r2024&filter=wrong&at=5`.

use std::fmt::{self, Write};

use crate::engine::scoring::{Rule, RuleSet};
use crate::protocol::{PredictionsId, RowFilter};

/// A page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Page {
    /// Opening files.
    #[default]
    Data,
    /// Looking through questions.
    Explore,
    /// Scoring predictions.
    Score,
}

/// A place in the app, as the address holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// Opening files.
    Data,
    /// Looking through questions.
    Explore(ExploreRoute),
    /// Scoring predictions.
    Score(ScoreRoute),
}

/// What the explore page shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ExploreRoute {
    /// The open question's row, counted from 0.
    pub row: Option<u32>,
}

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

impl Route {
    /// The page of the route.
    pub fn page(self) -> Page {
        match self {
            Self::Data => Page::Data,
            Self::Explore(_) => Page::Explore,
            Self::Score(_) => Page::Score,
        }
    }

    /// Reads an address's hash; what is not understood falls back to the default.
    pub fn parse(hash: &str) -> Self {
        let hash = hash.trim_start_matches('#').trim_start_matches('/');
        let (page, query) = hash.split_once('?').unwrap_or((hash, ""));
        match page {
            "explore" => Self::Explore(ExploreRoute { row: number(query, "row") }),
            "score" => Self::Score(ScoreRoute {
                predictions: number(query, "p"),
                rules: value(query, "rules").and_then(|name| name.parse().ok()).unwrap_or_default(),
                filter: value(query, "filter").and_then(filter_named).unwrap_or_default(),
                at: number(query, "at"),
            }),
            _ => Self::Data,
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut query = Query::default();
        let page = match self {
            Self::Data => "data",
            Self::Explore(explore) => {
                query.push("row", explore.row)?;
                "explore"
            }
            Self::Score(score) => {
                query.push("p", score.predictions)?;
                query.push("rules", (score.rules != RuleSet::default()).then_some(score.rules))?;
                query.push("filter", (score.filter != RowFilter::All).then(|| filter_name(score.filter)))?;
                query.push("at", score.at)?;
                "score"
            }
        };
        write!(f, "#/{page}{}", query.text)
    }
}

/// The query of an address while it is written.
#[derive(Default)]
struct Query {
    text: String,
}

impl Query {
    fn push(&mut self, name: &str, value: Option<impl fmt::Display>) -> fmt::Result {
        let Some(value) = value else { return Ok(()) };
        let joint = if self.text.is_empty() { '?' } else { '&' };
        write!(self.text, "{joint}{name}={value}")
    }
}

fn value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query.split('&').filter_map(|pair| pair.split_once('=')).find_map(|(key, value)| (key == name).then_some(value))
}

fn number(query: &str, name: &str) -> Option<u32> {
    value(query, name)?.parse().ok()
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
    [RowFilter::All, RowFilter::Right, RowFilter::Wrong, RowFilter::NotInferable]
        .into_iter()
        .chain(Rule::ALL.map(RowFilter::Rule))
        .find(|filter| filter_name(*filter) == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_back() {
        let filters = [RowFilter::All, RowFilter::Right, RowFilter::Wrong, RowFilter::NotInferable]
            .into_iter()
            .chain(Rule::ALL.map(RowFilter::Rule));
        for filter in filters {
            for rules in RuleSet::ALL {
                let route = Route::Score(ScoreRoute { predictions: Some(3), rules, filter, at: Some(5) });
                assert_eq!(Route::parse(&route.to_string()), route);
            }
        }
        let explore = Route::Explore(ExploreRoute { row: Some(25_830) });
        assert_eq!(Route::parse(&explore.to_string()), explore);
        assert_eq!(Route::parse(&Route::Data.to_string()), Route::Data);
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
    fn what_is_not_understood_is_ignored() {
        assert_eq!(Route::parse(""), Route::Data);
        assert_eq!(Route::parse("#/nowhere?row=1"), Route::Data);
        assert_eq!(Route::parse("#/explore?row=-1&x"), Route::Explore(ExploreRoute::default()));
        assert_eq!(Route::parse("#/score?rules=r1999&filter=odd&at=99999999999"), Route::Score(ScoreRoute::default()));
    }
}
