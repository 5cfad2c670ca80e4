//! What the page knows: one context a file.

pub mod host;
pub mod route;

#[cfg(feature = "web")]
pub mod board;
#[cfg(feature = "web")]
pub mod checks;
#[cfg(feature = "web")]
pub mod crash;
#[cfg(feature = "web")]
pub mod custody;
#[cfg(feature = "web")]
pub mod deleted;
#[cfg(feature = "web")]
pub mod embed;
#[cfg(feature = "web")]
pub mod navigation;
#[cfg(feature = "web")]
pub mod notices;
#[cfg(feature = "web")]
pub mod preferences;
#[cfg(feature = "web")]
pub mod quiz;
#[cfg(feature = "web")]
pub mod recent;
#[cfg(feature = "web")]
pub mod run;
#[cfg(feature = "web")]
pub mod session;
#[cfg(feature = "web")]
pub mod submission;
