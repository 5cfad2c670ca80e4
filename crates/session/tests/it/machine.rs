//! One thread in virtual time: what is ready runs in order, and where nothing is, the clock goes on to the next timer.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::future::poll_fn;
use std::pin::pin;
use std::rc::{Rc, Weak};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

use session::host::{Guard, Promise};

type Work = Box<dyn FnOnce()>;

/// More steps than any test takes: what is reached is a loop that never ends.
const MOST_STEPS: u32 = 2_000_000;

/// What the second future yields, unless the first is done before.
pub(crate) async fn race<T>(first: impl Future, second: impl Future<Output = T>) -> Option<T> {
    let (mut first, mut second) = (pin!(first), pin!(second));
    poll_fn(|context| match first.as_mut().poll(context) {
        Poll::Ready(_) => Poll::Ready(None),
        Poll::Pending => second.as_mut().poll(context).map(Some),
    })
    .await
}

#[derive(Default)]
pub(crate) struct Machine {
    now: Cell<u64>,
    steps: Cell<u32>,
    next: Cell<u64>,
    /// By time and order of setting.
    timers: RefCell<BTreeMap<(u64, u64), Work>>,
    tasks: RefCell<BTreeMap<u64, Promise<'static, ()>>>,
    woken: Arc<Mutex<VecDeque<u64>>>,
}

struct TaskWaker {
    task: u64,
    woken: Arc<Mutex<VecDeque<u64>>>,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        self.woken.lock().unwrap().push_back(self.task);
    }
}

struct Timer {
    machine: Weak<Machine>,
    key: (u64, u64),
}

impl Drop for Timer {
    fn drop(&mut self) {
        let Some(machine) = self.machine.upgrade() else { return };
        let work = machine.timers.borrow_mut().remove(&self.key);
        // What the work holds may have timers of its own.
        drop(work);
    }
}

impl Machine {
    pub(crate) fn now(&self) -> u64 {
        self.now.get()
    }

    pub(crate) fn spawn(&self, work: Promise<'static, ()>) {
        let task = self.number();
        self.tasks.borrow_mut().insert(task, work);
        self.woken.lock().unwrap().push_back(task);
    }

    pub(crate) fn after(self: &Rc<Self>, milliseconds: u64, work: Work) -> Guard {
        let key = (self.now() + milliseconds, self.number());
        self.timers.borrow_mut().insert(key, work);
        Box::new(Timer { machine: Rc::downgrade(self), key })
    }

    pub(crate) async fn sleep(self: &Rc<Self>, milliseconds: u64) {
        let (sender, passed) = futures_channel::oneshot::channel::<()>();
        let _timer = self.after(milliseconds, Box::new(move || drop(sender)));
        passed.await.ok();
    }

    /// Does the next thing there is to do; `false` where there is none.
    pub(crate) fn step(&self) -> bool {
        self.steps.set(self.steps.get() + 1);
        assert!(self.steps.get() < MOST_STEPS, "this never ends");
        let woken = self.woken.lock().unwrap().pop_front();
        if let Some(id) = woken {
            let task = self.tasks.borrow_mut().remove(&id);
            if let Some(mut task) = task {
                let waker = Waker::from(Arc::new(TaskWaker { task: id, woken: self.woken.clone() }));
                if task.as_mut().poll(&mut Context::from_waker(&waker)).is_pending() {
                    self.tasks.borrow_mut().insert(id, task);
                }
            }
            return true;
        }
        let timer = self.timers.borrow_mut().pop_first();
        let Some(((due, _), work)) = timer else { return false };
        self.now.set(self.now().max(due));
        work();
        true
    }

    /// Drops all that is under way.
    pub(crate) fn clear(&self) {
        let (tasks, timers) = (self.tasks.take(), self.timers.take());
        drop((tasks, timers));
        self.woken.lock().unwrap().clear();
    }

    fn number(&self) -> u64 {
        self.next.set(self.next.get() + 1);
        self.next.get()
    }
}
