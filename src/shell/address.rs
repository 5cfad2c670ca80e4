//! What the address says is shown: a page, and behind `?` what the page shows.

use std::fmt;

use super::query::{Query, QueryWriter, Rejected};
use crate::check::route::CheckRoute;
use crate::compare::route::CompareRoute;
use crate::explore::route::ExploreRoute;
use crate::help::route::HelpRoute;
use crate::leaderboard::route::LeaderboardRoute;
use crate::run::route::RunRoute;
use crate::score::route::ScoreRoute;

/// A page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Page {
    /// Opening files.
    #[default]
    Data,
    /// Looking through questions.
    Explore,
    /// Asking a model.
    Run,
    /// Scoring predictions.
    Score,
    /// Comparing prediction files.
    Compare,
    /// Checking a prediction file before it is sent.
    Check,
    /// The leaderboard.
    Leaderboard,
    /// What to know.
    Help,
    /// What is kept in the browser.
    Settings,
}

/// A place in the app, as the address holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Opening files.
    Data,
    /// Looking through questions.
    Explore(ExploreRoute),
    /// Asking a model.
    Run(RunRoute),
    /// Scoring predictions.
    Score(ScoreRoute),
    /// Comparing prediction files.
    Compare(CompareRoute),
    /// Checking a prediction file before it is sent.
    Check(CheckRoute),
    /// The leaderboard.
    Leaderboard(LeaderboardRoute),
    /// What to know.
    Help(HelpRoute),
    /// What is kept in the browser.
    Settings,
}

/// A link as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub route: Route,
    /// What it asks for beyond that and was not understood, as `name=value`: told, and not written again.
    pub rejected: Vec<String>,
}

impl Page {
    /// Every page, the first one first.
    pub const ALL: [Self; 9] = [
        Self::Data,
        Self::Explore,
        Self::Run,
        Self::Score,
        Self::Compare,
        Self::Check,
        Self::Leaderboard,
        Self::Help,
        Self::Settings,
    ];

    /// The name of the page in an address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Explore => "explore",
            Self::Run => "run",
            Self::Score => "score",
            Self::Compare => "compare",
            Self::Check => "check",
            Self::Leaderboard => "board",
            Self::Help => "help",
            Self::Settings => "settings",
        }
    }
}

impl Link {
    /// Reads an address's hash; what is not understood falls back to the default.
    pub fn parse(hash: &str) -> Self {
        let hash = hash.trim_start_matches('#').trim_start_matches('/');
        let (name, query) = hash.split_once('?').unwrap_or((hash, ""));
        if let Some(page) = Page::ALL.into_iter().find(|page| page.name() == name) {
            return Self::read(page, query);
        }
        let mut rejected = Rejected::default();
        if !name.is_empty() {
            rejected.keep("page", name);
        }
        Self { route: Route::Data, rejected: rejected.pairs }
    }

    /// Reads what a page is to show from the part of an address after its `?`.
    pub fn read(page: Page, query: &str) -> Self {
        let query = Query::new(query);
        let mut rejected = Rejected::default();
        let route = match page {
            Page::Data => Route::Data,
            Page::Explore => Route::Explore(ExploreRoute::read(query, &mut rejected)),
            Page::Run => Route::Run(RunRoute::read(query, &mut rejected)),
            Page::Score => Route::Score(ScoreRoute::read(query, &mut rejected)),
            Page::Compare => Route::Compare(CompareRoute::read(query, &mut rejected)),
            Page::Check => Route::Check(CheckRoute::read(query, &mut rejected)),
            Page::Leaderboard => Route::Leaderboard(LeaderboardRoute::read(query, &mut rejected)),
            Page::Help => Route::Help(HelpRoute::read(query, &mut rejected)),
            Page::Settings => Route::Settings,
        };
        Self { route, rejected: rejected.pairs }
    }
}

impl Route {
    /// Whether something is open beside the list of the page.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Explore(explore) => explore.row.is_some(),
            Self::Score(score) => score.at.is_some(),
            Self::Leaderboard(leaderboard) => leaderboard.open.is_some(),
            Self::Data | Self::Run(_) | Self::Compare(_) | Self::Check(_) | Self::Help(_) | Self::Settings => false,
        }
    }

    /// The page of the route.
    pub fn page(&self) -> Page {
        match self {
            Self::Data => Page::Data,
            Self::Explore(_) => Page::Explore,
            Self::Run(_) => Page::Run,
            Self::Score(_) => Page::Score,
            Self::Compare(_) => Page::Compare,
            Self::Check(_) => Page::Check,
            Self::Leaderboard(_) => Page::Leaderboard,
            Self::Help(_) => Page::Help,
            Self::Settings => Page::Settings,
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut query = QueryWriter::default();
        match self {
            Self::Data | Self::Settings => {}
            Self::Explore(explore) => explore.write(&mut query)?,
            Self::Run(run) => run.write(&mut query)?,
            Self::Score(score) => score.write(&mut query)?,
            Self::Compare(compare) => compare.write(&mut query)?,
            Self::Check(check) => check.write(&mut query)?,
            Self::Leaderboard(leaderboard) => leaderboard.write(&mut query)?,
            Self::Help(help) => help.write(&mut query)?,
        }
        write!(f, "#/{}{}", self.page().name(), query.finish())
    }
}

/// What is read of a route as it is printed, all of which must be understood.
#[cfg(test)]
pub(crate) fn read_back(route: &Route) -> Route {
    let Link { route, rejected } = Link::parse(&route.to_string());
    assert_eq!(rejected, [""; 0]);
    route
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::route::CheckedFile;
    use crate::help::route::Topic;

    #[test]
    fn what_is_printed_is_read_back() {
        let routes = [
            Route::Data,
            Route::Settings,
            Route::Help(HelpRoute::of_topic(Topic::Scoring)),
            Route::Check(CheckRoute::of_file(CheckedFile::Loaded(2))),
            Route::Leaderboard(LeaderboardRoute { search: "qwen & co".to_owned(), ..Default::default() }),
        ];
        for route in routes {
            assert_eq!(read_back(&route), route);
        }
    }

    #[test]
    fn what_is_not_understood_is_the_first_page() {
        assert_eq!(Link::parse("").route, Route::Data);
        assert_eq!(
            Link::parse("#/nowhere?row=1"),
            Link { route: Route::Data, rejected: vec!["page=nowhere".to_owned()] }
        );
    }
}
