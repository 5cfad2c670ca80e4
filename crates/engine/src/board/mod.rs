//! The leaderboard: published figures, own results beside them, tables and charts of both.

pub mod chart;
mod column;
mod compare;
mod csv;
mod data;
mod entry;
mod error;
mod field;
mod newer;
mod own;
mod percent;
mod published;
mod table;

pub use column::{Column, Measured, View};
pub use compare::{Axis, CompareRow, Comparison, Difference, Order, Series, Value, above_random, compare};
pub use csv::to_csv;
pub use data::BoardData;
pub use entry::{Entry, Figure, Origin};
pub use error::BoardError;
pub use field::{DEPARTMENTS, Field, GRANULARITIES, TASKS};
pub use newer::{Confidence, Newer, NewerSource, NewerSplit, Translated};
pub use own::{OwnResult, OwnSplit, Tally, keep_text, parse_kept};
pub use percent::Percent;
pub use published::{Board, Family, Source};
pub use table::{Place, Row, Sorting, TableQuery, places, rows};
