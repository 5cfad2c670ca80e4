//! The page. What needs no browser (figures, words, addresses, zoom) is built everywhere, so that it is tested on any host.

pub mod embed;
pub mod filters;
pub mod folder;
pub mod format;
pub mod help;
pub mod i18n;
pub mod marks;
pub mod notice;
pub mod quiz;
pub mod run_form;
pub mod state;
pub mod stepping;
pub mod text;
pub mod theme;
pub mod tiles;
pub mod tree_view;
pub mod window;
pub mod zoom;

#[cfg(feature = "web")]
pub mod components;
#[cfg(feature = "web")]
pub mod queries;
#[cfg(feature = "web")]
pub mod reactive;
#[cfg(feature = "web")]
mod start;
#[cfg(feature = "web")]
pub mod tasks;

#[cfg(feature = "web")]
pub use start::start;
