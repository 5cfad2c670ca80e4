//! What the page asks about once something is open: work that is cancelled, files of all kinds, selections, what becomes of
//! a run.

use std::rc::Rc;

use engine::run::{Shard, StoredRun};
use engine::scoring::RuleSet;
use engine::selection::{Order, Selection};
use engine::submission::{Form, PackageFile};
use engine::table::TableFormat;
use protocol::check::{
    CancelCheck, CheckFile, CheckLoaded, CloseCheck, ExportPackaged, PreviewPackage, PreviewRepairs,
};
use protocol::explore::{FindMarks, FindPlace, Place, ReadSelected, ReadTrees, Select, SelectionSummary};
use protocol::local::{LocalErrorKind, TakeFolder};
use protocol::run::{
    BeginRun, CloseRun, ContinueRun, DeleteRun, ExportRun, ImportJournal, ImportPredictions, Key, ListRuns, LoadRun,
    MergeParts, ReadFailures, RunFault, RunFile, RunPhase,
};
use protocol::source::{CancelVerifying, ExportSelection, SubsetFile, VerifyPart};
use protocol::{
    AnswerQuery, CancelIndexing, CancelOpening, ClosePredictions, Failure, FindScoredRow, OpenFiles, Phase,
    ReadQuestion, ReadScore, ReadScoredRows, Recognised,
};
use session::host::Source;
use session::{Beside, MemorySource};

use crate::chaos::Call;
use crate::files::{FaultyFile, Mishap, QUESTIONS, dataset, predictions};
use crate::server::Trouble;
use crate::world::{User, World, incorrect, remote, settings};

fn in_memory(name: &str, bytes: &[u8]) -> Source {
    Rc::new(MemorySource::new(name.to_owned(), bytes.to_vec()))
}

/// A prediction file whose reads take their time.
fn slow_predictions(world: &World) -> Source {
    Rc::new(FaultyFile::new("seer.csv", &predictions(), Mishap::Fails, &world.machine, &world.chaos))
}

/// Opens the dataset and the predictions, whose id is 1.
fn open_both(user: &User<'_>) {
    assert!(user.open(false));
    let opened = user.ask_with(OpenFiles { remember: false }, vec![in_memory("seer.csv", &predictions())]).unwrap();
    assert_eq!(opened[0].outcome, Ok(Recognised::Predictions(1)));
}

fn select(user: &User<'_>, keywords: &str) -> SelectionSummary {
    let selection = Box::new(Selection { keywords: keywords.to_owned(), ..Selection::default() });
    user.ask(Select { selection, order: Order::default(), rules: RuleSet::default(), start: 0, end: 10 }).unwrap()
}

/// The file of an answer.
fn exported(user: &User<'_>, id: &str, file: RunFile) -> Vec<u8> {
    match user.answer(ExportRun { id: id.to_owned(), file }, Vec::new()).unwrap().unwrap().beside {
        Beside::Bytes(bytes) => bytes,
        _ => panic!("no bytes"),
    }
}

/// Leads a run to its end; returns its id.
fn run(user: &User<'_>, shard: Option<Shard>) -> String {
    assert!(user.open(false));
    let settings = Box::new(protocol::run::RunSettings { shard, ..settings(remote()) });
    let id = user.ask(BeginRun { settings, key: Key::default() }).unwrap();
    user.settle();
    assert!(matches!(user.state().phase, RunPhase::Ended(_)));
    id
}

#[test]
fn opening_is_cancelled_and_the_next_one_works() {
    let world = World::default();
    let user = world.user();
    let opening = user.begin(OpenFiles { remember: false }, vec![slow_predictions(&world)]);
    user.pass(2);
    user.ask(CancelOpening).unwrap();
    user.settle();
    let opened = opening.take().unwrap().unwrap();
    let opened = protocol::decode_reply::<OpenFiles>(&opened.reply).unwrap();
    assert_eq!(opened[0].outcome, Err(Failure::Cancelled));
    let opened = user.ask_with(OpenFiles { remember: false }, vec![slow_predictions(&world)]).unwrap();
    assert_eq!(opened[0].outcome, Ok(Recognised::Predictions(1)));
}

#[test]
fn a_check_is_cancelled_by_its_ticket_alone() {
    let world = World::default();
    let user = world.user();
    let check = |ticket| user.begin(CheckFile { ticket, split: None }, vec![slow_predictions(&world)]);
    let (first, second) = (check(1), check(2));
    user.pass(2);
    user.ask(CancelCheck(1)).unwrap();
    user.settle();
    assert!(matches!(first.take(), Some(Err(Failure::Cancelled))));
    assert!(matches!(second.take(), Some(Ok(_))));
    user.ask(CloseCheck(1)).unwrap();
    let repairs = user.ask(PreviewRepairs { check: 1, repairs: Vec::new() });
    assert!(matches!(repairs, Err(Failure::NotLoaded { .. })), "{repairs:?}");
}

#[test]
fn of_a_dataset_whose_indexing_is_cancelled_the_rows_found_stay() {
    let world = World::default();
    let user = world.user();
    user.ask_with(OpenFiles { remember: false }, vec![user.file.clone()]).unwrap();
    user.pass(2);
    user.ask(CancelIndexing).unwrap();
    user.settle();
    let dataset = user.dataset().unwrap();
    assert_eq!(dataset.phase, Phase::Cancelled);
    assert!((1..QUESTIONS).contains(&(dataset.rows as usize)), "{} rows", dataset.rows);
    assert_eq!(user.ask(ReadQuestion { row: 0 }).unwrap().index, "0");
    let selection = select(&user, "").number;
    let export = user.ask(ExportSelection { selection, file: SubsetFile::Questions });
    assert_eq!(export, Err(Failure::NotReadToEnd));
}

#[test]
fn verifying_is_cancelled() {
    let world = World::default();
    let user = world.user();
    assert!(user.open(false));
    let verifying = user.begin(VerifyPart { part: 0 }, Vec::new());
    user.pass(2);
    user.ask(CancelVerifying).unwrap();
    user.settle();
    assert!(matches!(verifying.take(), Some(Err(Failure::Cancelled))));
}

#[test]
fn files_that_cannot_be_opened_say_why() {
    let world = World::default();
    let user = world.user();
    let files = vec![
        in_memory("empty.tsv", b""),
        in_memory("other.tsv", b"a\tb\n1\t2\n"),
        in_memory("VAL.tsv.ab", b"rest of a row\n"),
        in_memory("ASKED_part_1.tsv", &dataset().0),
        in_memory("ASKED_part_1.tsv", &dataset().0),
    ];
    let opened = user.ask_with(OpenFiles { remember: false }, files).unwrap();
    let outcomes: Vec<_> = opened.into_iter().map(|opened| opened.outcome).collect();
    let (name, columns) = ("other.tsv".to_owned(), vec!["a".to_owned(), "b".to_owned()]);
    let part = "ASKED_part_1.tsv".to_owned();
    let wanted = [
        Err(Failure::EmptyFile { name: "empty.tsv".to_owned() }),
        Err(Failure::NotRecognised { name, columns }),
        Err(Failure::Piece { name: "VAL.tsv.ab".to_owned() }),
        Ok(Recognised::Dataset),
        Err(Failure::DoubledPart { name: part.clone(), open: part }),
    ];
    assert_eq!(outcomes, wanted);
    user.settle();
    assert!(user.is_complete());
}

#[test]
fn a_selection_is_asked_about_as_long_as_it_is_held() {
    let world = World::default();
    let user = world.user();
    assert!(user.open(false));
    let trees = user.ask(ReadTrees).unwrap();
    let selected = select(&user, "7");
    assert_eq!((selected.of, selected.count, selected.trees.len()), (10, 1, trees.len()));
    let selection = selected.number;
    let marks = user.ask(FindMarks { selection, row: 7 }).unwrap().unwrap();
    assert_eq!((selected.rows[0].row, &selected.rows[0].marks, marks.question), (7, &vec![(9, 10)], vec![(9, 10)]));
    assert_eq!(user.ask(FindPlace { selection, row: 5 }), Ok(Some(Place { at: 0, row: 7 })));
    assert_eq!(user.ask(FindPlace { selection, row: 8 }), Ok(None));
    assert_eq!(user.ask(ReadSelected { selection, start: 0, end: 5 }), Ok(Some(selected.rows)));
    for keywords in ["1", "2", "3", "4"] {
        select(&user, keywords);
    }
    assert_eq!(user.ask(ReadSelected { selection, start: 0, end: 5 }), Ok(None));
    assert_eq!(user.ask(FindMarks { selection, row: 7 }), Ok(None));
}

#[test]
fn scored_rows_are_found_until_their_file_is_closed() {
    let world = World::default();
    let user = world.user();
    open_both(&user);
    let find = |at| user.ask(FindScoredRow { predictions: 1, rules: RuleSet::default(), query: incorrect(), at });
    // Every third answer is wrong.
    assert_eq!(find(4), Ok(Some(Place { at: 2, row: 6 })));
    assert_eq!(find(10), Ok(None));
    user.ask(ClosePredictions(1)).unwrap();
    assert!(matches!(find(4), Err(Failure::NotLoaded { .. })));
}

#[test]
fn answers_are_listed_in_the_order_asked_for() {
    let world = World::default();
    let user = world.user();
    open_both(&user);
    let read = |query: &AnswerQuery, start, end| {
        let (rules, query) = (RuleSet::default(), query.clone());
        user.ask(ReadScoredRows { predictions: 1, rules, query, start, end }).unwrap()
    };
    let all = read(&AnswerQuery::default(), 0, u32::MAX);
    assert!(all.rows.iter().all(|row| row.dataset_row.is_some()));
    let backwards = AnswerQuery { descending: true, ..AnswerQuery::default() };
    let mut rows = read(&backwards, 0, 2).rows;
    rows.extend(read(&backwards, 2, u32::MAX).rows);
    rows.reverse();
    assert_eq!(rows, all.rows);
    let total = read(&incorrect(), 0, 0).total;
    assert!(total > 0 && total < all.total);
    assert_eq!(read(&AnswerQuery { changing: true, ..AnswerQuery::default() }, 0, 9).total, 0);
}

#[test]
fn a_checked_file_is_packed_once_its_form_is_filled_in() {
    let world = World::default();
    let user = world.user();
    open_both(&user);
    let check = user.ask(CheckLoaded { ticket: 1, predictions: 1, split: None }).unwrap().id;
    let preview = |form: &Form| user.ask(PreviewPackage { check, repairs: Vec::new(), form: form.clone() }).unwrap();
    assert!(preview(&Form::default()).is_err_and(|faults| !faults.is_empty()));
    let form = Form {
        model: "Seer".to_owned(),
        team: "Eyes".to_owned(),
        arxiv: "2408.03361".to_owned(),
        notes: String::new(),
        recipients: vec!["board@example.org".to_owned()],
    };
    let preview = preview(&form).unwrap();
    let (file, _, bytes) = preview.files.iter().find(|(file, ..)| *file == PackageFile::Manifest).unwrap();
    let packed = user.answer(ExportPackaged { check, repairs: Vec::new(), form, file: *file }, Vec::new());
    let Beside::Bytes(manifest) = packed.unwrap().unwrap().beside else { panic!("no bytes") };
    assert_eq!(manifest.len() as u64, *bytes);
    assert!(String::from_utf8(manifest).unwrap().contains("ASKED_VAL"));
}

#[test]
fn the_journal_of_a_run_is_the_run_in_another_browser() {
    let world = World::default();
    let user = world.user();
    let id = run(&user, None);
    let journal = exported(&user, &id, RunFile::Journal);
    for (file, lines) in [(RunFile::Transcripts, QUESTIONS), (RunFile::Predictions(TableFormat::Tsv), QUESTIONS + 1)] {
        assert_eq!(exported(&user, &id, file).split(|byte| *byte == b'\n').count(), lines + 1, "{file:?}");
    }
    assert!(String::from_utf8(exported(&user, &id, RunFile::Manifest)).unwrap().contains("seer"));

    let world = World::default();
    let user = world.user();
    assert!(user.open(false));
    for _ in 0..2 {
        let imported = user.ask_with(ImportJournal, vec![in_memory("run.jsonl", &journal)]).unwrap();
        assert_eq!((imported.id, imported.questions, imported.answered, imported.cut_line), (id.clone(), 10, 10, None));
    }
    // What is there already is not imported again.
    let (header, records) = world.stored.run().unwrap();
    assert!(matches!(header, StoredRun::Run(_)));
    assert_eq!(records.len(), QUESTIONS);
    let listed = user.ask(ListRuns).unwrap();
    assert_eq!((listed.runs[0].answered, listed.runs[0].fits, listed.broken.len()), (10, true, 0));
    let predictions = user.ask(LoadRun(id.clone())).unwrap();
    let score = user.ask(ReadScore { predictions, rules: RuleSet::default() }).unwrap();
    assert_eq!((score.n, score.hits), (10, 10));
}

#[test]
fn a_run_is_deleted_once_it_is_closed() {
    let world = World::default();
    let user = world.user();
    let id = run(&user, None);
    assert_eq!(user.ask(DeleteRun(id.clone())), Err(RunFault::Busy.into()));
    user.ask(CloseRun).unwrap();
    user.ask(DeleteRun(id)).unwrap();
    assert_eq!(user.ask(ListRuns).unwrap().runs, []);
    assert!(world.stored.records.borrow().is_empty());
}

#[test]
fn a_question_that_fails_for_good_is_listed_with_its_reason() {
    let world = World { trouble: Trouble::Refuses, ..World::default() };
    world.chaos.plan(Call::Send, 1, 1);
    let user = world.user();
    let id = run(&user, None);
    let failed = user.ask(ReadFailures { id, start: 0, end: 10 }).unwrap();
    assert_eq!((failed.total, failed.rows[0].row, failed.rows[0].tries), (1, Some(0), 1));
}

#[test]
fn a_run_goes_on_from_a_prediction_file() {
    let world = World::default();
    let user = world.user();
    assert!(user.open(false));
    let file = in_memory("seer.csv", &predictions());
    let imported = user.ask_with(ImportPredictions(Box::new(settings(remote()))), vec![file]).unwrap();
    assert_eq!((imported.answered, imported.unanswered, imported.others), (10, 0, 0));
    user.ask(ContinueRun { id: imported.id, key: Key::default(), limits: None }).unwrap();
    user.settle();
    assert!(world.ledger.questions.borrow().is_empty(), "what was imported is asked again");
}

#[test]
fn of_parts_put_together_the_missing_questions_are_named() {
    let world = World::default();
    let user = world.user();
    let shard = Some(Shard { number: 1, of: 2 });
    let id = run(&user, shard);
    let part = in_memory("part.tsv", &exported(&user, &id, RunFile::Predictions(TableFormat::Tsv)));
    let settings = Box::new(settings(remote()));
    let merged = user.ask_with(MergeParts { settings, format: TableFormat::Xlsx }, vec![part]).unwrap();
    assert_eq!((merged.rows, merged.gaps.0, merged.unexpected.0, merged.overlaps.0), (5, 5, 0, 0));
    assert_eq!(merged.name.rsplit('.').next(), Some("xlsx"));
}

#[test]
fn a_folder_is_a_models_where_its_configuration_lies() {
    let world = World::default();
    let user = world.user();
    let take = |path: &str| {
        let paths = vec![path.to_owned()];
        user.ask_with(TakeFolder { paths }, vec![in_memory("config.json", b"{}")])
    };
    assert_eq!(take("models/seer/config.json"), Ok("seer".to_owned()));
    let missing = take("models/seer/weights.onnx");
    assert!(
        matches!(&missing, Err(Failure::Run(RunFault::Local(error))) if error.kind == LocalErrorKind::FileMissing),
        "{missing:?}"
    );
}
