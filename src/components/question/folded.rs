//! A long text of which the beginning is shown until more is asked for.

use leptos::prelude::*;

use crate::format::integer;
use crate::i18n::fill;
use crate::reactive::{dynamic, dynamic_value, handler};
use crate::state::preferences::Preferences;
use crate::text::beginning;

/// Characters that are always shown.
const SHOWN: usize = 280;

/// A text as a model wrote it, folded where it is long.
#[component]
pub fn Folded(
    /// The text.
    text: String,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let open = RwSignal::new(false);
    let Some(start) = beginning(&text, SHOWN) else {
        return view! { <pre class="prediction">{text}</pre> }.into_any();
    };
    let start = format!("{start} …");
    let characters = integer(u64::try_from(text.chars().count()).unwrap_or(u64::MAX));
    let label = move || {
        let words = &preferences.messages().question;
        fill(if open.get() { words.fold } else { words.unfold }, &[("n", &characters)])
    };
    let shown = move || if open.get() { text.clone() } else { start.clone() };
    view! {
        <pre class="prediction" tabindex="0">{dynamic(shown)}</pre>
        <button
            type="button"
            class="link"
            aria-expanded=dynamic_value(move || open.get().to_string())
            on:click=handler(move |_| open.update(|open| *open = !*open))
        >
            {dynamic(label)}
        </button>
    }
    .into_any()
}
