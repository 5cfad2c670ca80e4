//! Looking through questions.

pub mod export_menu;
pub mod gallery;
pub mod jump_form;
pub mod page;
pub mod question_list;
pub mod tile;
