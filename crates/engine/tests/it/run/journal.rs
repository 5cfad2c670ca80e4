//! What is written down of a run, and read again.

use engine::endpoint::{Concession, Usage};
use engine::run::{Journal, JournalError, LatestRecords, Outcome, Price, Record, RunLimits, StoredRun};

use super::{answered, failed, header};

#[test]
fn journals_are_read_back() {
    let journal =
        Journal { header: header(&["0", "1", "2"]), records: vec![answered("1", "B\n\"x\"\u{2028}"), failed("0")] };
    let text = journal.write();
    assert_eq!(text.lines().count(), 3);
    assert_eq!(Journal::read(text.as_bytes()).unwrap(), (journal, None));
}

#[test]
fn a_journal_cut_anywhere_after_its_header_is_read() {
    let journal = Journal { header: header(&["0", "1"]), records: vec![answered("0", "肝 A"), answered("1", "B")] };
    let text = journal.write();
    let header_end = text.find('\n').unwrap();
    for end in header_end..=text.len() {
        let (read, cut_line) = Journal::read(&text.as_bytes()[..end]).unwrap();
        assert!(journal.records.starts_with(&read.records), "{end}");
        let lines = String::from_utf8_lossy(&text.as_bytes()[..end]).lines().count();
        let is_told = cut_line == Some(u64::try_from(lines).unwrap());
        assert_eq!(is_told, read.records.len() + 1 < lines, "{end}: {cut_line:?}");
    }
}

#[test]
fn others_are_refused() {
    let journal = Journal { header: header(&["0"]), records: vec![answered("0", "A")] };
    let text = journal.write();
    let later = text.replacen("\"version\":1", "\"version\":2", 1);
    assert_eq!(Journal::read(later.as_bytes()), Err(JournalError::LaterVersion { found: 2, known: 1 }));
    let broken =
        text.replacen("\"tries\":1", "\"tries\":", 1) + &(serde_json::to_string(&journal.records[0]).unwrap() + "\n");
    assert_eq!(Journal::read(broken.as_bytes()), Err(JournalError::BrokenLine { line: 2 }));
    for no_journal in ["", "{}", "[]", "index\tprediction"] {
        assert_eq!(Journal::read(no_journal.as_bytes()), Err(JournalError::NotAJournal), "{no_journal}");
    }
}

#[test]
fn an_answer_counts_before_failures() {
    let records =
        vec![failed("2"), answered("0", "A"), failed("0"), answered("0", "B"), answered("9", "C"), failed("1")];
    let questions = ["0", "1", "2", "3"].map(str::to_owned);
    let latest = LatestRecords::new(&questions, &records);
    assert_eq!(latest.answered().collect::<Vec<_>>(), [0]);
    assert_eq!(latest.failed().collect::<Vec<_>>(), [1, 2]);
    assert_eq!(latest.records[0].unwrap().answer().unwrap().text, "A");
}

#[test]
fn every_try_costs_whatever_became_of_its_question() {
    let price = Price { input_per_million: 2.0, output_per_million: 100.0 };
    let expected = Usage { input: 500, output: 0 };
    let paid = |record: Record, cost| Record { cost: Some(cost), ..record };
    let (mut unreported, taken_over) = (answered("1", "B"), Record { tries: 0, ..answered("2", "C") });
    let Outcome::Answered(answer) = &mut unreported.outcome else { panic!("answered") };
    answer.usage = None;
    let cases = [
        // Of an earlier version: by the server's count, as expected, taken over, a time-out.
        (answered("0", "A"), 0.003),
        (unreported, 0.001),
        (taken_over, 0.0),
        (failed("0"), 0.001),
        // Tries that were followed by others, and an answer that another tab had, too.
        (Record { again: true, ..paid(failed("0"), 0.5) }, 0.5),
        (paid(answered("0", "B"), 0.25), 0.25),
        (paid(failed("3"), f64::NAN), 0.0),
    ];
    for (record, cost) in &cases {
        let spent = price.of_records(std::slice::from_ref(record), expected);
        assert!((spent - cost).abs() < 1e-12, "{record:?}: {spent}");
    }
    let records = cases.map(|(record, _)| record);
    assert!((price.of_records(&records, expected) - 0.755).abs() < 1e-12);
    let questions = ["0", "1", "2", "3"].map(str::to_owned);
    let latest = LatestRecords::new(&questions, &records);
    assert_eq!(latest.answered().collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(LatestRecords::new(&questions, &records[4..5]).failed().count(), 0, "it is to be asked again");
}

#[test]
fn records_that_cannot_be_read_are_told() {
    let text = serde_json::to_string(&answered("0", "A")).unwrap();
    let (records, fault) = Journal::read_records([Some(&*text), Some("{}"), None, Some(&*text)]);
    assert_eq!(records.len(), 2);
    assert_eq!(fault, Some(JournalError::BrokenRecords { number: 2, of: 4, first: 2 }));
    assert_eq!(Journal::read_records([Some(&*text)]).1, None);
}

fn stored() -> StoredRun {
    StoredRun::Run(header(&["0"]))
}

#[test]
fn changes_of_two_sessions_do_not_undo_each_other() {
    let (mut budget, mut noted) = (stored(), stored());
    noted.note_concession(Concession::Streamed);
    noted.note_concession(Concession::Streamed);
    budget.set_budget(Some(2.0));
    budget.keep_notes_of(&noted);
    assert_eq!((budget.limits().budget, budget.concessions()), (Some(2.0), &[Concession::Streamed][..]));
}

#[test]
fn limits_change_but_for_what_the_questions_take() {
    let mut stored = stored();
    let before = stored.limits().clone();
    stored.set_limits(RunLimits { concurrency: 99, tokens_per_question: 1, most_per_question: 9.0, ..before.clone() });
    assert_eq!(*stored.limits(), RunLimits { concurrency: 99, ..before });
}

#[test]
fn what_cannot_be_read_is_told() {
    let json = serde_json::to_string(&stored()).unwrap();
    assert_eq!(StoredRun::read("run-1", Some(&json)), Ok(stored()));
    let later = json.replacen("\"version\":1", "\"version\":2", 1).replacen("\"begun\"", "\"beginning\"", 1);
    assert_eq!(StoredRun::read("run-1", Some(&later)), Err(JournalError::LaterVersion { found: 2, known: 1 }));
    for json in [None, Some(""), Some("{}"), Some("{\"run\":{}}")] {
        assert_eq!(StoredRun::read("x", json), Err(JournalError::BrokenHeader { id: "x".to_owned() }));
    }
}
