//! The list of keys.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use crate::app::i18n::Messages;
use crate::app::state::preferences::{Preferences, tr};

type Entry = (&'static [&'static str], fn(&'static Messages) -> &'static str);

const KEYS: [Entry; 19] = [
    (&["g", "d"], |m| m.key_data),
    (&["g", "e"], |m| m.key_explore),
    (&["g", "r"], |m| m.run.key),
    (&["g", "s"], |m| m.key_score),
    (&["g", "c"], |m| m.check.key),
    (&["g", "b"], |m| m.board.key),
    (&["j"], |m| m.key_next),
    (&["k"], |m| m.key_previous),
    (&["/"], |m| m.key_jump),
    (&["Enter"], |m| m.key_open),
    (&["Esc"], |m| m.key_back),
    (&["Space"], |m| m.key_answer),
    (&["a", "…", "e"], |m| m.question_view.key_pick),
    (&["f"], |m| m.key_full),
    (&["0"], |m| m.key_fit),
    (&["1"], |m| m.key_actual),
    (&["+", "-"], |m| m.key_zoom),
    (&["i"], |m| m.question_view.key_invert),
    (&["?"], |m| m.key_keys),
];

/// The keys in a dialog; Esc closes it.
#[component]
pub fn KeysDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if !open.get() {
            dialog.close();
        } else if let Err(error) = dialog.show_modal() {
            leptos::logging::warn!("{error:?}");
        }
    });
    let rows = KEYS
        .map(|(keys, meaning)| {
            let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect_view();
            view! {
                <div class="keys__row">
                    <dt>{keys}</dt>
                    <dd>{tr(meaning)}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <dialog
            class="keys"
            node_ref=dialog
            aria-labelledby="keys-title"
            on:close=move |_: ev::Event| open.set(false)
        >
            <h2 id="keys-title">{tr(|m| m.keys_title)}</h2>
            <dl class="keys__list">{rows}</dl>
            <label class="keys__switch">
                <input
                    type="checkbox"
                    aria-describedby="keys-switch-about"
                    prop:checked=preferences.single_keys
                    on:change=move |event| preferences.set_single_keys(event_target_checked(&event))
                />
                {tr(|m| m.question_view.single_keys)}
            </label>
            <p id="keys-switch-about" class="keys__about">{tr(|m| m.question_view.single_keys_about)}</p>
            <button type="button" class="button" on:click=move |_| open.set(false)>{tr(|m| m.close)}</button>
        </dialog>
    }
}
