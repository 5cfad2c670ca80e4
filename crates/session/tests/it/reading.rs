//! Opening, indexing, looking, scoring and checking with files that fail at one read or are cut between two, read after
//! read: what is shown is what an undisturbed session shows, or a failure that says so.

use std::cell::RefCell;
use std::rc::Rc;

use engine::scoring::RuleSet;
use engine::selection::Order;
use engine::table::TableFormat;
use protocol::check::{CancelCheck, CheckFile, CheckLoaded, CheckReport, ExportRepaired, PreviewRepairs};
use protocol::explore::Select;
use protocol::run::{PreviewPrompt, PreviewRun};
use protocol::source::{ExportSelection, SubsetFile, VerifyPart};
use protocol::{
    Ask, CancelOpening, ExportFile, ExportScore, Failure, FindIndex, OpenFiles, Opened, Phase, ReadImage,
    ReadPredictions, ReadQuestion, ReadScore, ReadScoredRow, ReadScoredRows, ReadThumbnail, Recognised, Request,
    decode_reply,
};
use session::host::{Part, Source};
use session::{Beside, read_range};

use crate::chaos::Call;
use crate::files::{FaultyFile, Mishap, QUESTIONS, predictions};
use crate::world::{User, World, incorrect, remote, settings};

/// What a request was answered, encoded, with what travelled beside it.
type Shown = Result<(Vec<u8>, Vec<u8>), Failure>;

/// Asks, and asks again where a read has failed; what is cut stays so.
fn shown(user: &User<'_>, request: &Request, files: &[Source]) -> Shown {
    let once = || {
        let answer = user.answer(request.clone(), files.to_vec()).expect("killed")?;
        let beside = match answer.beside {
            Beside::Nothing => Vec::new(),
            Beside::Bytes(bytes) => bytes,
            Beside::File { parts, .. } => saved(user, parts)?,
        };
        if matches!(request, Request::ReadQuestion(_)) {
            decode_reply::<ReadQuestion>(&answer.reply).unwrap().pictures?;
        }
        Ok((answer.reply, beside))
    };
    match once() {
        Err(failure) if is_gone(&failure) && user.world.mishap == Mishap::Fails => once(),
        other => other,
    }
}

/// A file as it is written to a disk.
fn saved(user: &User<'_>, parts: Vec<Part>) -> Result<Vec<u8>, Failure> {
    let saved = Rc::new(RefCell::new(None));
    let place = saved.clone();
    user.world.machine.spawn(Box::pin(async move {
        let mut all = Vec::new();
        for part in parts {
            match part {
                Part::Bytes(bytes) => all.extend(bytes),
                Part::Range(file, range) => match read_range(&file, range).await {
                    Ok(bytes) => all.extend(bytes),
                    Err(failure) => return *place.borrow_mut() = Some(Err(failure)),
                },
            }
        }
        *place.borrow_mut() = Some(Ok(all));
    }));
    user.wait(|| saved.borrow().is_some());
    saved.take().unwrap()
}

fn is_gone(failure: &Failure) -> bool {
    matches!(failure, Failure::FileGone { .. })
}

/// Opens the dataset and the predictions, again where a read has failed; `false` where that stays so.
fn open(user: &User<'_>, predictions: &Source, remember: bool) -> bool {
    for _ in 0..2 {
        let opened = user.ask_with(OpenFiles { remember }, vec![user.file.clone(), predictions.clone()]).unwrap();
        for Opened { outcome, .. } in &opened {
            assert!(outcome.as_ref().is_err_and(is_gone) || outcome.is_ok(), "{outcome:?}");
        }
        user.settle();
        let dataset = user.dataset();
        if let Some(dataset) = &dataset {
            match &dataset.phase {
                Phase::Complete => assert_eq!(dataset.rows as usize, QUESTIONS),
                Phase::Failed(failure) => assert!(is_gone(failure), "{failure}"),
                other => panic!("{other:?}"),
            }
        }
        let is_open = dataset.is_some_and(|dataset| dataset.phase == Phase::Complete);
        if is_open && opened[1].outcome == Ok(Recognised::Predictions(1)) {
            return true;
        }
    }
    false
}

/// What a person looks at, once everything is open.
fn look(user: &User<'_>) -> Vec<Shown> {
    let rules = RuleSet::default();
    let mut requests: Vec<Request> = vec![FindIndex { index: "7".to_owned() }.into()];
    for row in [0, 3, 5, 8] {
        requests.push(ReadQuestion { row }.into());
        requests.push(ReadImage { row, which: 0 }.into());
        requests.push(ReadThumbnail { row, which: 0 }.into());
        requests.push(ReadPredictions { row, rules }.into());
    }
    requests.push(ReadScore { predictions: 1, rules }.into());
    requests.push(ReadScoredRows { predictions: 1, rules, query: incorrect(), start: 0, end: 5 }.into());
    requests.push(ReadScoredRow { predictions: 1, rules, at: 3 }.into());
    requests.push(ExportScore { predictions: 1, rules, file: ExportFile::ResultTsv }.into());
    let select = Select { selection: Box::default(), order: Order::default(), rules, start: 0, end: 20 };
    requests.push(select.into());
    requests.push(VerifyPart { part: 0 }.into());
    for file in [SubsetFile::Indices, SubsetFile::Predictions { predictions: 1, xlsx: false }, SubsetFile::Questions] {
        requests.push(ExportSelection { selection: 1, file }.into());
    }
    requests.push(CheckLoaded { ticket: 1, predictions: 1, split: None }.into());
    let repairs = Vec::new();
    requests.push(PreviewRepairs { check: 1, repairs: repairs.clone() }.into());
    requests.push(ExportRepaired { check: 1, repairs, format: TableFormat::Tsv }.into());
    requests.push(PreviewRun(Box::new(settings(remote()))).into());
    for place in 0..3 {
        requests.push(PreviewPrompt { settings: Box::new(settings(remote())), place: place * 4 }.into());
    }
    requests.iter().map(|request| shown(user, request, &[])).collect()
}

/// Opens and looks in a world in which a read goes wrong; `None` where nothing could be opened.
fn visit(world: &World, remember: bool) -> Option<Vec<Shown>> {
    let user = world.user();
    let predictions = FaultyFile::new("seer.csv", &predictions(), world.mishap, &world.machine, &world.chaos);
    let predictions: Source = Rc::new(predictions);
    open(&user, &predictions, remember).then(|| look(&user))
}

#[test]
fn an_undisturbed_session_shows_everything() {
    let seen = visit(&World::default(), false).unwrap();
    let failures: Vec<_> = seen.iter().filter_map(|shown| shown.as_ref().err()).collect();
    assert_eq!(failures, Vec::<&Failure>::new());
}

#[test]
fn a_read_that_fails_is_told_and_harms_nothing() {
    let undisturbed = visit(&World::default(), false).unwrap();
    for first in 1.. {
        let world = World::default();
        world.chaos.plan(Call::ReadFile, first, 1);
        let seen = visit(&world, false);
        assert!(seen == Some(undisturbed.clone()), "at read {first}");
        if world.chaos.hits(Call::ReadFile) == 0 {
            assert!(first > 50, "{first} reads");
            break;
        }
    }
}

#[test]
fn of_a_file_that_is_cut_nothing_wrong_is_shown() {
    let undisturbed = visit(&World::default(), false).unwrap();
    for first in 1.. {
        let world = World { mishap: Mishap::IsCut, ..World::default() };
        world.chaos.plan(Call::ReadFile, first, 1);
        for (place, (seen, right)) in visit(&world, false).into_iter().flatten().zip(&undisturbed).enumerate() {
            match seen {
                Ok(seen) => assert!(right.as_ref() == Ok(&seen), "at read {first}, request {place}: {seen:?}"),
                Err(failure) => assert!(is_told(&failure), "at read {first}, request {place}: {failure}"),
            }
        }
        if world.chaos.hits(Call::ReadFile) == 0 {
            break;
        }
    }
}

/// What is cut is told as gone; what rests on a check that has failed is not there.
fn is_told(failure: &Failure) -> bool {
    is_gone(failure) || matches!(failure, Failure::NotLoaded { .. })
}

#[test]
fn an_index_that_cannot_be_kept_or_read_is_made_again() {
    let undisturbed = visit(&World::default(), false).unwrap();
    for first in 1..6 {
        let world = World::default();
        world.chaos.plan(Call::Index, first, 1);
        for _ in 0..2 {
            assert!(visit(&world, true) == Some(undisturbed.clone()), "at request {first}");
        }
    }
    let world = World::default();
    assert!(world.user().open(true));
    let user = world.user();
    assert!(user.open(true));
    user.settle();
    assert!(user.dataset().unwrap().restored);
}

/// A prediction file that takes many steps to read and check.
fn long_file(world: &World) -> Source {
    let line = |row: usize| format!("{row},because B\n");
    let text = format!("index,prediction\n{}", (0..2_000).map(line).collect::<String>());
    Rc::new(FaultyFile::new("seer.csv", text.as_bytes(), world.mishap, &world.machine, &world.chaos))
}

/// Begins a request, gives it up after each number of milliseconds that it takes, and asks again. Returns how many.
fn given_up<A: Ask + Clone, C: Ask + Clone>(
    (request, cancel): (A, C),
    is_cancelled: impl Fn(Result<A::Reply, Failure>) -> bool,
    is_first: impl Fn(A::Reply) -> bool,
) -> u64 {
    for time in 0.. {
        let world = World::default();
        let user = world.user();
        assert!(user.open(false));
        let file = long_file(&world);
        let begun = user.begin(request.clone(), vec![file.clone()]);
        user.pass(time);
        if begun.borrow().is_some() {
            return time;
        }
        user.ask(cancel.clone()).unwrap();
        user.settle();
        let answered = begun.take().unwrap().map(|answer| decode_reply::<A>(&answer.reply).unwrap());
        assert!(is_cancelled(answered), "after {time} ms");
        let again = user.ask_with(request.clone(), vec![file]).unwrap();
        assert!(is_first(again), "after {time} ms");
    }
    0
}

#[test]
fn what_is_being_opened_or_checked_is_given_up_at_any_time() {
    let is_nothing_open = |opened: Result<Vec<Opened>, Failure>| opened.unwrap()[0].outcome == Err(Failure::Cancelled);
    let is_open = |opened: Vec<Opened>| opened[0].outcome == Ok(Recognised::Predictions(1));
    let opening = (OpenFiles { remember: false }, CancelOpening);
    assert!(given_up(opening, is_nothing_open, is_open) > 3);
    let checking = (CheckFile { ticket: 7, split: None }, CancelCheck(7));
    let is_checked = |report: CheckReport| (report.id, report.rows) == (1, Some(2_000));
    assert!(given_up(checking, |checked| matches!(checked, Err(Failure::Cancelled)), is_checked) > 3);
}

#[test]
fn checks_and_selections_are_numbered_from_one() {
    let world = World::default();
    let user = world.user();
    assert!(user.open(false));
    let rules = RuleSet::default();
    let (selection, order) = (Box::default(), Order::default());
    assert_eq!(user.ask(Select { selection, order, rules, start: 0, end: 1 }).unwrap().number, 1);
    assert_eq!(user.ask(VerifyPart { part: 0 }).unwrap().part, 0);
    let file: Source = Rc::new(session::MemorySource::new("seer.csv".to_owned(), predictions()));
    assert_eq!(user.ask_with(CheckFile { ticket: 1, split: None }, vec![file]).unwrap().id, 1);
}
