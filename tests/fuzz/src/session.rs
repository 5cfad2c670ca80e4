//! Running a target: what fails is kept, and so is what leads to new words.

use std::collections::HashSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::Duration;

use fastrand::Rng;

use super::mutation::mutate;
use super::{Input, Target, project};

/// Inputs that are kept to be changed further.
const KEPT: usize = 4_000;
/// Bytes of an input that is kept.
const KEPT_BYTES: usize = 64 << 10;

/// A target being run.
pub struct Session<'t> {
    target: &'t Target,
    rng: Rng,
    kept: Vec<Input>,
    seen: HashSet<String>,
    tally: Tally,
}

/// What has happened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Inputs run.
    pub runs: u64,
    /// Different words.
    pub ways: usize,
    /// Files of inputs that have failed.
    pub failed: Vec<PathBuf>,
    /// The input that took longest, and how long.
    pub slowest: Option<(PathBuf, Duration)>,
}

impl<'t> Session<'t> {
    /// Begins with the seeds and the cases; the same seed makes the same changes.
    pub fn new(target: &'t Target, seed: u64) -> Self {
        let mut session =
            Self { target, rng: Rng::with_seed(seed), kept: Vec::new(), seen: HashSet::new(), tally: Tally::default() };
        for input in (target.seeds)().into_iter().chain(target.cases()) {
            session.run(&input);
            session.kept.push(input);
        }
        session
    }

    /// Runs a changed input.
    pub fn step(&mut self) {
        let Some(input) = self.rng.choice(&self.kept).cloned() else { return };
        let other = self.rng.choice(&self.kept).map_or(&[][..], |other| &other.bytes);
        let input = mutate(&mut self.rng, &input, other);
        if self.run(&input) && self.kept.len() < KEPT && input.bytes.len() <= KEPT_BYTES {
            self.kept.push(input);
        }
    }

    /// What has happened so far.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Notes how long an input took.
    pub fn time(&mut self, took: Duration) {
        const SLOW: Duration = Duration::from_secs(1);
        let is_slowest = self.tally.slowest.as_ref().is_none_or(|(_, longest)| took > *longest);
        if is_slowest && took > SLOW {
            let path = self.file("slowest");
            fs::copy(self.file("current"), &path).ok();
            self.tally.slowest = Some((path, took));
        }
    }

    /// Runs an input; whether its words are new.
    fn run(&mut self, input: &Input) -> bool {
        // An allocation that is refused, or a stack that overflows, ends the program: then this is the input.
        self.keep("current", input);
        self.tally.runs += 1;
        match catch_unwind(AssertUnwindSafe(|| (self.target.run)(input))) {
            Ok(words) => {
                let is_new = self.seen.insert(words);
                self.tally.ways = self.seen.len();
                is_new
            }
            Err(_panic) => {
                let path = self.keep(&format!("failed-{}", self.tally.failed.len()), input);
                self.tally.failed.push(path);
                false
            }
        }
    }

    fn keep(&self, what: &str, input: &Input) -> PathBuf {
        let path = self.file(&format!("{what}-{}", input.name.replace(['/', '\\'], "_")));
        let fixed = self.file(what);
        let kept = if what == "current" { &fixed } else { &path };
        // A run without its file is still a run.
        fs::create_dir_all(path.parent().unwrap_or(&path)).and_then(|()| fs::write(kept, &input.bytes)).ok();
        path
    }

    fn file(&self, what: &str) -> PathBuf {
        project().join("target/fuzz").join(format!("{}-{what}", self.target.name))
    }
}
