//! What version 0.1.0 has written of runs: a journal, and the whole database of a browser with a run and a judge. Both
//! came about in Chromium on the sample against a server that refused some questions; see `tests/journals/`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use engine::run::{Counts, Journal, LatestRecords, Manifest, StoredRun};
use serde_json::Value;

fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals/0.1.0").join(name)).unwrap()
}

#[test]
fn journals_are_read_and_cost_what_they_did() {
    let (journal, _) = Journal::read(file("journal.jsonl").as_bytes()).unwrap();
    let Manifest { counts, usage, cost, .. } = Manifest::new(&journal.header, &journal.records);
    assert_eq!(counts, Counts { planned: 12, answered: 10, cut: 1, failed: 2, unasked: 0 });
    assert_eq!((usage.input, usage.output), (8100, 224));
    // One answer and one that was cut before any text came without a count: 373 tokens were expected of each.
    assert!((cost - (2.0 * (8100.0 + 2.0 * 373.0) + 8.0 * 224.0) / 1e6).abs() < 1e-12, "{cost}");
    assert_eq!(Journal::read(journal.write().as_bytes()).unwrap(), (journal, None));
}

#[test]
fn stored_runs_are_read() {
    let database: Value = serde_json::from_str(&file("database.json")).unwrap();
    let stored = database["runs"].as_array().unwrap().iter().map(|entry| {
        let id = entry[0].as_str().unwrap();
        (id.to_owned(), StoredRun::read(id, entry[1].as_str()).unwrap())
    });
    let answered = stored.map(|(id, header)| {
        assert_eq!(header.id(), id);
        let own = database["records"].as_array().unwrap().iter().filter(|entry| entry[0][0] == id);
        let (records, broken) = Journal::read_records(own.map(|entry| entry[1].as_str()));
        assert_eq!(broken, None);
        (matches!(header, StoredRun::Judge(_)), LatestRecords::new(header.questions(), &records).answered().count())
    });
    assert_eq!(answered.collect::<Vec<_>>(), [(false, 10), (true, 4)]);
}
