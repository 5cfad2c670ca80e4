//! A failure in words.

use leptos::prelude::*;

use crate::i18n::explain;
use crate::reactive::{dynamic_text, memo};
use crate::state::preferences::Preferences;
use crate::state::session::Session;
use protocol::Failure;

/// What happened, and what to do.
#[component]
pub fn FailureNote(
    /// The failure.
    failure: Failure,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let session = expect_context::<Session>();
    let explained = memo(move || session.parts.with(|parts| explain(preferences.language.get(), &failure, parts)));
    view! {
        <div class="note note--fault" role="alert">
            <p class="note__what">{dynamic_text(move || explained.with(|explained| explained.what.clone()))}</p>
            <p class="note__next">{dynamic_text(move || explained.with(|explained| explained.next))}</p>
        </div>
    }
}
