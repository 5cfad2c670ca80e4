//! The datasets that were opened before, and the handles of files that were opened in this visit.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use protocol::recent::RecentDataset;

/// A dataset that was opened before.
#[derive(Debug, Clone, PartialEq)]
pub struct RecentEntry {
    /// What is known of it.
    pub dataset: RecentDataset,
    /// The handles of its files; none where they have to be dropped again.
    pub handles: Vec<JsValue>,
}

/// The datasets that were opened before.
#[derive(Clone, Copy)]
pub struct RecentFiles {
    /// The list, the one opened last first.
    pub list: RwSignal<Vec<RecentEntry>, LocalStorage>,
    /// Handles of files opened in this visit, in the order of opening.
    pub handles: StoredValue<Vec<JsValue>, LocalStorage>,
}

impl RecentFiles {
    /// An empty list.
    pub fn new() -> Self {
        Self { list: RwSignal::new_local(Vec::new()), handles: StoredValue::new_local(Vec::new()) }
    }
}

impl Default for RecentFiles {
    fn default() -> Self {
        Self::new()
    }
}
