//! `gmai-scope`: scores, compares and checks prediction files of GMAI-MMBench from the command line.
//!
//! ```text
//! gmai-scope score    --dataset D.tsv --predictions P.xlsx [--rules r2024|r2025|r2026]
//! gmai-scope compare  --dataset D.tsv --predictions P.xlsx --predictions Q.xlsx … [--rules r2024|r2025|r2026]
//! gmai-scope validate --dataset D.tsv --predictions P.xlsx
//! gmai-scope validate --split val|test --predictions P.xlsx
//! gmai-scope index    D.tsv … [--with-category] [--out NAME.gmaidx]
//! ```
//!
//! Each command prints one JSON object to the standard output. `--dataset` is given once for each part of a dataset in
//! several files.

mod compare;
mod index;
mod input;
mod score;
mod validate;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "gmai-scope", version, about, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Score a prediction file as VLMEvalKit does
    ///
    /// Prints the score, or {"error": {"kind", "message"}} with exit code 1 where VLMEvalKit gives no score.
    Score(score::Arguments),
    /// Compare scored prediction files: differences, tests, position bias
    ///
    /// Prints accuracies, differences of every two files, several files together, position bias and suspect questions, or
    /// an error as `score` does.
    Compare(compare::Arguments),
    /// Check a prediction file before it is submitted
    ///
    /// Prints {"severity", "findings", "notes"}. The exit code is 0 whatever is found, and 2 where the check could not
    /// be made.
    Validate(validate::Arguments),
    /// Write the index of a dataset, so that others open it by address without reading it through
    ///
    /// Prints {"file", "bytes", "rows", "files", "leftOut"}. Of a dataset without answers the column `category`, which gives
    /// them away, is left out.
    Index(index::Arguments),
}

fn main() -> ExitCode {
    match Arguments::try_parse() {
        Ok(Arguments { command: Command::Score(arguments) }) => score::run(&arguments),
        Ok(Arguments { command: Command::Compare(arguments) }) => compare::run(&arguments),
        Ok(Arguments { command: Command::Validate(arguments) }) => validate::run(&arguments),
        Ok(Arguments { command: Command::Index(arguments) }) => index::run(&arguments),
        // A program that reads scores finds an error where it looks for the score.
        Err(error)
            if error.use_stderr()
                && matches!(std::env::args().nth(1).as_deref(), Some("score" | "compare" | "index")) =>
        {
            score::refuse("Usage", &error)
        }
        Err(error) => error.exit(),
    }
}
