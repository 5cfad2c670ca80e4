//! Changing what the explore page shows.

use leptos::prelude::*;

use crate::state::navigation::Navigation;
use crate::state::route::{ExploreRoute, Route};
use web::clock::now;

/// Changes that follow each other sooner, in milliseconds, are one to the back button.
const ONE_ACTION: f64 = 1000.0;

/// Changes the explore page, for the back button to undo. Several changes in quick succession are undone together.
#[derive(Clone, Copy)]
pub struct Filtering {
    navigation: Navigation,
    last_change: StoredValue<f64>,
}

impl Filtering {
    /// No change so far.
    pub fn new(navigation: Navigation) -> Self {
        Self { navigation, last_change: StoredValue::new(f64::NEG_INFINITY) }
    }

    /// Changes what is shown.
    pub fn change(self, change: impl FnOnce(&mut ExploreRoute)) {
        let before = self.navigation.explore_now();
        let mut explore = before.clone();
        change(&mut explore);
        if explore == before {
            return;
        }
        let time = now();
        let continues = time - self.last_change.get_value() < ONE_ACTION;
        self.last_change.set_value(time);
        let route = Route::Explore(explore);
        if continues { self.navigation.replace(route) } else { self.navigation.push(route) }
    }
}
