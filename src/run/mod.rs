//! Asking a model.

pub mod figures;
pub mod form;
pub mod local;
pub mod route;

#[cfg(feature = "web")]
pub mod active_run;
#[cfg(feature = "web")]
pub mod answers;
#[cfg(feature = "web")]
pub mod cost;
#[cfg(feature = "web")]
pub mod failures;
#[cfg(feature = "web")]
pub mod field;
#[cfg(feature = "web")]
pub mod judge;
#[cfg(feature = "web")]
pub mod key;
#[cfg(feature = "web")]
pub mod model;
#[cfg(feature = "web")]
pub mod page;
#[cfg(feature = "web")]
pub mod preview;
#[cfg(feature = "web")]
pub mod runs;
#[cfg(feature = "web")]
pub mod server_models;
#[cfg(feature = "web")]
pub mod state;
#[cfg(feature = "web")]
pub mod tasks;
