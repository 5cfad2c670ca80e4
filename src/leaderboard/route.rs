//! What the leaderboard shows: `#/board?view=tasks&sort=AR&q=qwen&family=medical&m=GPT-4o&m=MedDr&open=MedDr`.

use std::fmt;

use crate::shell::query::{Query, QueryWriter, Rejected};
use engine::board::{Axis, Column, Family, Order, Sorting, TableQuery, View};
use engine::scoring::RuleSet;

/// Greatest number of rows that are compared.
pub const MOST_COMPARED: usize = 6;

/// What the leaderboard shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaderboardRoute {
    /// Which columns, or the comparison.
    pub view: View,
    /// The order; the view's own where absent.
    pub sorting: Option<Sorting>,
    /// Only models whose name, encoder or language model contains this.
    pub search: String,
    /// Only models of this family.
    pub family: Option<Family>,
    /// Ids of the rows to compare.
    pub compared: Vec<String>,
    /// By what is compared.
    pub axis: Axis,
    /// The order of the comparison.
    pub order: Order,
    /// Id of the row whose details are open.
    pub open: Option<String>,
    /// The rule set of own scores; the published leaderboard rests on the first one.
    pub rules: RuleSet,
}

impl Default for LeaderboardRoute {
    fn default() -> Self {
        Self {
            view: View::default(),
            sorting: None,
            search: String::new(),
            family: None,
            compared: Vec::new(),
            axis: Axis::default(),
            order: Order::default(),
            open: None,
            rules: RuleSet::R2024,
        }
    }
}

impl LeaderboardRoute {
    /// The order of the table.
    pub fn sorting(&self) -> Sorting {
        self.sorting.unwrap_or_else(|| Sorting::first(self.view.first_sort()))
    }

    /// What is wanted of the table.
    pub fn table(&self) -> TableQuery {
        TableQuery { view: self.view, sorting: self.sorting(), search: self.search.clone(), family: self.family }
    }

    /// Another view, sorted its own way.
    #[must_use]
    pub fn with_view(self, view: View) -> Self {
        Self { view, sorting: None, ..self }
    }

    /// Adds a row to those compared, or takes it away. Nothing is added to the greatest number.
    #[must_use]
    pub fn toggled(mut self, id: &str) -> Self {
        if let Some(at) = self.compared.iter().position(|other| other == id) {
            self.compared.remove(at);
        } else if self.compared.len() < MOST_COMPARED {
            self.compared.push(id.to_owned());
        }
        self
    }

    pub(crate) fn read(query: Query<'_>, rejected: &mut Rejected) -> Self {
        let view = query.read("view", rejected, View::named).unwrap_or_default();
        let column = query.read("sort", rejected, |name| Column::named(view, name));
        let descending = query.read("dir", rejected, descends);
        let sorting = column.map(|column| {
            let descending = descending.unwrap_or_else(|| column.starts_descending());
            Sorting { column, descending }
        });
        let family_named = |name: &str| Family::OF_MODELS.into_iter().find(|family| family.name() == name);
        Self {
            view,
            sorting,
            search: query.value("q").unwrap_or_default(),
            family: query.read("family", rejected, family_named),
            compared: query.values("m").into_iter().take(MOST_COMPARED).collect(),
            axis: query.read("by", rejected, Axis::named).unwrap_or_default(),
            order: query.read("order", rejected, Order::named).unwrap_or_default(),
            open: query.value("open"),
            rules: query.read("rules", rejected, |name| name.parse().ok()).unwrap_or(RuleSet::R2024),
        }
    }

    pub(crate) fn write(&self, query: &mut QueryWriter) -> fmt::Result {
        let first = Self::default();
        query.push("view", (self.view != first.view).then(|| self.view.name()))?;
        if let Some(sorting) = self.sorting {
            query.push("sort", Some(sorting.column.name()))?;
            let direction = if sorting.descending { "desc" } else { "asc" };
            query.push("dir", (sorting != Sorting::first(sorting.column)).then_some(direction))?;
        }
        query.push("q", (!self.search.is_empty()).then_some(&self.search))?;
        query.push("family", self.family.map(Family::name))?;
        for id in &self.compared {
            query.push("m", Some(id))?;
        }
        query.push("by", (self.axis != first.axis).then(|| self.axis.name()))?;
        query.push("order", (self.order != first.order).then(|| self.order.name()))?;
        query.push("rules", (self.rules != first.rules).then_some(self.rules))?;
        query.push("open", self.open.as_ref())
    }
}

fn descends(direction: &str) -> Option<bool> {
    match direction {
        "asc" => Some(false),
        "desc" => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::address::{Link, Route, read_back};

    #[test]
    fn what_is_printed_is_read_back() {
        for view in View::ALL {
            let columns = std::iter::once(Column::Model).chain(view.columns());
            for (column, descending) in columns.flat_map(|column| [(column, true), (column, false)]) {
                let route = Route::Leaderboard(LeaderboardRoute {
                    view,
                    sorting: Some(Sorting { column, descending }),
                    search: "qwen & co".to_owned(),
                    family: Some(Family::OpenSource),
                    compared: vec!["GPT-4o".to_owned(), "own:r2024:a b=c.xlsx".to_owned()],
                    axis: Axis::Departments,
                    order: Order::Value,
                    open: Some("Gemini 1.5".to_owned()),
                    rules: RuleSet::R2026,
                });
                assert_eq!(read_back(&route), route);
            }
        }
    }

    #[test]
    fn the_first_look_has_a_short_address() {
        assert_eq!(Route::Leaderboard(LeaderboardRoute::default()).to_string(), "#/board");
        let route =
            LeaderboardRoute { sorting: Some(Sorting::first(Column::Val)), ..Default::default() }.toggled("MedDr");
        assert_eq!(Route::Leaderboard(route).to_string(), "#/board?sort=val&m=MedDr");
    }

    #[test]
    fn what_is_not_understood_is_left_out_and_told() {
        let rejected = ["view=odd", "sort=odd", "dir=up", "family=random", "by=x", "order=y", "rules=r1"];
        let link = Link::parse(&format!("#/board?{}", rejected.join("&")));
        assert_eq!(link.route, Route::Leaderboard(LeaderboardRoute::default()));
        assert_eq!(link.rejected, rejected);
    }

    #[test]
    fn no_more_rows_are_compared_than_can_be_told_apart() {
        let full = (0..10).fold(LeaderboardRoute::default(), |route, number| route.toggled(&number.to_string()));
        assert_eq!(full.compared.len(), MOST_COMPARED);
        assert_eq!(full.toggled("0").compared.len(), MOST_COMPARED - 1);
    }
}
