//! Scoring predictions.

pub mod downloads;
pub mod file_choice;
pub mod filters;
pub mod grouping_table;
pub mod groupings;
pub mod headline;
pub mod notes;
pub mod page;
pub mod rule_counts;
pub mod rule_sets;
pub mod scored_list;
pub mod scored_row;
pub mod summary;
pub mod verdict;
