//! A question in full: the one view of it that all pages share.

pub mod answer;
pub mod metadata;
pub mod options;
pub mod picture_frame;
pub mod picture_tools;
pub mod pictures;
pub mod view;
