//! What to know, topic by topic.

pub mod route;

#[cfg(feature = "web")]
pub mod page;
