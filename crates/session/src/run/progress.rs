//! Telling the page how a run goes, a few times a second.

use std::rc::Rc;

use protocol::Event;
use protocol::run::{RunState, Wait};

use super::active::ActiveRun;
use super::task::Task;
use crate::loaded::count;

/// Milliseconds between two messages.
const EVERY: u64 = 250;

/// Shorter waits are not shown, in milliseconds.
const SHORTEST_WAIT: u64 = 1000;

impl ActiveRun {
    /// Tells the page, now or soon.
    pub(super) fn tell(self: &Rc<Self>) {
        if self.is_closed.get() {
            return;
        }
        let now = self.session.system().time();
        let passed = now.saturating_sub(self.told_at.get());
        if passed >= EVERY {
            self.told_at.set(now);
            self.session.system().tell(Event::Run(Some(Box::new(self.state()))));
        } else if self.next_report.borrow().is_none() {
            let run = self.clone();
            let tell = move || {
                run.next_report.take();
                run.tell();
            };
            let timer = self.session.system().after(EVERY - passed, Box::new(tell));
            *self.next_report.borrow_mut() = Some(timer);
        }
    }

    fn state(&self) -> RunState {
        let header = self.header.borrow();
        let tally = self.scheduler.borrow().tally();
        let now = self.session.system().time();
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
            (left >= SHORTEST_WAIT).then(|| (wait, self.session.system().date() + left))
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
