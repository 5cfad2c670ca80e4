//! Where the open question is among those selected, and stepping from it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Found, Wanted};
use crate::queries::aiming::Aiming;
use crate::queries::blocks::Blocks;
use crate::reactive::{effect, memo};
use crate::state::session::Session;
use crate::stepping::Standing;
use protocol::RowSummary;
use protocol::explore::{FindPlace, Place, SelectionNumber};

/// Where the open question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    selection: SelectionNumber,
    row: u32,
    /// Where it is, or where the question is that follows it; `None` if none does.
    place: Option<Place>,
}

/// The open question's place in the selection.
#[derive(Clone, Copy)]
pub struct Cursor {
    mark: RwSignal<Option<Mark>>,
    wanted: Wanted,
    found: Found,
    /// What is to be opened next.
    pub aiming: Aiming,
}

impl Cursor {
    /// The position of the open question, or of that which was closed last, where it is part of the selection.
    pub fn position(self) -> Option<u32> {
        let mark = self.current(self.mark.get())?;
        mark.place.filter(|place| place.row == mark.row).map(|place| place.at)
    }

    /// Whether the open question is known not to be part of the selection.
    pub fn is_outside(self) -> bool {
        let mark = self.current(self.mark.get());
        mark.is_some_and(|mark| mark.place.is_none_or(|place| place.row != mark.row))
    }

    /// Where the open question is, or that which was closed last; `None` until the worker has told it.
    fn standing(self, total: u32) -> Option<Standing> {
        let Some(row) = self.wanted.row.get() else {
            return Some(self.position().map_or(Standing::NoneOpen, Standing::At));
        };
        let mark = self.current(self.mark.get()).filter(|mark| mark.row == row)?;
        Some(match mark.place {
            Some(place) if place.row == row => Standing::At(place.at),
            Some(place) => Standing::Before(place.at),
            None => Standing::Before(total),
        })
    }

    fn current(self, mark: Option<Mark>) -> Option<Mark> {
        let number = self.found.read(|summary| summary.number);
        mark.filter(|mark| Some(mark.selection) == number)
    }
}

/// Follows the open question through selections; `open` opens a row that was stepped to.
pub fn cursor(
    session: Session,
    wanted: Wanted,
    found: Found,
    rows: Blocks<RowSummary>,
    open: impl Fn(u32) + 'static,
) -> Cursor {
    let number = memo(move || found.read(|summary| summary.number));
    let aiming = Aiming::new(wanted.row, number);
    let cursor = Cursor { mark: RwSignal::new(None), wanted, found, aiming };
    effect(move || {
        let Some(selection) = number.get().filter(|_| aiming.is_pending()) else { return };
        let total = found.read(|summary| summary.count).unwrap_or_default();
        let Some(standing) = cursor.standing(total) else { return };
        let Some(at) = aiming.position(standing, total) else { return };
        rows.ensure(at, at.saturating_add(1), total);
        let Some(row) = rows.current_row(at).map(|row| row.row) else { return };
        aiming.forget();
        cursor.mark.set(Some(Mark { selection, row, place: Some(Place { at, row }) }));
        open(row);
    });
    effect(move || {
        let (Some(selection), Some(row)) = (number.get(), wanted.row.get()) else { return };
        let is_known = |mark: &Option<Mark>| mark.is_some_and(|mark| mark.selection == selection && mark.row == row);
        if cursor.mark.with_untracked(is_known) {
            return;
        }
        spawn_local(async move {
            let Ok(place) = session.ask(FindPlace { selection, row }).await else {
                // That is told where the selection itself is shown.
                aiming.forget();
                return;
            };
            if cursor.mark.is_disposed() || number.get_untracked() != Some(selection) {
                return;
            }
            if wanted.row.get_untracked() == Some(row) {
                cursor.mark.set(Some(Mark { selection, row, place }));
            }
        });
    });
    cursor
}
