//! The page, a folder for each feature. What needs no browser (figures, words, addresses, zoom) is built everywhere, so that
//! it is tested on any host.

#![cfg_attr(
    feature = "web",
    expect(clippy::new_without_default, reason = "signals and listeners are begun, not defaulted")
)]

pub mod app;
pub mod check;
pub mod compare;
pub mod embed;
pub mod explore;
pub mod format;
pub mod help;
pub mod i18n;
pub mod leaderboard;
pub mod question;
pub mod run;
pub mod score;
pub mod shell;
pub mod ui;

#[cfg(feature = "web")]
pub mod data;
#[cfg(feature = "web")]
pub mod reactive;
#[cfg(feature = "web")]
pub mod settings;

#[cfg(feature = "web")]
pub use app::start::start;
