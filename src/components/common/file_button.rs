//! A button that lets the user choose files.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use web_sys::File;

use crate::reactive::handler;
use crate::state::navigation::Navigation;
use crate::state::notices::Notices;
use crate::state::recent::RecentFiles;
use crate::state::session::Session;
use crate::tasks::open::{files_of, open_files};
use crate::tasks::recent::choose_files;

/// Opens the browser's file picker; what is chosen is opened, where nothing else is to be done with it.
#[component]
pub fn FileButton(
    /// Class of the button.
    class: &'static str,
    /// The button's name where its content is only a picture.
    #[prop(into)]
    label: Signal<&'static str>,
    /// What is done with the files instead.
    #[prop(optional)]
    on_files: Option<UnsyncCallback<Vec<File>>>,
    /// The button's content.
    children: Children,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let navigation = expect_context::<Navigation>();
    let input = NodeRef::<html::Input>::new();
    let recent = expect_context::<RecentFiles>();
    let open = move |files: Vec<File>| match on_files {
        Some(on_files) => on_files.run(files),
        None => open_files(session, notices, navigation, files),
    };
    let press = move |_: ev::MouseEvent| {
        choose_files(recent, open, move || {
            if let Some(input) = input.get_untracked() {
                input.click();
            }
        });
    };
    let chosen = move |_: ev::Event| {
        if let Some(input) = input.get_untracked() {
            open(files_of(input.files()));
            // Choosing the same file again must count as a change.
            input.set_value("");
        }
    };
    view! {
        <button
            type="button"
            class=class
            aria-label=label
            title=label
            on:click=press
            on:focus=handler(move |_| session.expect_files())
            on:pointerenter=handler(move |_| session.expect_files())
        >
            {children()}
        </button>
        <input node_ref=input type="file" multiple hidden tabindex="-1" aria-hidden="true" on:change=chosen />
    }
}
