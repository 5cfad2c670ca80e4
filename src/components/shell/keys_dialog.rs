//! The list of keys.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::key_list::KeyList;
use crate::reactive::{effect, handler};
use crate::state::preferences::{Preferences, tr};

/// The keys in a dialog; Esc closes it.
#[component]
pub fn KeysDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let dialog = NodeRef::<html::Dialog>::new();
    effect(move || {
        let Some(dialog) = dialog.get() else { return };
        if !open.get() {
            dialog.close();
        } else if let Err(error) = dialog.show_modal() {
            leptos::logging::warn!("{error:?}");
        }
    });
    view! {
        <dialog
            class="keys"
            node_ref=dialog
            aria-labelledby="keys-title"
            on:close=move |_: ev::Event| open.set(false)
        >
            <h2 id="keys-title">{tr(|m| m.keys.title)}</h2>
            <KeyList />
            <label class="keys__switch">
                <input
                    type="checkbox"
                    aria-describedby="keys-switch-about"
                    prop:checked=preferences.single_keys
                    on:change=move |event| preferences.set_single_keys(event_target_checked(&event))
                />
                {tr(|m| m.question.single_keys)}
            </label>
            <p id="keys-switch-about" class="keys__about">{tr(|m| m.question.single_keys_about)}</p>
            <button type="button" class="button" on:click=handler(move |_| open.set(false))>{tr(|m| m.shell.close)}</button>
        </dialog>
    }
}
