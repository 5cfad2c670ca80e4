//! The lexical tree: lines that unfold, of which nodes are checked and keys move a cursor.

pub mod branches;
pub mod checks;
pub mod keys;
pub mod lines;

#[cfg(feature = "web")]
pub mod line_view;
#[cfg(feature = "web")]
pub mod view;
