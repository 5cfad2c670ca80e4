//! The notices on show: what became of opened files, what went wrong, and the next step.

use leptos::prelude::*;

pub use crate::notice::Notice;
use crate::notice::add;

/// The notices on show, each with a number of its own.
#[derive(Clone, Copy)]
pub struct Notices {
    list: RwSignal<Vec<(u32, Notice)>>,
    next_id: StoredValue<u32>,
}

impl Notices {
    /// None at first.
    pub fn new() -> Self {
        Self { list: RwSignal::new(Vec::new()), next_id: StoredValue::new(0) }
    }

    /// The notices on show, oldest first.
    pub fn list(self) -> Vec<(u32, Notice)> {
        self.list.get()
    }

    /// Shows a notice; one that asks for nothing goes by itself.
    pub fn push(self, notice: Notice) {
        let id = self.next_id.get_value();
        self.next_id.set_value(id.wrapping_add(1));
        if let Some(lifetime) = notice.lifetime() {
            set_timeout(move || self.dismiss(id), lifetime);
        }
        self.list.update(|list| add(list, id, notice));
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
