//! The files of a run.

use engine::endpoint::{Finish, Usage};
use engine::run::{Counts, Manifest, Outcome, file_stem, transcript_line};

use super::{answered, failed, header};

#[test]
fn names_are_those_of_vlmevalkit() {
    assert_eq!(file_stem("gpt-4o", "GMAI-MMBench_VAL"), "gpt-4o_GMAI-MMBench_VAL");
    assert_eq!(file_stem("Qwen/Qwen2.5-VL:7b", "GMAI-MMBench_VAL"), "Qwen2.5-VL-7b_GMAI-MMBench_VAL");
}

#[test]
fn a_manifest_counts_what_the_file_leaves_out() {
    let header = header(&["0", "1", "2", "3"]);
    let mut cut = answered("3", "B, since");
    let Outcome::Answered(answer) = &mut cut.outcome else { panic!("answered") };
    (answer.finish, answer.usage) = (Finish::Length, Some(Usage { input: u64::MAX, output: 10 }));
    let manifest = Manifest::new(&header, &[answered("0", "A"), failed("1"), cut]);
    let finishes = [("length".to_owned(), 1), ("stop".to_owned(), 1)];
    assert_eq!(manifest.finishes, finishes.into());
    assert_eq!(manifest.counts, Counts { planned: 4, answered: 2, cut: 1, failed: 1, unasked: 1 });
    assert_eq!(manifest.usage, Usage { input: u64::MAX, output: 20 }, "sums of numbers from servers saturate");
    assert_eq!(manifest.failures.into_iter().collect::<Vec<_>>(), [("timeout".to_owned(), 1)]);
}

#[test]
fn transcripts_hold_question_and_record() {
    let line = transcript_line(None, "Question: which?\n", &answered("0", "A"));
    let json: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(json["question"], "Question: which?\n");
    assert_eq!(json["outcome"]["answered"]["text"], "A");
    assert_eq!(json.get("system"), None);
    assert!(line.ends_with('\n') && line.lines().count() == 1);
}
