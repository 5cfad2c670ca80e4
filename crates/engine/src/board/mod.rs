//! The leaderboard: published figures, the user's results beside them, tables and charts of both.

#![expect(missing_docs, clippy::missing_errors_doc, reason = "what a name or a type says has no line of its own")]

pub mod chart;
mod column;
mod compare;
mod data;
mod entry;
mod own;
mod percent;
mod shade;
mod table;

pub use column::{Column, DEPARTMENTS, GRANULARITIES, Measured, QuestionGroup, TASKS, View};
pub use compare::{Axis, CompareRow, ComparedFigure, Comparison, Difference, Order, Series, above_random, compare};
pub use data::{Board, BoardData, BoardError, Confidence, Family, Newer, NewerSource, NewerSplit, Source, Translated};
pub use entry::{BoardEntry, Figure, Origin};
pub use own::{CorrectCount, OwnResult, OwnSplit, keep_text, parse_kept};
pub use percent::Percent;
pub use shade::Shades;
pub use table::{Place, Row, Sorting, TableQuery, places, rows, to_csv};
