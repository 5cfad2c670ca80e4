//! The whole window takes dropped files.

use leptos::ev;
use leptos::prelude::*;

use crate::reactive::{dynamic_text, dynamic_value};
use crate::state::preferences::Preferences;
use crate::state::recent::RecentFiles;
use crate::state::route::Page;
use crate::tasks::check::{CheckDesk, take_files};
use crate::tasks::folder::take_dropped;
use crate::tasks::open::files_of;
use crate::tasks::recent::remember_dropped;
use crate::tasks::run::RunDesk;
use web::folder::dropped;

/// Says that files may be dropped while they hover over the window.
#[component]
pub fn DropOverlay() -> impl IntoView {
    let desk = CheckDesk::of_page();
    let run = RunDesk::of_page();
    let page = desk.navigation.page();
    let preferences = expect_context::<Preferences>();
    let recent = expect_context::<RecentFiles>();
    let hovering = RwSignal::new(false);
    window_event_listener(ev::dragover, move |event| {
        if carries_files(&event) {
            event.prevent_default();
            if !hovering.get_untracked() {
                desk.session.expect_files();
                hovering.set(true);
            }
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
            let data = event.data_transfer();
            if let Some(folder) = data.as_ref().and_then(dropped) {
                take_dropped(desk, run, folder);
                return;
            }
            remember_dropped(recent, data.as_ref());
            take_files(desk, files_of(data.and_then(|data| data.files())));
        }
    });
    let words = move || {
        let words = preferences.messages();
        match page.get() {
            Page::Check => (words.check.drop_here, words.check.drop_kinds),
            _ => (words.shell.drop_here, words.shell.drop_kinds),
        }
    };
    view! {
        <div class="drop" hidden=dynamic_value(move || !hovering.get())>
            <p class="drop__text">{dynamic_text(move || words().0)}</p>
            <p>{dynamic_text(move || words().1)}</p>
        </div>
    }
}

fn carries_files(event: &ev::DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}
