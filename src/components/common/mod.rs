//! What several pages use.

pub mod bar;
pub mod close_open;
pub mod failure_note;
pub mod file_button;
pub mod icon;
pub mod marked;
pub mod menu;
pub mod open_in_tab;
pub mod virtual_grid;
