//! Every target on its seeds, on the inputs that once failed, and on some changes of them, always the same.

use fuzz::{Session, TARGETS};

/// Changes of each target.
const STEPS: usize = 50;

#[test]
fn no_input_makes_a_target_panic() {
    for target in &TARGETS {
        let mut session = Session::new(target, 1);
        for _ in 0..STEPS {
            session.step();
        }
        let tally = session.tally();
        assert!(tally.failed.is_empty(), "{}: {:?}", target.name, tally.failed);
        // Seeds that all come to the same would show that they are not read at all.
        assert!(tally.ways > 2, "{}: {tally:?}", target.name);
    }
}
