//! Where the open scored row is among those listed, and stepping from it.

use leptos::prelude::*;

use super::aiming::Aiming;
use super::blocks::Blocks;
use super::latest::{Loadable, Meanwhile, latest};
use super::scored_rows::ScoredList;
use crate::reactive::effect;
use crate::state::session::Session;
use crate::stepping::Standing;
use protocol::explore::Place;
use protocol::{FindScoredRow, RowFilter, ScoredRowSummary};

/// The open row's place in the list.
#[derive(Clone, Copy)]
pub struct ScoredCursor {
    list: Memo<Option<ScoredList>>,
    rows: Blocks<ScoredRowSummary>,
    /// The open row, by its position in the scored order.
    open: Memo<Option<u32>>,
    /// Its place in the list, asked for where it is not among the rows that have been fetched.
    place: ReadSignal<Loadable<Option<Place>>>,
    /// What is to be opened next.
    pub aiming: Aiming,
}

impl ScoredCursor {
    /// The open row's position, where it is listed.
    pub fn position(self) -> Option<u32> {
        let open = self.open.get()?;
        let is_whole = self.list.with(|list| list.as_ref().is_some_and(is_unfiltered));
        if is_whole {
            return Some(open);
        }
        let told = || match self.place.get() {
            Loadable::Ready(place) => place.filter(|place| place.row == open).map(|place| place.at),
            _ => None,
        };
        self.rows.position(|row| row.at == open).or_else(told)
    }

    /// Where the open row is; `None` until the worker has told it.
    fn standing(self, total: u32) -> Option<Standing> {
        if self.open.get().is_none() {
            return Some(Standing::NoneOpen);
        }
        if let Some(position) = self.position() {
            return Some(Standing::At(position));
        }
        match self.place.get() {
            Loadable::Ready(place) => Some(Standing::Before(place.map_or(total, |place| place.at))),
            _ => None,
        }
    }
}

/// Follows the open row through lists of `total` rows; `show` opens a row that was stepped to.
pub fn scored_cursor(
    session: Session,
    list: Memo<Option<ScoredList>>,
    rows: Blocks<ScoredRowSummary>,
    total: ReadSignal<Option<u32>>,
    open: Memo<Option<u32>>,
    show: impl Fn(u32) + 'static,
) -> ScoredCursor {
    let sought = move || {
        let (list, open) = (list.get().filter(|list| !is_unfiltered(list))?, open.get()?);
        rows.position(|row| row.at == open).is_none().then_some((list, open))
    };
    let place = latest(sought, Meanwhile::ShowLoading, move |(list, at)| {
        let ScoredList { predictions, rules, filter, .. } = *list;
        Box::pin(session.ask(FindScoredRow { predictions, rules, filter, at: *at }))
    });
    let aiming = Aiming::new(open, list);
    let cursor = ScoredCursor { list, rows, open, place, aiming };
    effect(move || {
        let Some(total) = total.get().filter(|_| aiming.is_pending()) else { return };
        if place.with(|place| matches!(place, Loadable::Failed(_))) {
            aiming.forget();
            return;
        }
        let Some(standing) = cursor.standing(total) else { return };
        let Some(position) = aiming.position(standing, total) else { return };
        rows.ensure(position, position.saturating_add(1), total);
        if let Some(row) = rows.row(position) {
            aiming.forget();
            show(row.at);
        }
    });
    cursor
}

fn is_unfiltered(list: &ScoredList) -> bool {
    list.filter == RowFilter::All
}
