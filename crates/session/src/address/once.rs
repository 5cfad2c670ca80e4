//! Each piece of work once at a time: who comes later waits for who was first.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use futures_channel::oneshot;

/// Work under way by its name, each with those who wait for its end.
#[derive(Default)]
pub(super) struct Once(RefCell<HashMap<u64, Vec<oneshot::Sender<()>>>>);

/// The right to do some work; dropped, the work is done or given up, and those who wait look for themselves.
pub(super) struct First {
    once: Rc<Once>,
    name: u64,
}

impl Once {
    /// Waits until nobody else does the work of that name.
    pub(super) async fn enter(self: &Rc<Self>, name: u64) -> First {
        while let Some(end) = self.end_of(name) {
            end.await.ok();
        }
        First { once: self.clone(), name }
    }

    /// Begins the work, or yields its end where it is under way.
    fn end_of(&self, name: u64) -> Option<oneshot::Receiver<()>> {
        let mut under_way = self.0.borrow_mut();
        let Some(waiting) = under_way.get_mut(&name) else {
            under_way.insert(name, Vec::new());
            return None;
        };
        let (sender, end) = oneshot::channel();
        waiting.push(sender);
        Some(end)
    }
}

impl Drop for First {
    fn drop(&mut self) {
        // The senders go with it, which is what the others wait for.
        let waiting = self.once.0.borrow_mut().remove(&self.name);
        drop(waiting);
    }
}
