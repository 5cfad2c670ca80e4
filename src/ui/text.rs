//! Marked text, a failure in words, what became of a key, and a share as a bar.

use leptos::prelude::*;

use super::marks::pieces;
use crate::i18n::{explain, fill};
use crate::reactive::{dynamic, dynamic_text, dynamic_value, memo};
use crate::shell::host_key::HostKey;
use crate::shell::preferences::Preferences;
use crate::shell::session::Session;
use protocol::Failure;

/// A text with its matches marked.
pub fn marked(text: &str, marks: &[(u32, u32)]) -> Vec<AnyView> {
    let pieces = pieces(text, marks).into_iter();
    let view = |(piece, is_match): (&str, bool)| {
        let piece = piece.to_owned();
        if is_match { view! { <mark>{piece}</mark> }.into_any() } else { piece.into_any() }
    };
    pieces.map(view).collect()
}

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

/// Why a key or token that was entered is no longer in its field: the form names another host now.
#[component]
pub fn OtherHost(
    /// What was entered last.
    key: RwSignal<HostKey>,
    /// The host that the form names.
    host: Memo<Option<String>>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let other = memo(move || host.with(|host| key.with(|key| key.other_host(host.as_deref()).map(str::to_owned))));
    let text = move || Some(fill(preferences.messages().shell.entered_for, &[("host", &other.get()?)]));
    view! { <p class="form__cleared" role="status">{dynamic(text)}</p> }
}

/// A bar as long as a share; the figure beside it says the same in words.
#[component]
pub fn Bar(
    /// Between 0 and 1.
    #[prop(into)]
    share: Signal<f64>,
) -> impl IntoView {
    view! {
        <span class="bar" aria-hidden="true">
            <span class="bar__fill" style:width=dynamic_value(move || format!("{:.2}%", share.get() * 100.0))></span>
        </span>
    }
}
