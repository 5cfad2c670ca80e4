//! The language of the page.

use leptos::prelude::*;

use crate::reactive::{dynamic_text, dynamic_value, handler};
use crate::state::preferences::Preferences;

/// Offers the next language, in that language.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let next = move || preferences.language.get().locale().next();
    view! {
        <button
            type="button"
            class="button button--quiet"
            lang=dynamic_value(move || next().tag())
            on:click=handler(move |_| preferences.set_language(next()))
        >
            {dynamic_text(move || next().own_name())}
        </button>
    }
}
