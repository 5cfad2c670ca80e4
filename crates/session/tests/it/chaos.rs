//! What goes wrong: calls of a kind, by their number.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// A call that can go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Call {
    OpenStore,
    ReadStore,
    ReadRecords,
    WriteHeader,
    WriteRecords,
    Lock,
    Send,
    ReadFile,
    Alarm,
    Index,
}

#[derive(Default)]
pub(crate) struct Chaos {
    plans: RefCell<BTreeMap<Call, Range<u32>>>,
    made: RefCell<BTreeMap<Call, u32>>,
    hits: RefCell<BTreeMap<Call, u32>>,
}

impl Chaos {
    /// That many calls from the `first` on, counted from 1, go wrong.
    pub(crate) fn plan(&self, call: Call, first: u32, number: u32) {
        self.plans.borrow_mut().insert(call, first..first + number);
    }

    /// Nothing goes wrong any more.
    pub(crate) fn end(&self) {
        self.plans.borrow_mut().clear();
    }

    /// Counts a call; whether it goes wrong.
    pub(crate) fn befalls(&self, call: Call) -> bool {
        let mut made = self.made.borrow_mut();
        let number = made.entry(call).or_default();
        *number += 1;
        let is_hit = self.plans.borrow().get(&call).is_some_and(|planned| planned.contains(number));
        if is_hit {
            *self.hits.borrow_mut().entry(call).or_default() += 1;
        }
        is_hit
    }

    /// How many calls of a kind were made.
    pub(crate) fn made(&self, call: Call) -> u32 {
        self.made.borrow().get(&call).copied().unwrap_or_default()
    }

    /// How many calls of a kind went wrong.
    pub(crate) fn hits(&self, call: Call) -> u32 {
        self.hits.borrow().get(&call).copied().unwrap_or_default()
    }
}
