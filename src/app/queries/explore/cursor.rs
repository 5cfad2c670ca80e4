//! Where the open question is among those selected, and stepping from it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Found, Wanted};
use crate::app::queries::blocks::Blocks;
use crate::app::state::session::{Session, expect_reply};
use crate::app::stepping::{Aim, Standing};
use crate::protocol::explore::{ExploreReply, ExploreRequest, Place, SelectionNumber};
use crate::protocol::{Reply, Request, RowSummary};

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
    /// What is opened as soon as it is known which row that is.
    aim: RwSignal<Option<Aim>>,
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

    /// Opens the question before or behind the open one, or the first where there is none, as soon as it is known.
    pub fn step(self, forward: bool) {
        let open = self.wanted.row.get_untracked();
        self.aim.update(|aim| *aim = Aim::stepped(*aim, open, forward));
    }

    /// Opens the row at a position, as soon as it is known.
    pub fn open_at(self, position: u32) {
        self.aim.set(Some(Aim::Position(position)));
    }

    /// Opens nothing that is not there yet.
    pub fn forget_aim(self) {
        self.aim.set(None);
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
    let cursor = Cursor { mark: RwSignal::new(None), wanted, found, aim: RwSignal::new(None) };
    let number = Memo::new(move |_| found.read(|summary| summary.number));
    Effect::new(move |_| {
        let (Some(selection), Some(aim)) = (number.get(), cursor.aim.get()) else { return };
        let total = found.read(|summary| summary.count).unwrap_or_default();
        let Some(standing) = cursor.standing(total) else { return };
        let Some(at) = aim.position(wanted.row.get(), standing, total) else {
            cursor.forget_aim();
            return;
        };
        rows.ensure(at, at.saturating_add(1), total);
        let Some(row) = rows.current_row(at).map(|row| row.row) else { return };
        cursor.forget_aim();
        cursor.mark.set(Some(Mark { selection, row, place: Some(Place { at, row }) }));
        open(row);
    });
    Effect::watch(
        move || wanted.row.get().is_none(),
        move |is_closed, _, _| is_closed.then(|| cursor.forget_aim()),
        false,
    );
    // A position means nothing in another selection.
    Effect::watch(move || number.get(), move |_, _, _| cursor.aim.update(Aim::forget_position), false);
    Effect::new(move |_| {
        let (Some(selection), Some(row)) = (number.get(), wanted.row.get()) else { return };
        let is_known = |mark: &Option<Mark>| mark.is_some_and(|mark| mark.selection == selection && mark.row == row);
        if cursor.mark.with_untracked(is_known) {
            return;
        }
        spawn_local(async move {
            let request = Request::Explore(ExploreRequest::Place { selection, row });
            let place = expect_reply(session.ask(request).await, |parcel| match parcel.message {
                Reply::Explore(ExploreReply::Place(place)) => Some(place),
                _ => None,
            });
            let Ok(place) = place else {
                // That is told where the selection itself is shown.
                cursor.aim.try_set(None);
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
