//! Looking through questions.

pub mod jump_form;
pub mod page;
pub mod question_list;
