//! Limits, and texts that are cut at them.

use engine::limits::shown;

#[test]
fn long_names_are_cut_at_characters() {
    assert_eq!(shown("心脏"), "心脏");
    assert_eq!(shown(&"心".repeat(3_000)).chars().count(), 1_001);
}
