//! The way back from what is open beside a list.

use leptos::prelude::*;

use super::icon::{Icon, IconView};
use crate::reactive::handler;
use crate::state::preferences::tr;

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
