//! The frame around every page.

pub mod dataset_chip;
pub mod drop_overlay;
pub mod embed_bar;
pub mod frame;
pub mod header;
pub mod key_list;
pub mod keys_dialog;
pub mod language_switch;
pub mod loaded_files;
pub mod navigation_bar;
pub mod notice_list;
pub mod predictions_chip;
pub mod theme_switch;
