//! What the explore page shows: `#/explore?view=task&node=department/Ophthalmology&q=lens&sort=-modality&row=12`.

pub mod selection;

use std::fmt;

use self::selection::{read_selection, write_selection};
use crate::shell::query::{Query, QueryWriter, Rejected};
use engine::lexical_tree::TreeKind;
use engine::scoring::RuleSet;
use engine::selection::{Order, OrderBy, Selection};

/// What the explore page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExploreRoute {
    /// The tree in view.
    pub view: TreeKind,
    /// Which questions are listed.
    pub selection: Selection,
    /// In which order.
    pub order: Order,
    /// How they are listed.
    pub list: ListKind,
    /// The rule set of accuracies and results.
    pub rules: RuleSet,
    /// The open question's row, counted from 0.
    pub row: Option<u32>,
}

/// How questions are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ListKind {
    /// One a line.
    #[default]
    Table,
    /// By their images.
    Gallery,
    /// Counted by modality and clinical VQA task.
    Map,
}

impl ExploreRoute {
    /// Every question, with one of them open.
    pub fn of_row(row: u32) -> Self {
        Self { row: Some(row), ..Self::default() }
    }

    /// What to show of a dataset that has just been opened: the question that the address names, unless the dataset has
    /// taken the place of another one; else the first one, unless filters say what is looked for, or a question would hide
    /// the list.
    #[must_use]
    pub fn of_opened(self, is_another: bool, hides_list: bool) -> Self {
        let linked = self.row.filter(|_| !is_another);
        let first = (self.selection == Selection::default() && !hides_list).then_some(0);
        Self { row: linked.or(first), ..self }
    }

    pub(crate) fn read(query: Query<'_>, rejected: &mut Rejected) -> Self {
        Self {
            view: query.read("view", rejected, tree_named).unwrap_or_default(),
            selection: read_selection(query, rejected),
            order: query.read("sort", rejected, order_named).unwrap_or_default(),
            list: query.read("list", rejected, list_named).unwrap_or_default(),
            rules: query.read("rules", rejected, |name| name.parse().ok()).unwrap_or_default(),
            row: query.number("row", rejected),
        }
    }

    pub(crate) fn write(&self, query: &mut QueryWriter) -> fmt::Result {
        query.push("view", (self.view != TreeKind::default()).then(|| self.view.name()))?;
        write_selection(&self.selection, query)?;
        query.push("sort", (self.order != Order::default()).then(|| order_name(self.order)))?;
        query.push("list", list_name(self.list))?;
        query.push("rules", (self.rules != RuleSet::default()).then_some(self.rules))?;
        query.push("row", self.row)
    }
}

/// The tree of a name.
pub(crate) fn tree_named(name: &str) -> Option<TreeKind> {
    TreeKind::ALL.into_iter().find(|kind| kind.name() == name)
}

fn list_named(name: &str) -> Option<ListKind> {
    match name {
        "table" => Some(ListKind::Table),
        "gallery" => Some(ListKind::Gallery),
        "map" => Some(ListKind::Map),
        _ => None,
    }
}

fn list_name(list: ListKind) -> Option<&'static str> {
    match list {
        ListKind::Table => None,
        ListKind::Gallery => Some("gallery"),
        ListKind::Map => Some("map"),
    }
}

const ORDERS: [(OrderBy, &str); 6] = [
    (OrderBy::File, "file"),
    (OrderBy::Question, "question"),
    (OrderBy::Modality, "modality"),
    (OrderBy::Task, "task"),
    (OrderBy::Department, "department"),
    (OrderBy::Granularity, "granularity"),
];

fn order_name(order: Order) -> String {
    let name = ORDERS.iter().find(|(by, _)| *by == order.by).map_or("", |(_, name)| name);
    let sign = if order.descending { "-" } else { "" };
    format!("{sign}{name}")
}

fn order_named(text: &str) -> Option<Order> {
    let (descending, name) = match text.strip_prefix('-') {
        Some(name) => (true, name),
        None => (false, text),
    };
    ORDERS.iter().find(|(_, known)| *known == name).map(|(by, _)| Order { by: *by, descending })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::selection::selections;
    use super::*;
    use crate::shell::address::{Link, Route, read_back};

    fn routes() -> impl Strategy<Value = ExploreRoute> {
        let orders = (prop::sample::select(ORDERS.to_vec()), any::<bool>())
            .prop_map(|((by, _), descending)| Order { by, descending });
        let lists = prop::sample::select(vec![ListKind::Table, ListKind::Gallery, ListKind::Map]);
        let trees = prop::sample::select(TreeKind::ALL.to_vec());
        let rules = prop::sample::select(RuleSet::ALL.to_vec());
        (trees, selections(), orders, lists, rules, any::<Option<u32>>()).prop_map(
            |(view, selection, order, list, rules, row)| ExploreRoute { view, selection, order, list, rules, row },
        )
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(explore in routes()) {
            let route = Route::Explore(explore);
            prop_assert!(route.to_string().is_ascii());
            prop_assert_eq!(read_back(&route), route);
        }

        #[test]
        fn any_address_is_read(text in ".{0,80}") {
            let understood = Link::parse(&format!("#/explore?{text}")).route;
            prop_assert_eq!(read_back(&understood), understood);
        }
    }

    #[test]
    fn addresses_can_be_read_by_people() {
        let address = "#/explore?view=task&node=department/Ophthalmology/Fundus%20Photography&q=lens%20-cornea\
                       &options=4&part=1&picture=own&result=qwen.xlsx:wrong&sort=-modality&list=gallery&rules=r2024&row=12";
        assert_eq!(Link::parse(address).route.to_string(), address);
        assert_eq!(Route::Explore(ExploreRoute::default()).to_string(), "#/explore");
    }

    #[test]
    fn a_link_that_came_before_the_dataset_keeps_its_row() {
        let linked = |row| ExploreRoute { row, ..ExploreRoute::default() };
        assert_eq!(linked(Some(12)).of_opened(false, false).row, Some(12));
        assert_eq!(linked(Some(12)).of_opened(true, false).row, Some(0));
        assert_eq!(linked(None).of_opened(false, false).row, Some(0));
        assert_eq!(linked(Some(12)).of_opened(false, true).row, Some(12));
        assert_eq!(linked(None).of_opened(false, true).row, None);
        let filtered = ExploreRoute {
            selection: Selection { parts: vec![1], ..Selection::default() },
            row: None,
            ..ExploreRoute::default()
        };
        assert_eq!(filtered.of_opened(false, false).row, None);
    }

    #[test]
    fn what_is_not_understood_is_left_out_and_kept_to_be_told() {
        let rejected = [
            "view=odd",
            "node=odd/A",
            "node=task",
            "node=task/A/B/C/D",
            "options=abc",
            "part=0",
            "picture=odd",
            "result=right",
            "sort=odd",
            "list=odd",
            "rules=r1",
            "row=4294967296",
        ];
        let first = Route::Explore(ExploreRoute::default());
        let link = Link::parse(&format!("#/explore?{}", rejected.join("&")));
        assert_eq!((&link.route, &*link.rejected), (&first, &rejected.map(str::to_owned)[..]));
        assert_eq!(link.route.to_string(), "#/explore");
        for other in ["row=-1", "row=abc", "letters=same/a", "letters=odd/a/b", "letters=same/a/b/c"] {
            assert_eq!(Link::parse(&format!("#/explore?{other}")).rejected, [other]);
        }
        let understood = Link::parse("#/explore?view=department&list=table&x");
        assert_eq!(understood, Link { route: first, rejected: Vec::new() });
    }
}
