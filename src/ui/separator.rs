//! The bar between two panes, which is dragged or moved by arrow keys.

use leptos::prelude::*;
use leptos::{ev, html};

use super::pane::Pane;
use crate::reactive::{dynamic_value, effect, handler};
use web::storage;

/// A pane's size, kept for later visits; `None` as long as the style sheet decides.
#[derive(Clone, Copy)]
pub struct PaneSize {
    pane: Pane,
    size: RwSignal<Option<u32>>,
}

impl PaneSize {
    /// The size as it was kept.
    pub fn new(pane: Pane) -> Self {
        Self { pane, size: RwSignal::new(storage::read(&key(pane)).and_then(|kept| pane.kept(&kept))) }
    }

    /// As a CSS length, where the user has chosen one.
    pub fn length(self) -> Option<String> {
        self.size.get().map(|size| format!("{size}%"))
    }

    fn set(self, size: u32) {
        storage::write(&key(self.pane), &size.to_string());
        self.size.set(Some(size));
    }
}

fn key(pane: Pane) -> String {
    format!("gmai-scope.pane-{}", pane.name)
}

/// The bar. It stands between the panes, within the element whose room they share.
#[component]
pub fn Separator(
    /// The pane whose size it sets.
    size: PaneSize,
    /// What it separates.
    #[prop(into)]
    label: Signal<&'static str>,
    /// The id of the pane.
    controls: &'static str,
) -> impl IntoView {
    let PaneSize { pane, .. } = size;
    let bar = NodeRef::<html::Div>::new();
    let is_dragged = StoredValue::new(false);
    let measured = move |distance: Option<f64>| {
        let bar = bar.get_untracked()?;
        let room = bar.parent_element()?.get_bounding_client_rect();
        let distance = distance.unwrap_or_else(|| bar.get_bounding_client_rect().left());
        Some(pane.size_at(distance - room.left(), room.width()))
    };
    // As the style sheet has it, once that is laid out.
    let laid_out = RwSignal::new(None::<u32>);
    effect(move || {
        if bar.get().is_some() {
            laid_out.set(measured(None));
        }
    });
    let now = move || size.size.get().or_else(|| laid_out.get());
    let press = move |event: ev::PointerEvent| {
        event.prevent_default();
        let Some(bar) = bar.get_untracked() else { return };
        is_dragged.set_value(bar.set_pointer_capture(event.pointer_id()).is_ok());
    };
    let drag = move |event: ev::PointerEvent| {
        if let (true, Some(dragged)) = (is_dragged.get_value(), measured(Some(f64::from(event.client_x())))) {
            size.set(dragged);
        }
    };
    let release = move |_: ev::PointerEvent| is_dragged.set_value(false);
    let pressed = move |event: ev::KeyboardEvent| {
        let from = measured(None).unwrap_or_default();
        if let Some(moved) = pane.size_after(&event.key(), from) {
            event.prevent_default();
            size.set(moved);
        }
    };
    view! {
        <div
            node_ref=bar
            role="separator"
            class="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label=label
            aria-controls=controls
            aria-valuemin=pane.limits.0
            aria-valuemax=pane.limits.1
            aria-valuenow=dynamic_value(now)
            on:pointerdown=press
            on:pointermove=drag
            on:pointerup=handler(release)
            on:pointercancel=handler(release)
            on:keydown=pressed
        ></div>
    }
}
