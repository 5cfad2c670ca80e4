//! The topics of the help page, and its address: `#/help?topic=scoring`. The texts lie beside the page, one file a
//! topic and language.

use std::fmt;

use crate::i18n::Locale;
use crate::shell::query::{Query, QueryWriter, Rejected};

/// A topic of the help page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Topic {
    /// First steps.
    #[default]
    Start,
    /// Which files can be opened.
    Files,
    /// The lexical tree, filters, keywords, export.
    Explore,
    /// How predictions are scored, and the rule sets.
    Scoring,
    /// How two or more prediction files are compared.
    Comparing,
    /// What the checks say.
    Checks,
    /// The leaderboard.
    Board,
    /// Running models.
    Running,
    /// The keys.
    Keys,
    /// What leaves the browser, and what stays in it.
    Privacy,
    /// Without a network, and as an app.
    Offline,
    /// Inside another page.
    Embedding,
    /// Questions and answers.
    Faq,
}

impl Topic {
    /// All topics, in the order of the table of contents.
    pub const ALL: [Self; 13] = [
        Self::Start,
        Self::Files,
        Self::Explore,
        Self::Scoring,
        Self::Comparing,
        Self::Checks,
        Self::Board,
        Self::Running,
        Self::Keys,
        Self::Privacy,
        Self::Offline,
        Self::Embedding,
        Self::Faq,
    ];

    /// The name in addresses and file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Files => "files",
            Self::Explore => "explore",
            Self::Scoring => "scoring",
            Self::Comparing => "comparing",
            Self::Checks => "checks",
            Self::Board => "board",
            Self::Running => "running",
            Self::Keys => "keys",
            Self::Privacy => "privacy",
            Self::Offline => "offline",
            Self::Embedding => "embedding",
            Self::Faq => "faq",
        }
    }

    /// The topic of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.name() == name)
    }

    /// Where its text lies, relative to the page.
    pub fn address(self, locale: Locale) -> String {
        format!("help/{}/{}.html", locale.name(), self.name())
    }
}

/// What the help page shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HelpRoute {
    /// The topic.
    pub topic: Topic,
}

impl HelpRoute {
    /// A topic.
    pub fn of_topic(topic: Topic) -> Self {
        Self { topic }
    }

    pub(crate) fn read(query: Query<'_>, rejected: &mut Rejected) -> Self {
        Self::of_topic(query.read("topic", rejected, Topic::named).unwrap_or_default())
    }

    pub(crate) fn write(self, query: &mut QueryWriter) -> fmt::Result {
        query.push("topic", (self.topic != Topic::default()).then_some(self.topic.name()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::address::{Link, Route, read_back};

    #[test]
    fn every_topic_has_an_address() {
        for topic in Topic::ALL {
            let route = Route::Help(HelpRoute::of_topic(topic));
            assert_eq!(read_back(&route), route);
        }
        assert_eq!(Route::Help(HelpRoute::of_topic(Topic::Checks)).to_string(), "#/help?topic=checks");
        let link = Link::parse("#/help?topic=odd");
        assert_eq!((link.route, &*link.rejected), (Route::Help(HelpRoute::default()), &["topic=odd".to_owned()][..]));
    }
}
