//! A question in full: the one view of it that all pages share.

pub mod answer;
pub mod folded;
pub mod frame_state;
pub mod metadata;
pub mod options;
pub mod picture_frame;
pub mod picture_shown;
pub mod picture_strip;
pub mod picture_tools;
pub mod picture_window;
pub mod pictures;
pub mod predictions;
pub mod quiz_bar;
pub mod view;
