//! Looking through questions: the lexical tree, filters, and what passes them.

pub mod filters;
pub mod route;
pub mod tiles;
pub mod tree;

#[cfg(feature = "web")]
pub mod accuracy;
#[cfg(feature = "web")]
pub mod export_menu;
#[cfg(feature = "web")]
pub mod facets;
#[cfg(feature = "web")]
pub mod fetching;
#[cfg(feature = "web")]
pub mod filter_chips;
#[cfg(feature = "web")]
pub mod gallery;
#[cfg(feature = "web")]
pub mod keyword_field;
#[cfg(feature = "web")]
pub mod page;
#[cfg(feature = "web")]
pub mod question_list;
#[cfg(feature = "web")]
pub mod results;
#[cfg(feature = "web")]
pub mod selection;
#[cfg(feature = "web")]
pub mod state;
#[cfg(feature = "web")]
pub mod toolbar;
