//! What the help page shows: `#/help?topic=scoring`.

use std::fmt;

use super::query::{Query, QueryWriter, Rejected};
use crate::help::Topic;

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

    pub(super) fn read(query: Query<'_>, rejected: &mut Rejected) -> Self {
        Self::of_topic(query.read("topic", rejected, Topic::named).unwrap_or_default())
    }

    pub(super) fn write(self, query: &mut QueryWriter) -> fmt::Result {
        query.push("topic", (self.topic != Topic::default()).then_some(self.topic.name()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Link, Route, read_back};
    use super::*;

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
