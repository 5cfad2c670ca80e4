//! A question in full: the one view of it that all pages share.

pub mod quiz;
pub mod window;
pub mod zoom;

#[cfg(feature = "web")]
pub mod ask;
#[cfg(feature = "web")]
pub mod image_shown;
#[cfg(feature = "web")]
pub mod image_tools;
#[cfg(feature = "web")]
pub mod images;
#[cfg(feature = "web")]
pub mod options;
#[cfg(feature = "web")]
pub mod predictions;
#[cfg(feature = "web")]
pub mod quiz_bar;
#[cfg(feature = "web")]
pub mod quiz_result;
#[cfg(feature = "web")]
pub mod view;
