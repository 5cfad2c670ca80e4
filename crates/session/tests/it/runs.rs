//! Whole runs of ten questions in simulated time, in which one call goes wrong, or the page is closed: every call of every
//! kind, one after the other. Nothing is lost, nothing is asked again that was answered and written, nothing is charged
//! twice, and every run ends or is paused with a reason.

use std::rc::Rc;

use engine::endpoint::{Diagnosis, EndpointErrorKind, Sampling};
use engine::run::{End, FailureKind, LatestRecords, Model, RunFailure};
use protocol::run::{
    BeginRun, CancelTests, CloseRun, DeleteRun, ExportRun, ImportJournal, Key, ListRuns, PauseReason, PauseRun,
    ReadAnswers, ResumeRun, RetryFailed, RunFault, RunFile, RunPhase, SetBudget, StopRun, TestConnection,
};
use protocol::{CloseDataset, Failure};
use session::host::Source;
use session::{Beside, MemorySource};

use crate::chaos::Call;
use crate::disk::Kill;
use crate::files::{Mishap, QUESTIONS};
use crate::server::{Trouble, answer_to};
use crate::world::{User, World, remote, settings};

/// More tries of a user than any run takes.
const MOST_TRIES: usize = 12;

/// Opens the dataset and leads a run to its end, as a user would: what fails is tried again. Returns `None` where the
/// session is killed before.
fn complete(user: &User<'_>) -> Option<()> {
    for _ in 0..MOST_TRIES {
        if !user.is_complete() {
            if !user.open(false) {
                return None;
            }
            continue;
        }
        if !user.has_run() {
            match user.begin_run(&remote())? {
                Ok(_) => {}
                Err(failure) => assert!(is_of_chaos(&failure), "{failure}"),
            }
            if !user.settle() {
                return None;
            }
            continue;
        }
        let state = user.state();
        if state.phase == RunPhase::Ended(End::Finished) {
            let (header, records) = user.world.stored.run().unwrap();
            let latest = LatestRecords::new(header.questions(), &records);
            let written = (latest.answered().count(), latest.failed().count());
            assert_eq!((state.tally.answered, state.tally.failed), written, "more counts than was written");
        }
        let again = match state.phase {
            RunPhase::Running => panic!("the run hangs: {state:?}"),
            RunPhase::Ended(End::Finished) if state.tally.failed == 0 => return Some(()),
            RunPhase::Ended(End::Finished) => user.try_ask(RetryFailed, Vec::new())?,
            RunPhase::Ended(_) | RunPhase::Paused(_) => user.try_ask(ResumeRun, Vec::new())?,
        };
        if let Err(failure) = again {
            assert!(is_of_chaos(&failure), "{failure}");
        }
        if !user.settle() {
            return None;
        }
    }
    panic!("the run does not come to its end: {:?}", user.state());
}

fn is_of_chaos(failure: &Failure) -> bool {
    matches!(failure, Failure::Run(RunFault::StorageFull | RunFault::Storage { .. }) | Failure::FileGone { .. })
}

/// What holds of every run that has come to its end.
fn check(user: &User<'_>, is_killed: bool) {
    let world = user.world;
    world.chaos.end();
    assert_eq!(*world.ledger.complaints.borrow(), [""; 0]);
    let state = user.state();
    let tally = state.tally;
    assert_eq!((tally.answered, tally.failed, tally.left, tally.in_flight), (QUESTIONS, 0, 0, 0));
    assert_eq!(state.accuracy, Some((10, 10)));
    let wanted: Vec<_> = (0..QUESTIONS).map(|index| (index.to_string(), answer_to(&index.to_string()))).collect();
    assert_eq!(user.answers(), wanted);

    let (header, records) = world.stored.run().unwrap();
    assert_eq!(LatestRecords::new(header.questions(), &records).answered().count(), QUESTIONS);
    for index in header.questions() {
        let answers = records.iter().filter(|record| record.index == *index && record.answer().is_some()).count();
        assert_eq!(answers, 1, "answers to {index}");
    }
    let written: f64 = records.iter().filter_map(|record| record.cost).sum();
    assert!((tally.spent - written).abs() < 1e-6, "spent {} and wrote down {written}", tally.spent);
    if is_killed {
        // What was answered and not yet written is paid again.
        assert!(tally.spent <= world.spent());
    } else {
        assert!((tally.spent - world.spent()).abs() < 1e-6, "spent {} of {}", tally.spent, world.spent());
        let questions = world.ledger.questions.borrow();
        assert!(questions.values().all(|(_, answered)| *answered == 1), "{questions:?}");
    }
}

/// Leads a run to its end for each call of a kind that can go wrong; returns how many there are.
fn campaign(call: Call, number: u32, world: impl Fn() -> World) -> u32 {
    for first in 1.. {
        let world = world();
        world.chaos.plan(call, first, number);
        let user = world.user();
        complete(&user).unwrap();
        if world.chaos.hits(call) == 0 {
            return first - 1;
        }
        check(&user, false);
    }
    0
}

#[test]
fn an_undisturbed_run_asks_each_question_once() {
    let world = World::default();
    let user = world.user();
    complete(&user).unwrap();
    check(&user, false);
    assert!(world.ledger.questions.borrow().values().all(|(asked, answered)| (*asked, *answered) == (1, 1)));
}

#[test]
fn a_store_that_fails_once_loses_nothing() {
    for (call, least) in [
        (Call::OpenStore, 1),
        (Call::ReadStore, 1),
        (Call::ReadRecords, 1),
        (Call::WriteHeader, 1),
        (Call::WriteRecords, 5),
        (Call::Lock, 1),
    ] {
        let calls = campaign(call, 1, World::default);
        assert!(calls >= least, "{call:?}: {calls}");
    }
}

#[test]
fn a_store_that_fails_several_times_loses_nothing() {
    assert!(campaign(Call::WriteRecords, 3, World::default) >= 5);
    assert!(campaign(Call::WriteHeader, 2, World::default) >= 1);
}

#[test]
fn a_server_that_misbehaves_once_is_asked_again() {
    let troubles = [
        Trouble::NoReply,
        Trouble::Status(429),
        Trouble::Status(500),
        Trouble::BrokenOff,
        Trouble::NeverReplies,
        Trouble::Garbage,
    ];
    for trouble in troubles {
        let calls = campaign(Call::Send, 1, || World { trouble, ..World::default() });
        assert_eq!(calls, 10, "{trouble:?}");
    }
}

#[test]
fn a_server_that_is_away_for_a_while_costs_nothing() {
    for trouble in [Trouble::NoReply, Trouble::Status(503)] {
        assert_eq!(campaign(Call::Send, 8, || World { trouble, ..World::default() }), 10, "{trouble:?}");
    }
}

#[test]
fn failures_are_written_down_although_the_store_fails() {
    for (trouble, first, number) in [(Trouble::BrokenOff, 2, 3), (Trouble::Refuses, 10, 1), (Trouble::Refuses, 4, 5)] {
        let troubled = || {
            let world = World { trouble, ..World::default() };
            world.chaos.plan(Call::Send, first, number);
            world
        };
        assert!(campaign(Call::WriteRecords, 1, troubled) >= 5);
    }
}

#[test]
fn a_file_that_fails_once_or_is_cut_pauses_the_run() {
    assert!(campaign(Call::ReadFile, 1, World::default) > 30);
    // What is cut stays so until the file is opened again, which another session does.
    for first in 1.. {
        let world = World { mishap: Mishap::IsCut, ..World::default() };
        world.chaos.plan(Call::ReadFile, first, 1);
        let user = world.user();
        user.open(false);
        if user.is_complete() && user.begin_run(&remote()).unwrap().is_ok() {
            user.settle();
            let phase = user.state().phase;
            let is_told = match &phase {
                RunPhase::Paused(reason) => matches!(reason, PauseReason::File(_)),
                RunPhase::Ended(end) => matches!(end, End::Finished | End::Unreachable(_)),
                RunPhase::Running => false,
            };
            assert!(is_told, "{phase:?}");
        }
        drop(user);
        world.chaos.end();
        let user = world.user();
        complete(&user).unwrap();
        check(&user, true);
        if world.chaos.hits(Call::ReadFile) == 0 {
            break;
        }
    }
}

#[test]
fn an_alarm_that_comes_late_delays_the_run_and_no_more() {
    assert!(campaign(Call::Alarm, 1, World::default) > 10);
    // Also where the server asks to wait, and where it never replies.
    for trouble in [Trouble::Status(429), Trouble::NeverReplies] {
        let troubled = || {
            let world = World { trouble, ..World::default() };
            world.chaos.plan(Call::Send, 1, 1);
            world
        };
        assert!(campaign(Call::Alarm, 1, troubled) > 10);
    }
}

#[test]
fn a_page_closed_at_any_write_goes_on_where_it_was() {
    for is_written in [false, true] {
        for write in 1.. {
            let world = World::default();
            world.stored.kill.set(Some(Kill { write, is_written }));
            let user = world.user();
            let is_complete = complete(&user).is_some();
            drop(user);
            world.machine.clear();
            world.stored.kill.set(None);
            world.stored.is_killed.set(false);
            let user = world.user();
            complete(&user).unwrap();
            check(&user, true);
            if is_complete {
                assert!(write > 5);
                break;
            }
        }
    }
}

#[test]
fn a_page_closed_at_any_time_while_the_server_misbehaves_goes_on_where_it_was() {
    for trouble in [Trouble::BrokenOff, Trouble::Status(500)] {
        for write in 1..20 {
            let world = World { trouble, ..World::default() };
            world.chaos.plan(Call::Send, 2, 3);
            world.stored.kill.set(Some(Kill { write, is_written: true }));
            let user = world.user();
            complete(&user);
            drop(user);
            world.machine.clear();
            world.stored.kill.set(None);
            world.stored.is_killed.set(false);
            let user = world.user();
            complete(&user).unwrap();
            check(&user, true);
        }
    }
}

/// Begins a run and lets that many milliseconds pass.
fn begun(user: &User<'_>, milliseconds: u64) {
    assert!(user.open(false));
    user.begin_run(&remote()).unwrap().unwrap();
    user.pass(milliseconds);
}

#[test]
fn stop_and_resume_at_any_time_give_questions_back() {
    for time in (0..4_000).step_by(80) {
        let world = World::default();
        let user = world.user();
        begun(&user, time);
        let (stopped, resumed) = (user.begin(StopRun, Vec::new()), user.begin(ResumeRun, Vec::new()));
        user.wait(|| stopped.borrow().is_some() && resumed.borrow().is_some());
        user.settle();
        complete(&user).unwrap();
        check(&user, false);
        assert_eq!(user.state().faults, [], "after {time} ms");
    }
}

#[test]
fn stop_gives_up_what_is_asked_and_keeps_what_is_answered() {
    let world = World::default();
    let user = world.user();
    begun(&user, 600);
    let in_flight = user.state().tally.in_flight;
    user.ask(StopRun).unwrap();
    user.settle();
    let state = user.state();
    assert_eq!(state.phase, RunPhase::Ended(End::Stopped));
    assert_eq!((state.tally.in_flight, state.tally.failed), (0, 0));
    assert!(in_flight > 0 && world.ledger.given_up.get() > 0);
    assert_eq!(state.tally.answered, world.stored.run().unwrap().1.len());
    complete(&user).unwrap();
    check(&user, false);
}

#[test]
fn stop_keeps_what_is_answered_although_the_store_fails() {
    for trouble in [Trouble::NoReply, Trouble::BrokenOff] {
        for time in (0..4_000).step_by(80) {
            let world = World { trouble, ..World::default() };
            let user = world.user();
            world.chaos.plan(Call::Send, 1, 2);
            world.chaos.plan(Call::WriteRecords, 2, 100);
            begun(&user, time);
            user.ask(StopRun).unwrap();
            user.settle();
            let is_told = |phase| matches!(phase, RunPhase::Paused(PauseReason::Storage(_)));
            let (is_refused, state) = (world.chaos.hits(Call::WriteRecords) > 0, user.state());
            assert_eq!(is_told(state.phase.clone()), is_refused, "after {time} ms: {state:?}");
            if is_refused {
                let failure = user.begin_run(&remote()).unwrap().unwrap_err();
                assert!(is_of_chaos(&failure) && is_told(user.state().phase), "after {time} ms: {failure}");
            }
            world.chaos.end();
            if time % 160 == 0 {
                user.ask(StopRun).unwrap();
                user.settle();
                assert_eq!(user.state().phase, RunPhase::Ended(End::Stopped), "after {time} ms");
            }
            complete(&user).unwrap();
            check(&user, false);
        }
    }
}

#[test]
fn a_run_ends_with_what_the_server_said() {
    let world = World { trouble: Trouble::Status(422), ..World::default() };
    world.chaos.plan(Call::Send, 1, 100);
    let user = world.user();
    begun(&user, 0);
    user.settle();
    let state = user.state();
    let kind = EndpointErrorKind::BadRequest;
    assert_eq!(state.phase, RunPhase::Ended(End::Refused(FailureKind::Endpoint(kind))));
    let Some(RunFailure::Endpoint(error)) = state.last_fault else { panic!("{:?}", state.last_fault) };
    assert_eq!((error.kind, error.status, error.detail.as_str()), (kind, Some(422), "oh"));
}

#[test]
fn records_are_read_once_for_all_pages_and_lists() {
    let world = World::default();
    let user = world.user();
    begun(&user, 1_500);
    user.ask(StopRun).unwrap();
    user.settle();
    let counts = || {
        let listed = user.ask(ListRuns).unwrap().runs;
        assert_eq!(listed.len(), 1);
        (listed[0].answered as usize, listed[0].failed)
    };
    let read = || world.chaos.made(Call::ReadRecords);
    let (before, answered) = (read(), user.state().tally.answered);
    assert!((1..QUESTIONS).contains(&answered));
    for _ in 0..3 {
        assert_eq!(counts(), (answered, 0));
    }
    assert_eq!(read(), before + 1);
    let id = user.state().id;
    for page in 0..3 {
        user.ask(ReadAnswers { id: id.clone(), start: page, end: page + 1 }).unwrap();
    }
    assert_eq!(read(), before + 2);
    complete(&user).unwrap();
    assert_eq!(counts(), (QUESTIONS, 0));
    assert_eq!(read(), before + 3);
    // What has the name of a run that was deleted is counted again.
    let journal = user.answer(ExportRun { id: id.clone(), file: RunFile::Journal }, Vec::new()).unwrap().unwrap();
    let Beside::Bytes(bytes) = journal.beside else { panic!("a journal") };
    user.ask(CloseRun).unwrap();
    user.ask(DeleteRun(id)).unwrap();
    let file: Source = Rc::new(MemorySource::new("journal.jsonl".to_owned(), bytes));
    user.ask_with(ImportJournal, vec![file]).unwrap();
    let before = read();
    assert_eq!((counts(), read()), ((QUESTIONS, 0), before + 1));
}

#[test]
fn pause_and_resume_at_any_time_change_nothing() {
    for time in (0..4_000).step_by(160) {
        let world = World::default();
        let user = world.user();
        begun(&user, time);
        let was_over = !user.is_running();
        user.ask(PauseRun).unwrap();
        user.settle();
        if !was_over && user.state().tally.left > 0 {
            assert_eq!(user.state().phase, RunPhase::Paused(PauseReason::User));
        }
        complete(&user).unwrap();
        check(&user, false);
    }
}

#[test]
fn a_dataset_closed_meanwhile_pauses_the_run() {
    let world = World::default();
    let user = world.user();
    begun(&user, 700);
    user.ask(CloseDataset).unwrap();
    user.settle();
    assert_eq!(user.state().phase, RunPhase::Paused(PauseReason::DatasetClosed));
    complete(&user).unwrap();
    assert_eq!(*world.ledger.complaints.borrow(), [""; 0]);
    assert_eq!(user.answers().len(), QUESTIONS);
}

#[test]
fn two_runs_begun_at_once_are_one() {
    let world = World::default();
    let user = world.user();
    assert!(user.open(false));
    let begin = || {
        let settings = Box::new(settings(remote()));
        user.begin(BeginRun { settings, key: Key::default() }, Vec::new())
    };
    let (first, second) = (begin(), begin());
    user.settle();
    assert!(matches!(first.take(), Some(Ok(_))));
    assert!(matches!(second.take(), Some(Err(Failure::Run(RunFault::Busy)))));
    check(&user, false);
}

#[test]
fn the_budget_counts_what_was_spent_in_earlier_sessions() {
    let world = World::default();
    let user = world.user();
    begun(&user, 1_500);
    drop(user);
    world.machine.clear();
    let (_, records) = world.stored.run().unwrap();
    assert!(!records.is_empty());
    let spent: f64 = records.iter().filter_map(|record| record.cost).sum();
    let user = world.user();
    assert!(user.open(false));
    user.begin_run(&remote()).unwrap().unwrap();
    user.ask(SetBudget(Some(spent))).unwrap();
    user.settle();
    assert_eq!(user.state().phase, RunPhase::Ended(End::BudgetReached));
}

#[test]
fn a_cancelled_test_of_a_connection_says_so() {
    let world = World { trouble: Trouble::NeverReplies, ..World::default() };
    let user = world.user();
    let Model::Remote(model) = remote() else { panic!("remote") };
    let (sampling, key) = (Sampling::default(), Key::default());
    let test = user.begin(TestConnection { model, sampling, key }, Vec::new());
    user.pass(1_000);
    assert!(test.borrow().is_none());
    user.ask(CancelTests).unwrap();
    user.settle();
    assert!(matches!(test.take(), Some(Err(Failure::Cancelled))));
    assert_eq!(world.ledger.given_up.get(), 1);
}

#[test]
fn a_test_of_a_connection_is_given_up_after_a_while() {
    let world = World { trouble: Trouble::NeverReplies, ..World::default() };
    let user = world.user();
    let Model::Remote(model) = remote() else { panic!("remote") };
    let (sampling, key) = (Sampling::default(), Key::default());
    let tested = user.ask(TestConnection { model, sampling, key }).unwrap();
    assert_eq!(tested.diagnosis, Diagnosis::Refused(EndpointErrorKind::Timeout));
    assert_eq!(tested.took, 90_000);
}
