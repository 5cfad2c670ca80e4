//! Going to the question of an index.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::fill;
use crate::queries::rows::find_row;
use crate::reactive::{dynamic, handler};
use crate::state::notices::{Notice, Notices};
use crate::state::preferences::{Preferences, tr};
use crate::state::session::Session;

/// A field for an index.
#[component]
pub fn JumpForm(
    /// Opens a row.
    select: Callback<u32>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let preferences = expect_context::<Preferences>();
    let field = NodeRef::<html::Input>::new();
    let missing = RwSignal::new(None::<String>);
    let jump = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else { return };
        let index = field.value().trim().to_owned();
        if index.is_empty() {
            return;
        }
        spawn_local(async move {
            match find_row(session, index.clone()).await {
                Ok(Some(row)) => {
                    missing.set(None);
                    select.run(row);
                }
                Ok(None) => missing.set(Some(index)),
                Err(failure) => notices.push(Notice::Failed(failure)),
            }
        });
    };
    let leave = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(Err(error)) = field.get_untracked().map(|field| field.blur())
        {
            leptos::logging::warn!("{error:?}");
        }
    };
    let told =
        move || missing.get().map(|index| fill(preferences.messages().explore.jump_missing, &[("index", &index)]));
    view! {
        <form class="jump" on:submit=jump>
            <span class="jump__told" role="status">{dynamic(told)}</span>
            <input
                node_ref=field
                class="field"
                type="text"
                autocomplete="off"
                spellcheck="false"
                aria-label=tr(|m| m.explore.jump_label)
                placeholder=tr(|m| m.explore.jump_label)
                on:keydown=leave
                on:input=handler(move |_| missing.set(None))
            />
            <button type="submit" class="button">{tr(|m| m.explore.jump)}</button>
        </form>
    }
}
