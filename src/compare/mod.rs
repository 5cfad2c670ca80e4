//! Prediction files compared with each other.

pub mod calibration;
pub mod figures;
pub mod groups;
pub mod links;
pub mod published;
pub mod route;
pub mod sentence;
pub mod several;
pub mod suspects;
pub mod table;
pub mod why;

#[cfg(feature = "web")]
pub mod bootstrap;
#[cfg(feature = "web")]
pub mod choice;
#[cfg(feature = "web")]
pub mod downloads;
#[cfg(feature = "web")]
pub mod headline;
#[cfg(feature = "web")]
pub mod page;
#[cfg(feature = "web")]
pub mod plot;
#[cfg(feature = "web")]
pub mod profile;
#[cfg(feature = "web")]
pub mod sections;
#[cfg(feature = "web")]
pub mod state;
#[cfg(feature = "web")]
pub mod view;
