//! What is to be opened next in a list, kept until it is known which row that is.

use leptos::prelude::*;

use crate::stepping::{Aim, Standing};

/// The aim of steps and presses in a list with an open row.
#[derive(Clone, Copy)]
pub struct Aiming {
    aim: RwSignal<Option<Aim>>,
    open: Memo<Option<u32>>,
}

impl Aiming {
    /// No aim yet. Closing the open row forgets it, and another list, as `list` tells, forgets a position.
    pub fn new<L: PartialEq + Send + Sync + 'static>(open: Memo<Option<u32>>, list: Memo<L>) -> Self {
        let aiming = Self { aim: RwSignal::new(None), open };
        Effect::watch(move || open.get().is_none(), move |closed, _, _| closed.then(|| aiming.forget()), false);
        Effect::watch(move || list.track(), move |(), _, _| aiming.aim.update(Aim::forget_position), false);
        aiming
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
    pub fn position(self, standing: Standing, total: u32) -> Option<u32> {
        let position = self.aim.get()?.position(self.open.get(), standing, total);
        if position.is_none() {
            self.forget();
        }
        position
    }
}
