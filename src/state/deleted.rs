//! What was deleted just before this load of the page, to be told once.

use leptos::prelude::*;

use web::stored::Stored;

/// What was deleted; `None` where nothing was asked to be, or it has been told.
#[derive(Clone, Copy)]
pub struct Deleted(StoredValue<Option<Vec<Stored>>>);

impl Deleted {
    /// To be told.
    pub fn new(deleted: Option<Vec<Stored>>) -> Self {
        Self(StoredValue::new(deleted))
    }

    /// It, the first time.
    pub fn take(self) -> Option<Vec<Stored>> {
        self.0.try_update_value(Option::take).flatten()
    }
}
