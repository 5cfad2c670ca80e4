//! Tests of the engine and of what the page does without a browser, in one program that is linked once.

mod board_chart;
mod check;
mod damage;
mod endpoint;
mod golden;
mod help;
mod hostile_tables;
mod leaderboard;
mod limits;
mod malformed;
mod metamorphic;
mod old_runs;
mod pandas;
mod pictures;
mod pillow;
mod published_board;
mod run;
mod run_pictures;
mod scanner;
mod spreadsheets;
