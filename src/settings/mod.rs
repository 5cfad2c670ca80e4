//! What the user prefers, and what is kept in the browser.

pub mod choices;
pub mod forget;
pub mod page;
