//! The window as a whole: it puts the features together, and nothing uses it.

pub mod folder;

#[cfg(feature = "web")]
pub mod drop_overlay;
#[cfg(feature = "web")]
pub mod frame;
#[cfg(feature = "web")]
pub mod header;
#[cfg(feature = "web")]
pub mod notice_list;
#[cfg(feature = "web")]
pub mod pages;
#[cfg(feature = "web")]
pub mod start;
