//! A model in the browser: which one, what this machine can do, whether it computes right, how fast it is.

pub mod news;

#[cfg(feature = "web")]
pub mod form;
#[cfg(feature = "web")]
pub mod models;
#[cfg(feature = "web")]
pub mod tasks;
#[cfg(feature = "web")]
pub mod trial;
