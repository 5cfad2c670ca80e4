//! Where the user is: the address, and where each page was left.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::address::{Link, Page, Route};
use super::around::host;
use crate::check::route::CheckRoute;
use crate::compare::route::CompareRoute;
use crate::explore::route::ExploreRoute;
use crate::help::route::HelpRoute;
use crate::leaderboard::route::LeaderboardRoute;
use crate::reactive::memo;
use crate::run::route::RunRoute;
use crate::score::route::ScoreRoute;
use engine::scoring::RuleSet;
use protocol::PredictionsId;

/// The current page, and what every page shows or showed when it was left.
#[derive(Clone, Copy)]
pub struct Navigation {
    page: RwSignal<Page>,
    explore: RwSignal<ExploreRoute>,
    run: RwSignal<RunRoute>,
    score: RwSignal<ScoreRoute>,
    compare: RwSignal<CompareRoute>,
    check: RwSignal<CheckRoute>,
    leaderboard: RwSignal<LeaderboardRoute>,
    /// The address of what is shown, where it is not yet written.
    unwritten: StoredValue<Option<Unwritten>>,
    /// Whether the browser is going back, which it does in its own time; nothing is written meanwhile.
    is_returning: StoredValue<bool>,
    help: RwSignal<HelpRoute>,
    rejected: RwSignal<Vec<String>>,
}

/// How long is waited for the browser to go back.
const RETURNS_WITHIN: Duration = Duration::from_secs(1);

/// An address that is to be written.
#[derive(Debug, Clone)]
struct Unwritten {
    url: String,
    entry: Entry,
    /// What the address was when the change was made; a link that was followed since counts more.
    over: Option<String>,
}

/// An entry of the browser's history.
#[derive(Debug, Clone)]
enum Entry {
    /// The one that is there.
    Same,
    /// A new one, for the back button.
    New {
        /// The address of the list beside which something was opened, where that is what the entry is for.
        list: Option<String>,
    },
}

impl Navigation {
    /// Reads the address and follows it from now on.
    pub fn new() -> Self {
        let navigation = Self {
            page: RwSignal::new(Page::Data),
            explore: RwSignal::new(ExploreRoute::default()),
            run: RwSignal::new(RunRoute::default()),
            score: RwSignal::new(ScoreRoute::default()),
            compare: RwSignal::new(CompareRoute::default()),
            check: RwSignal::new(CheckRoute::default()),
            leaderboard: RwSignal::new(LeaderboardRoute::default()),
            unwritten: StoredValue::new(None),
            is_returning: StoredValue::new(false),
            help: RwSignal::new(HelpRoute::default()),
            rejected: RwSignal::new(Vec::new()),
        };
        navigation.show_address();
        // A change of the hash ends in `hashchange` whether it is a link, the back button or typed.
        window_event_listener(ev::hashchange, move |_| {
            navigation.has_returned();
            navigation.show_address();
        });
        navigation
    }

    /// Shows where the page around wants to lead, without an entry for the back button.
    pub fn follow(self, link: Link) {
        self.rejected.set(link.rejected);
        self.replace(link.route);
    }

    /// What was not understood of the link that was followed last, as `name=value`; replaced by each link.
    pub fn rejected(self) -> Vec<String> {
        self.rejected.get()
    }

    /// Has the pages that are not in view show accuracies by a rule set; the address says what the one in view shows.
    pub fn prefer_rules(self, rules: RuleSet) {
        let page = self.page_now();
        if page != Page::Explore {
            self.explore.update(|explore| explore.rules = rules);
        }
        if page != Page::Score {
            self.score.update(|score| score.rules = rules);
        }
        if page != Page::Compare {
            self.compare.update(|compare| compare.rules = rules);
        }
    }

    /// The score of a prediction file, by the rule set that the score page shows or prefers.
    pub fn score_of(self, id: PredictionsId) -> Route {
        let rules = self.score_now().rules;
        Route::Score(ScoreRoute { predictions: Some(id), rules, ..ScoreRoute::default() })
    }

    /// The current page.
    pub fn page(self) -> Memo<Page> {
        memo(move || self.page.get())
    }

    /// The page at this moment, for tasks, which follow nothing.
    pub fn page_now(self) -> Page {
        self.page.get_untracked()
    }

    /// What the explore page shows, or showed when it was left.
    pub fn explore(self) -> ExploreRoute {
        self.explore.get()
    }

    /// What the explore page shows at this moment, for tasks, which follow nothing.
    pub fn explore_now(self) -> ExploreRoute {
        self.explore.get_untracked()
    }

    /// What the run page is set to, or was when it was left.
    pub fn run(self) -> RunRoute {
        self.run.get()
    }

    /// What the score page shows, or showed when it was left.
    pub fn score(self) -> ScoreRoute {
        self.score.get()
    }

    /// What the score page shows at this moment, for tasks, which follow nothing.
    pub fn score_now(self) -> ScoreRoute {
        self.score.get_untracked()
    }

    /// What the compare page shows, or showed when it was left.
    pub fn compare(self) -> CompareRoute {
        self.compare.get()
    }

    /// What the check page shows, or showed when it was left.
    pub fn check(self) -> CheckRoute {
        self.check.get()
    }

    /// What the leaderboard shows, or showed when it was left.
    pub fn leaderboard(self) -> LeaderboardRoute {
        self.leaderboard.get()
    }

    /// What the help page shows, or showed when it was left.
    pub fn help(self) -> HelpRoute {
        self.help.get()
    }

    /// Where a link to the page leads: to where it was left.
    pub fn of_page(self, page: Page) -> Route {
        match page {
            Page::Data => Route::Data,
            Page::Explore => Route::Explore(self.explore.get()),
            Page::Run => Route::Run(self.run.get()),
            Page::Score => Route::Score(self.score.get()),
            Page::Compare => Route::Compare(self.compare.get()),
            Page::Check => Route::Check(self.check.get()),
            Page::Leaderboard => Route::Leaderboard(self.leaderboard.get()),
            Page::Help => Route::Help(self.help.get()),
            Page::Settings => Route::Settings,
        }
    }

    /// The route at this moment.
    fn route_now(self) -> Route {
        untrack(|| self.of_page(self.page_now()))
    }

    /// Follows a link, with an entry for the back button where it leads elsewhere.
    pub fn go(self, route: Route) {
        self.rejected.set(Vec::new());
        if route != self.route_now() {
            self.push(route);
        }
    }

    /// Shows something else of the page, with an entry for the back button.
    pub fn push(self, route: Route) {
        self.write_address();
        self.change(route, Entry::New { list: None });
    }

    /// Goes to a route without an entry for the back button, as when stepping through rows.
    pub fn replace(self, route: Route) {
        let entry = self.unwritten.with_value(|unwritten| unwritten.as_ref().map(|unwritten| unwritten.entry.clone()));
        self.change(route, entry.unwrap_or(Entry::Same));
    }

    /// Opens, changes or closes what stands beside the list of the page. Opening it makes an entry for the back button,
    /// which closes it; closing it goes back to that list.
    pub fn open_beside(self, route: Route) {
        let was_open = self.route_now().is_open();
        match (was_open, route.is_open()) {
            (false, true) => {
                self.write_address();
                let list = Some(self.route_now().to_string());
                self.change(route, Entry::New { list });
            }
            (true, false) => {
                self.write_address();
                let history = window().history();
                let list = history.as_ref().ok().and_then(|history| history.state().ok()?.as_string());
                // What has been changed since, as the order of the list, is to stay. In a frame it is the page around
                // that might go back.
                if list == Some(route.to_string()) && !host().is_frame() {
                    self.show(route);
                    self.is_returning.set_value(true);
                    set_timeout(move || self.has_returned(), RETURNS_WITHIN);
                    tell_refusal(history.and_then(|history| history.back()));
                } else {
                    self.replace(route);
                }
            }
            _ => self.replace(route),
        }
    }

    /// Shows a route first and writes the address when that is under way: browsers take milliseconds over an address.
    fn change(self, route: Route, entry: Entry) {
        let url = route.to_string();
        self.show(route);
        let is_awaited = self.unwritten.with_value(Option::is_some);
        self.unwritten.set_value(Some(Unwritten { url, entry, over: window().location().hash().ok() }));
        if !is_awaited {
            set_timeout(move || self.write_address(), Duration::ZERO);
        }
    }

    /// Writes what was changed meanwhile.
    fn has_returned(self) {
        if self.is_returning.get_value() {
            self.is_returning.set_value(false);
            // What was changed on the way back is of the list that is there now.
            let over = window().location().hash().ok();
            self.unwritten.update_value(|unwritten| {
                if let Some(unwritten) = unwritten {
                    unwritten.over = over;
                }
            });
        }
        self.write_address();
    }

    fn write_address(self) {
        if self.is_returning.get_value() {
            return;
        }
        let Some(Unwritten { url, entry, over }) = self.unwritten.try_update_value(Option::take).flatten() else {
            return;
        };
        if window().location().hash().ok() != over {
            return;
        }
        let written = window().history().and_then(|history| match entry {
            Entry::Same => history.replace_state_with_url(&history.state()?, "", Some(&url)),
            Entry::New { list } => history.push_state_with_url(&JsValue::from(list), "", Some(&url)),
        });
        tell_refusal(written);
    }

    /// Forgets what the pages showed, since the data they showed is gone.
    pub fn forget_rows(self) {
        self.explore.update(|explore| explore.row = None);
        self.score.update(|score| score.at = None);
        if matches!(self.page_now(), Page::Explore | Page::Score) {
            self.replace(self.route_now());
        }
    }

    fn show_address(self) {
        let Link { route, rejected } = Link::parse(&window().location().hash().unwrap_or_default());
        self.rejected.set(rejected);
        self.show(route);
    }

    fn show(self, route: Route) {
        let page = route.page();
        match route {
            Route::Data | Route::Settings => {}
            Route::Help(help) => self.help.set(help),
            Route::Explore(explore) => self.explore.set(explore),
            Route::Run(run) => self.run.set(run),
            Route::Score(score) => self.score.set(score),
            Route::Compare(compare) => self.compare.set(compare),
            Route::Check(check) => self.check.set(check),
            Route::Leaderboard(leaderboard) => self.leaderboard.set(leaderboard),
        }
        self.page.set(page);
    }
}

/// Browsers refuse many changes in a short time; the page is right all the same, only the address is behind.
fn tell_refusal(changed: Result<(), JsValue>) {
    if let Err(error) = changed {
        leptos::logging::warn!("address not updated: {error:?}");
    }
}
