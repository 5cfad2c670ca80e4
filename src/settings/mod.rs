//! What is kept in the browser.

pub mod forget;
pub mod page;
