//! A long list of which blocks of rows are fetched as they come into view, and the row that is to be opened next.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::stepping::{Aim, ListPosition};
use crate::reactive::LocalFuture;
use protocol::Failure;

/// Rows fetched at once.
const BLOCK: u32 = 100;

const BLOCK_LENGTH: usize = BLOCK as usize;

/// Blocks kept; beyond, those furthest from what is shown are forgotten.
const KEPT: usize = 100;

type Fetch<T> = Rc<dyn Fn(u32, u32) -> LocalFuture<Result<Vec<T>, Failure>>>;

/// Rows by their position, as far as they have been fetched.
pub struct Blocks<T: Send + Sync + 'static> {
    rows: RwSignal<BTreeMap<u32, Vec<T>>>,
    under_way: StoredValue<BTreeSet<u32>>,
    /// Counts the lists that were shown, so that late rows of an earlier one are dropped.
    list: StoredValue<u32>,
    /// Whether the rows are still those of the list before.
    stale: StoredValue<bool>,
    fetch: StoredValue<Fetch<T>, LocalStorage>,
    /// Why the last block could not be fetched.
    pub failure: RwSignal<Option<Failure>>,
}

impl<T: Send + Sync + 'static> Clone for Blocks<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Blocks<T> {}

impl<T: Clone + Send + Sync + 'static> Blocks<T> {
    /// An empty list; `fetch` asks for rows from a position to before another.
    pub fn new(fetch: impl Fn(u32, u32) -> LocalFuture<Result<Vec<T>, Failure>> + 'static) -> Self {
        Self {
            rows: RwSignal::new(BTreeMap::new()),
            under_way: StoredValue::new(BTreeSet::new()),
            list: StoredValue::new(0),
            stale: StoredValue::new(false),
            fetch: StoredValue::new_local(Rc::new(fetch)),
            failure: RwSignal::new(None),
        }
    }

    /// The row at a position, where it has been fetched; follows the list.
    pub fn row(self, at: u32) -> Option<T> {
        self.rows.with(|rows| rows.get(&(at / BLOCK))?.get(offset(at)).cloned())
    }

    /// The row at a position, where it has been fetched of the list as it is now; follows the list.
    pub fn current_row(self, at: u32) -> Option<T> {
        let row = self.row(at);
        if self.stale.get_value() { None } else { row }
    }

    /// The position of the first fetched row that passes a test; follows the list.
    pub fn position(self, passes: impl Fn(&T) -> bool) -> Option<u32> {
        self.rows.with(|rows| {
            rows.iter().find_map(|(block, rows)| {
                let offset = rows.iter().position(&passes)?;
                Some(block * BLOCK + u32::try_from(offset).ok()?)
            })
        })
    }

    /// Fetches what is missing of rows `first..end` of a list of `total` rows.
    pub fn ensure(self, first: u32, end: u32, total: u32) {
        let end = end.min(total);
        if first >= end {
            return;
        }
        for block in first / BLOCK..=(end - 1) / BLOCK {
            // A block may be known in part: the end of a list that still grows, or what came with the list itself.
            let wanted = offset(end.min((block + 1).saturating_mul(BLOCK)) - 1) + 1;
            let known = |rows: &BTreeMap<u32, Vec<T>>| rows.get(&block).map_or(0, Vec::len);
            let found = if self.stale.get_value() { 0 } else { self.rows.with_untracked(known) };
            let under_way = self.under_way.with_value(|under_way| under_way.contains(&block));
            if found < wanted && !under_way {
                self.fetch_block(block, found);
            }
        }
    }

    /// Forgets everything, since the list is another one.
    pub fn clear(self) {
        self.list.update_value(|list| *list = list.wrapping_add(1));
        self.under_way.update_value(BTreeSet::clear);
        self.rows.update(BTreeMap::clear);
        self.stale.set_value(false);
        self.failure.set(None);
    }

    /// The list is another one, whose rows are to be fetched; those of the one before are shown until then.
    pub fn renew(self) {
        self.list.update_value(|list| *list = list.wrapping_add(1));
        self.under_way.update_value(BTreeSet::clear);
        self.stale.set_value(true);
        self.failure.set(None);
    }

    /// The list is another one, of which the rows from the start of a block on are known; those of the one before are shown
    /// until then where none are.
    pub fn renew_with(self, start: u32, rows: &[T]) {
        self.renew();
        if rows.is_empty() {
            return;
        }
        self.stale.set_value(false);
        self.rows.update(|blocks| {
            blocks.clear();
            blocks.extend((start / BLOCK..).zip(rows.chunks(BLOCK_LENGTH).map(<[T]>::to_vec)));
        });
    }

    fn fetch_block(self, block: u32, found: usize) {
        let list = self.list.get_value();
        self.under_way.update_value(|under_way| {
            under_way.insert(block);
        });
        let fetching = self.fetch.with_value(|fetch| fetch(block * BLOCK, (block + 1).saturating_mul(BLOCK)));
        spawn_local(async move {
            let fetched = fetching.await;
            if self.list.try_get_value() != Some(list) {
                return;
            }
            self.under_way.update_value(|under_way| {
                under_way.remove(&block);
            });
            match fetched {
                Ok(rows) if rows.len() > found => {
                    self.failure.set(None);
                    let was_stale = self.stale.get_value();
                    self.stale.set_value(false);
                    self.rows.update(|blocks| {
                        if was_stale {
                            blocks.clear();
                        }
                        blocks.insert(block, rows);
                        forget_far_blocks(blocks, block);
                    });
                }
                Ok(_) => {}
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }
}

/// The first row of the block in which a row is.
pub fn block_start(at: u32) -> u32 {
    at - at % BLOCK
}

fn offset(at: u32) -> usize {
    usize::try_from(at % BLOCK).unwrap_or_default()
}

fn forget_far_blocks<T>(blocks: &mut BTreeMap<u32, Vec<T>>, shown: u32) {
    while blocks.len() > KEPT {
        let (Some((&lowest, _)), Some((&highest, _))) = (blocks.first_key_value(), blocks.last_key_value()) else {
            return;
        };
        let furthest = if shown - lowest > highest - shown { lowest } else { highest };
        blocks.remove(&furthest);
    }
}

/// The aim of steps and presses in a list with an open row.
#[derive(Clone, Copy)]
pub struct PendingStep {
    aim: RwSignal<Option<Aim>>,
    open: Memo<Option<u32>>,
}

impl PendingStep {
    /// No aim yet. Closing the open row forgets it, and another list, as `list` tells, forgets a position.
    pub fn new<L: PartialEq + Send + Sync + 'static>(open: Memo<Option<u32>>, list: Memo<L>) -> Self {
        let pending_step = Self { aim: RwSignal::new(None), open };
        Effect::watch(move || open.get().is_none(), move |closed, _, _| closed.then(|| pending_step.forget()), false);
        Effect::watch(move || list.track(), move |(), _, _| pending_step.aim.update(Aim::forget_position), false);
        pending_step
    }

    /// Opens the row before or behind the open one, or the first where there is none, as soon as it is known.
    pub fn step(self, forward: bool) {
        let open = self.open.get_untracked();
        self.aim.update(|aim| *aim = Aim::stepped(*aim, open, forward));
    }

    /// Opens the row at a position, as soon as it is known.
    pub fn open_at(self, position: u32) {
        self.aim.set(Some(Aim::Position(position)));
    }

    /// Opens nothing that is not there yet.
    pub fn forget(self) {
        // The list may have been left while an answer was under way.
        self.aim.try_set(None);
    }

    /// Whether something is to be opened.
    pub fn is_pending(self) -> bool {
        self.aim.with(Option::is_some)
    }

    /// The position to open in a list of `total` rows; where it leads nowhere, it is forgotten.
    pub fn position(self, list_position: ListPosition, total: u32) -> Option<u32> {
        let position = self.aim.get()?.position(self.open.get(), list_position, total);
        if position.is_none() {
            self.forget();
        }
        position
    }
}
