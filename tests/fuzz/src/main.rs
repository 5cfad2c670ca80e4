//! Runs targets for a while: `fuzz SECONDS [SEED [TARGET…]]`, each for so many seconds.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use fuzz::{Session, TARGETS};

const USAGE: &str = "usage: fuzz SECONDS [SEED [TARGET…]]";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let Some(seconds) = words.next().and_then(|word| word.parse().ok()) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let seed = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
    let chosen: Vec<String> = words.collect();
    let mut has_failed = false;
    for target in TARGETS.iter().filter(|target| chosen.is_empty() || chosen.iter().any(|name| name == target.name)) {
        let started = Instant::now();
        let mut session = Session::new(target, seed);
        while started.elapsed() < Duration::from_secs(seconds) {
            let begun = Instant::now();
            session.step();
            session.time(begun.elapsed());
        }
        let tally = session.tally();
        println!("{}: {} inputs, {} ways, {} failed", target.name, tally.runs, tally.ways, tally.failed.len());
        if let Some((path, took)) = &tally.slowest {
            println!("  slowest {:.1} s: {}", took.as_secs_f64(), path.display());
        }
        for path in &tally.failed {
            println!("  failed: {}", path.display());
        }
        has_failed |= !tally.failed.is_empty();
    }
    if has_failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
