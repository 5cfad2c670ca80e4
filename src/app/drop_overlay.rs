//! The whole window takes dropped files.

use std::collections::BTreeSet;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::folder::{is_model, may_be_table};
use crate::check::checking::{CheckContext, check_files, take_files};
use crate::reactive::{dynamic_text, dynamic_value};
use crate::run::local::tasks::take_model;
use crate::run::tasks::RunContext;
use crate::shell::address::Page;
use crate::shell::opening::{files_of, open_folder};
use crate::shell::preferences::Preferences;
use crate::shell::recent::{RecentFiles, remember_dropped};
use protocol::Failure;
use web::fetch::describe;
use web::file_bytes::size_of;
use web::folder::{DroppedFolder, FolderFile, dropped};

/// Says that files may be dropped while they hover over the window.
#[component]
pub fn DropOverlay() -> impl IntoView {
    let context = CheckContext::of_page();
    let run = RunContext::of_page();
    let page = context.navigation.page();
    let preferences = expect_context::<Preferences>();
    let recent = expect_context::<RecentFiles>();
    let hovering = RwSignal::new(false);
    window_event_listener(ev::dragover, move |event| {
        if carries_files(&event) {
            event.prevent_default();
            if !hovering.get_untracked() {
                context.session.expect_files();
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
                take_dropped(context, run, folder);
                return;
            }
            remember_dropped(recent, data.as_ref());
            take_files(context, files_of(data.and_then(|data| data.files())));
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

/// Takes a dropped folder for what its files are.
pub fn take_dropped(context: CheckContext, run: RunContext, folder: DroppedFolder) {
    spawn_local(async move {
        let name = folder.name();
        let files = match folder.files().await {
            Ok(files) => files,
            Err(error) => return run.tell(Failure::FileGone { name, detail: describe(&error) }),
        };
        if run.state.host.allows_keys() && is_model(files.iter().map(|(path, _)| path.as_str())) {
            take_model(run, files).await;
        } else if context.navigation.page_now() == Page::Check {
            check_files(context, tables(files));
        } else {
            open_folder(context.session, context.notices, context.navigation, name, tables(files));
        }
    });
}

/// The files that may be tables, each once: an evaluation links its latest results from the folder above.
fn tables(files: Vec<FolderFile>) -> Vec<File> {
    let mut known = BTreeSet::new();
    let mut is_new = |file: &File| known.insert((file.name(), size_of(file), file.last_modified().to_bits()));
    let tables = files.into_iter().filter(|(path, _)| may_be_table(path)).map(|(_, file)| file);
    tables.filter(|file| is_new(file)).collect()
}
