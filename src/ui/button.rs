//! Buttons and menus that several pages share.

use leptos::prelude::*;
use leptos::{ev, html};
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlDetailsElement, HtmlElement, KeyboardEvent, Node};

use super::icon::{Icon, IconView};
use crate::reactive::handler;
use crate::shell::by_address::linked;
use crate::shell::navigation::Navigation;
use crate::shell::notices::Notices;
use crate::shell::opening::{files_of, open_files};
use crate::shell::preferences::tr;
use crate::shell::recent::{RecentFiles, choose_files};
use crate::shell::session::Session;

/// Opens the browser's file picker; what is chosen is opened, where nothing else is to be done with it.
#[component]
pub fn FileButton(
    /// Class of the button.
    class: &'static str,
    /// The button's name where its content is only an image.
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

/// Closes what is open. Where list and open row stand one above the other and little is seen of the list, its words are
/// those of going back; `style/components/close-open.css` chooses.
#[component]
pub fn CloseOpen(
    /// Told to close.
    close: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class="button close-open" title=tr(|m| m.shell.close) on:click=handler(move |_| close.run(()))>
            <IconView icon=Icon::Close />
            <span class="close-open__close unseen">{tr(|m| m.shell.close)}</span>
            <span class="close-open__back">{tr(|m| m.shell.back_to_list)}</span>
        </button>
    }
}

/// What is told in the place of a row that is not there, or not yet: it can be closed all the same.
pub fn nothing_open(told: AnyView, close: Callback<()>) -> AnyView {
    view! { <div class="question__head question__head--bare">{told} <CloseOpen close /></div> }.into_any()
}

/// Opens what is shown in a tab of its own, where everything is allowed.
#[component]
pub fn OpenInTab(
    /// Class of the link.
    class: &'static str,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let address = move || {
        let page = navigation.page().get();
        // What was asked of the frame alone (theme, language) stands before the `#` and is left out.
        let path = window().location().pathname().unwrap_or_default();
        format!("{path}{}{}", linked(), navigation.of_page(page))
    };
    view! {
        <a class=class href=address target="_blank" rel="noopener">
            <IconView icon=Icon::Outside />
            {tr(|m| m.embed.open_in_tab)}
        </a>
    }
}

/// Closes a menu when something beside it is pressed.
pub fn close_when_left(menu: NodeRef<html::Details>) {
    let listener = window_event_listener(ev::pointerdown, move |event| {
        let Some(menu) = menu.get_untracked() else { return };
        let pressed = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        if !menu.contains(pressed.as_ref()) {
            menu.set_open(false);
        }
    });
    on_cleanup(move || listener.remove());
}

/// Closes a menu on Escape, with the focus back on its title.
pub fn close_on_escape(menu: NodeRef<html::Details>, event: &KeyboardEvent) {
    let Some(menu) = menu.get_untracked().filter(HtmlDetailsElement::open) else { return };
    if event.key() != "Escape" {
        return;
    }
    event.prevent_default();
    close(&menu);
}

/// Closes a menu, with the focus back on its title.
pub fn close(menu: &HtmlDetailsElement) {
    menu.set_open(false);
    let title = menu.query_selector("summary").ok().flatten().and_then(|title| title.dyn_into::<HtmlElement>().ok());
    if let Some(Err(error)) = title.map(|title| title.focus()) {
        leptos::logging::warn!("{error:?}");
    }
}
