//! Hostile input for everything that reads files, replies or what is typed.
//!
//! A [`Target`] is a plain function: it takes an input and says in a few words what came of it. [`Session`] changes
//! seeds at random and keeps what leads to other words, so that it finds its way without instrumented code, on stable
//! Rust. Who links this crate runs under an allocator that refuses more than [`MEMORY`].
//!
//! `make fuzz` runs every target for a while. `make unit` replays `tests/fuzz/cases/TARGET/` and some seeded changes.
//! What fails is kept in `target/fuzz/`: mend the fault, then copy the file to the target's cases.

mod mutation;
mod seeds;
mod session;
mod targets;

use std::path::{Path, PathBuf};

pub use session::{Session, Tally};
pub use targets::TARGETS;

/// Memory that a program with all of the targets may take, in bytes: 300 MB for one input, the rest for seeds and what
/// the inputs are compared with.
pub const MEMORY: usize = 400_000_000;

#[global_allocator]
static ALLOCATOR: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, MEMORY);

/// An input.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Input {
    /// Name of the file that it came in; the extension decides how predictions are read, the rest names a dialect.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What is fuzzed.
pub struct Target {
    /// The name, as of its folder of cases.
    pub name: &'static str,
    /// What to begin with, beside the cases.
    pub seeds: fn() -> Vec<Input>,
    /// Reads an input. What comes of it is told in words that are the same for inputs that take the same ways.
    pub run: fn(&Input) -> String,
}

impl Target {
    /// Inputs that once failed, and those made to.
    pub fn cases(&self) -> Vec<Input> {
        seeds::folder(&project().join("tests/fuzz/cases").join(self.name))
    }
}

/// The root of the project.
pub(crate) fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
