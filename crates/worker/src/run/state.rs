//! Telling the page how a run goes, a few times a second.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use super::active::{ActiveRun, time};
use super::remote::now as date;
use super::task::Task;
use crate::outbox;
use crate::session::count;
use protocol::run::{RunState, Wait};
use protocol::{Event, Message};

/// Milliseconds between two messages.
const EVERY: u64 = 250;

/// Shorter waits are not told of, in milliseconds.
const SHORTEST_WAIT: u64 = 1000;

/// When the page was told last, and when it will be told next.
#[derive(Default)]
pub(super) struct Teller {
    told_at: Cell<u64>,
    next: RefCell<Option<Timeout>>,
}

impl ActiveRun {
    /// Tells the page, now or soon.
    pub(super) fn tell(self: &Rc<Self>) {
        // A run that was closed or replaced has nothing more to say.
        let is_current = self.session.borrow().run.as_ref().is_some_and(|run| Rc::ptr_eq(run, self));
        if !is_current {
            return;
        }
        let now = time();
        let passed = now.saturating_sub(self.teller.told_at.get());
        if passed >= EVERY {
            self.teller.told_at.set(now);
            let state = Some(Box::new(self.state()));
            outbox::post(&Message::Event(Event::Run(state)).into());
        } else if self.teller.next.borrow().is_none() {
            let run = self.clone();
            let wait = u32::try_from(EVERY - passed).unwrap_or(u32::MAX >> 1);
            let timer = Timeout::new(wait, move || {
                spawn_local(async move {
                    run.teller.next.borrow_mut().take();
                    run.tell();
                });
            });
            *self.teller.next.borrow_mut() = Some(timer);
        }
    }

    fn state(&self) -> RunState {
        let header = self.header.borrow();
        let tally = self.scheduler.borrow().tally();
        let now = time();
        let mut faults: Vec<(String, u32)> =
            self.faults.borrow().iter().map(|(kind, number)| (kind.clone(), *number)).collect();
        faults.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
        let waits = self.waits.get().and_then(|(until, wait)| {
            let until = match wait {
                Wait::InFlight => None,
                Wait::Unreachable { gives_up } => Some(gives_up),
                Wait::ServerAsks | Wait::Limit | Wait::Retry => until,
            };
            let left = until?.saturating_sub(now);
            (left >= SHORTEST_WAIT).then(|| (wait, date() + left))
        });
        let (accuracy, judging, judged) = match &self.task {
            Task::Questions(task) => {
                let (correct, all) = task.score.borrow().correct();
                ((all > 0).then_some((count(correct), count(all))), None, None)
            }
            Task::Judge(task) => (None, Some((task.predictions, task.rules)), Some(task.judged())),
        };
        RunState {
            id: header.id().to_owned(),
            model: header.model().name().to_owned(),
            host: header.model().host(),
            dataset: header.dataset().to_owned(),
            judging,
            phase: self.phase.borrow().clone(),
            tally,
            questions: count(header.questions().len()),
            budget: header.limits().budget,
            pace: self.pace.borrow_mut().progress(now, tally.left),
            accuracy,
            cut: self.cut.get(),
            concessions: header.concessions().to_vec(),
            broken: self.broken.clone(),
            waits,
            faults,
            last_fault: self.last_fault.borrow().clone(),
            judged,
        }
    }
}
