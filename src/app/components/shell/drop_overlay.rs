//! The whole window takes dropped files.

use leptos::ev;
use leptos::prelude::*;

use crate::app::state::navigation::Navigation;
use crate::app::state::notices::Notices;
use crate::app::state::preferences::tr;
use crate::app::state::session::Session;
use crate::app::tasks::open::{files_of, open_files};

/// Says that files may be dropped while they hover over the window.
#[component]
pub fn DropOverlay() -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let navigation = expect_context::<Navigation>();
    let hovering = RwSignal::new(false);
    window_event_listener(ev::dragover, move |event| {
        if carries_files(&event) {
            event.prevent_default();
            hovering.set(true);
        }
    });
    window_event_listener(ev::dragleave, move |event| {
        // Moving from one element to another leaves the first; only leaving the window has nothing it goes to.
        if event.related_target().is_none() {
            hovering.set(false);
        }
    });
    window_event_listener(ev::drop, move |event| {
        hovering.set(false);
        if carries_files(&event) {
            event.prevent_default();
            open_files(session, notices, navigation, files_of(event.data_transfer().and_then(|data| data.files())));
        }
    });
    view! {
        <div class="drop" hidden=move || !hovering.get()>
            <p class="drop__text">{tr(|m| m.drop_here)}</p>
            <p>{tr(|m| m.drop_kinds)}</p>
        </div>
    }
}

fn carries_files(event: &ev::DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}
