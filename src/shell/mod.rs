//! What every page stands on: the address, the worker and what is loaded, notices, preferences.

pub mod address;
pub mod addresses;
pub mod appearance;
pub mod host;
pub mod host_key;
pub mod notice;
pub mod query;

#[cfg(feature = "web")]
pub mod around;
#[cfg(feature = "web")]
pub mod by_address;
#[cfg(feature = "web")]
pub mod crash;
#[cfg(feature = "web")]
pub mod navigation;
#[cfg(feature = "web")]
pub mod notices;
#[cfg(feature = "web")]
pub mod opening;
#[cfg(feature = "web")]
pub mod preferences;
#[cfg(feature = "web")]
pub mod recent;
#[cfg(feature = "web")]
pub mod session;
