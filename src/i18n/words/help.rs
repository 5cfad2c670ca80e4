//! The topics of the help page in words.

use super::super::generated::HelpWords;
use crate::help::route::Topic;

impl HelpWords {
    /// The title of a topic.
    pub fn of(&self, topic: Topic) -> &'static str {
        match topic {
            Topic::Start => self.start,
            Topic::Files => self.files,
            Topic::Explore => self.explore,
            Topic::Scoring => self.scoring,
            Topic::Comparing => self.comparing,
            Topic::Checks => self.checks,
            Topic::Board => self.board,
            Topic::Running => self.running,
            Topic::Keys => self.keys,
            Topic::Privacy => self.privacy,
            Topic::Offline => self.offline,
            Topic::Embedding => self.embedding,
            Topic::Faq => self.faq,
        }
    }
}
