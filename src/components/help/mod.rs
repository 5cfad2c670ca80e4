//! What to know, topic by topic.

pub mod article;
pub mod page;
