//! What is kept in the browser.

pub mod deleted;
pub mod forget;
pub mod kept;
pub mod page;
