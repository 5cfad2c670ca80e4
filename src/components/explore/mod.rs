//! Looking through questions: the lexical tree, filters, and what passes them.

pub mod accuracy;
pub mod chart;
pub mod examples;
pub mod export_menu;
pub mod facet;
pub mod facets;
pub mod filter_chips;
pub mod gallery;
pub mod jump_form;
pub mod keyword_field;
pub mod link_button;
pub mod notes;
pub mod page;
pub mod panel;
pub mod published;
pub mod question_list;
pub mod results;
pub mod tile;
pub mod toolbar;
pub mod tree;
pub mod tree_head;
pub mod tree_line;
pub mod view_switch;
