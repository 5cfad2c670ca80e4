//! What the explore page shows, for its parts, and changes of the selection.

use leptos::prelude::*;

use super::filters::Filter;
use super::route::{ExploreRoute, ListKind};
use super::selection::{SelectionResult, follow_selection};
use crate::reactive::memo;
use crate::shell::address::Route;
use crate::shell::navigation::Navigation;
use crate::shell::session::Session;
use engine::lexical_tree::TreeKind;
use engine::scoring::RuleSet;
use engine::selection::{Order, Selection};
use web::clock::now;

/// The parts of the address that the explore page follows, each by itself.
#[derive(Clone, Copy)]
pub struct ExploreParams {
    /// The tree in view.
    pub view: Memo<TreeKind>,
    /// Which questions are listed.
    pub selection: Memo<Selection>,
    /// In which order.
    pub order: Memo<Order>,
    /// How they are listed.
    pub list: Memo<ListKind>,
    /// The rule set of accuracies and results.
    pub rules: Memo<RuleSet>,
    /// The open question's row.
    pub row: Memo<Option<u32>>,
}

impl ExploreParams {
    /// Follows the address.
    pub fn new(navigation: Navigation) -> Self {
        Self {
            view: memo(move || navigation.explore().view),
            selection: memo(move || navigation.explore().selection),
            order: memo(move || navigation.explore().order),
            list: memo(move || navigation.explore().list),
            rules: memo(move || navigation.explore().rules),
            row: memo(move || navigation.explore().row),
        }
    }
}

/// All that the explore page shows, for its parts.
#[derive(Clone, Copy)]
pub struct Explorer {
    /// What the address asks for.
    pub params: ExploreParams,
    /// What the worker answered.
    pub result: SelectionResult,
    /// The positions of the list that are drawn: the first, and that behind the last.
    pub in_view: RwSignal<(u32, u32)>,
}

impl Explorer {
    /// Begins to follow address and dataset.
    pub fn new(session: Session, navigation: Navigation) -> Self {
        let params = ExploreParams::new(navigation);
        let in_view = RwSignal::new((0, 0));
        Self { params, result: follow_selection(session, params, in_view), in_view }
    }

    /// Whether a filter is applied: whether the loaded files have what it asks for, and keywords are without a fault.
    pub fn applies(self, filter: &Filter) -> bool {
        let refused = self.result.read(|summary| match filter {
            Filter::Keywords(_) => summary.keywords_fault.is_some(),
            filter => summary.absent.iter().any(|absent| Filter::from(absent.clone()) == *filter),
        });
        refused != Some(true)
    }
}

/// Changes that follow each other sooner, in milliseconds, are one to the back button.
const ONE_ACTION: f64 = 1000.0;

/// Changes the explore page, for the back button to undo. Several changes in quick succession are undone together.
#[derive(Clone, Copy)]
pub struct Filtering {
    navigation: Navigation,
    last_change: StoredValue<f64>,
}

impl Filtering {
    /// No change so far.
    pub fn new(navigation: Navigation) -> Self {
        Self { navigation, last_change: StoredValue::new(f64::NEG_INFINITY) }
    }

    /// Changes what is shown.
    pub fn change(self, change: impl FnOnce(&mut ExploreRoute)) {
        let before = self.navigation.explore_now();
        let mut explore = before.clone();
        change(&mut explore);
        if explore == before {
            return;
        }
        let time = now();
        let continues = time - self.last_change.get_value() < ONE_ACTION;
        self.last_change.set_value(time);
        let route = Route::Explore(explore);
        if continues { self.navigation.replace(route) } else { self.navigation.push(route) }
    }
}
