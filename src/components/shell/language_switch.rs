//! English or Chinese.

use leptos::prelude::*;

use crate::i18n::Language;
use crate::reactive::{dynamic_text, dynamic_value, handler};
use crate::state::preferences::Preferences;

/// Offers the other language, in that language.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let other = move || match preferences.language.get() {
        Language::English => Language::Chinese,
        Language::Chinese => Language::English,
    };
    view! {
        <button
            type="button"
            class="button button--quiet"
            lang=dynamic_value(move || other().tag())
            on:click=handler(move |_| preferences.set_language(other()))
        >
            {dynamic_text(move || other().own_name())}
        </button>
    }
}
