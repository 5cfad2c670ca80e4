//! At most a few fetches of images at a time, those asked for last first.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use futures_channel::oneshot;

/// Fetches of images at a time.
const AT_A_TIME: u32 = 4;

/// Lets few through at a time.
pub(super) struct Gate {
    free: Cell<u32>,
    /// Those at the back are served first.
    waiting: RefCell<VecDeque<oneshot::Sender<Turn>>>,
}

/// The right to fetch; dropped, it passes to the next one.
pub(super) struct Turn(Rc<Gate>);

impl Default for Gate {
    fn default() -> Self {
        Self { free: Cell::new(AT_A_TIME), waiting: RefCell::default() }
    }
}

impl Gate {
    /// Waits for a turn; what is fetched ahead comes after all that is looked at.
    pub(super) async fn enter(self: &Rc<Self>, is_ahead: bool) -> Turn {
        if let Some(free) = self.free.get().checked_sub(1) {
            self.free.set(free);
            return Turn(self.clone());
        }
        let (sender, turn) = oneshot::channel();
        if is_ahead {
            self.waiting.borrow_mut().push_front(sender);
        } else {
            self.waiting.borrow_mut().push_back(sender);
        }
        // A gate outlives those who wait before it, so that none is turned away.
        turn.await.unwrap_or_else(|_gone| Turn(self.clone()))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // Those that wait no more are left out.
        let mut waiting = self.0.waiting.borrow_mut();
        let next = std::iter::from_fn(|| waiting.pop_back()).find(|next| !next.is_canceled());
        drop(waiting);
        match next {
            Some(next) => drop(next.send(Turn(self.0.clone()))),
            None => self.0.free.set(self.0.free.get() + 1),
        }
    }
}
