//! The notices on show: what became of opened files, what went wrong, and the next step.

use std::time::Duration;

use leptos::prelude::*;

pub use crate::notice::Notice;
use crate::notice::add;

/// The notices on show, each with a number of its own.
#[derive(Clone, Copy)]
pub struct Notices {
    list: RwSignal<Vec<(u32, Notice)>>,
    next_id: StoredValue<u32>,
    /// The one that is pointed at or has the focus, which stays for as long.
    held: StoredValue<Option<u32>>,
}

impl Notices {
    /// None at first.
    pub fn new() -> Self {
        Self { list: RwSignal::new(Vec::new()), next_id: StoredValue::new(0), held: StoredValue::new(None) }
    }

    /// The notices on show, oldest first.
    pub fn list(self) -> Vec<(u32, Notice)> {
        self.list.get()
    }

    /// Shows a notice, which goes by itself after a while.
    pub fn push(self, notice: Notice) {
        let id = self.next_id.get_value();
        self.next_id.set_value(id.wrapping_add(1));
        self.dismiss_after(id, notice.lifetime());
        self.list.update(|list| add(list, id, notice));
    }

    fn dismiss_after(self, id: u32, lifetime: Duration) {
        let end = move || {
            if self.held.get_value() == Some(id) { self.dismiss_after(id, lifetime) } else { self.dismiss(id) }
        };
        set_timeout(end, lifetime);
    }

    /// Has a notice stay while somebody is at it.
    pub fn hold(self, id: u32) {
        self.held.set_value(Some(id));
    }

    /// Lets the notice that was held go.
    pub fn release(self) {
        self.held.set_value(None);
    }

    /// Takes away those that no longer hold.
    pub fn withdraw(self, is_over: impl Fn(&Notice) -> bool) {
        if self.list.with_untracked(|list| list.iter().any(|(_, notice)| is_over(notice))) {
            self.list.update(|list| list.retain(|(_, notice)| !is_over(notice)));
        }
    }

    /// Takes a notice away.
    pub fn dismiss(self, id: u32) {
        self.list.update(|list| list.retain(|(other, _)| *other != id));
    }
}

impl Default for Notices {
    fn default() -> Self {
        Self::new()
    }
}
