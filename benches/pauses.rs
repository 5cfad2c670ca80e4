//! The longest stretches between two pauses while files are checked and scored: how long the worker would be busy at once.
//!
//! ```text
//! cargo bench --bench pauses -- FILE…
//! ```
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::cell::Cell;
use std::future::{Future, ready};
use std::path::Path;
use std::pin::{Pin, pin};
use std::task::{Context, Waker};
use std::time::{Duration, Instant};

use engine::check::{Reference, Split, check_paused};
use engine::pause::Pause;
use engine::scoring::{Prepared, RuleSet, Scored, Truth};
use engine::table::read_paused;

/// Takes the time between pauses.
struct Stretches {
    last: Cell<Instant>,
    longest: Cell<Duration>,
}

impl Stretches {
    fn end(&self) {
        self.longest.set(self.longest.get().max(self.last.get().elapsed()));
        self.last.set(Instant::now());
    }
}

impl Pause for Stretches {
    fn pause(&self) -> Pin<Box<dyn Future<Output = ()> + '_>> {
        self.end();
        Box::pin(ready(()))
    }
}

/// Milliseconds of all of some work, and of its longest stretch.
fn measure<F: Future>(work: impl FnOnce(&'static Stretches) -> F) -> (u128, u128) {
    let now = Instant::now();
    let stretches: &'static Stretches =
        Box::leak(Box::new(Stretches { last: Cell::new(now), longest: Cell::new(Duration::ZERO) }));
    let mut work = pin!(work(stretches));
    while work.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {}
    stretches.end();
    (now.elapsed().as_millis(), stretches.longest.get().as_millis())
}

async fn score(name: &str, bytes: &[u8], pause: &'static Stretches) {
    let Ok(frame) = read_paused(name, bytes, pause).await else { return };
    let Ok(prepared) = Prepared::of_file_paused(name, frame, pause).await else { return };
    let truth = Truth::own(&prepared).unwrap_or_else(|| Truth::new([]));
    for rules in RuleSet::ALL {
        Scored::new_paused(&prepared, &truth, rules, pause).await;
    }
}

fn main() {
    println!("| file | check, ms | longest stretch, ms | score, ms | longest stretch, ms |");
    println!("|---|--:|--:|--:|--:|");
    for path in std::env::args().skip(1).filter(|word| word != "--bench") {
        let bytes = std::fs::read(&path).unwrap();
        let name = Path::new(&path).file_name().unwrap().to_string_lossy();
        let reference = Reference::Split(Split::Val);
        let (check, check_longest) = measure(|pause| check_paused(&name, &bytes, &reference, pause));
        let (score, score_longest) = measure(|pause| score(&name, &bytes, pause));
        println!("| {name} | {check} | {check_longest} | {score} | {score_longest} |");
    }
}
