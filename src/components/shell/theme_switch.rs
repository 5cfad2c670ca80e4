//! Light, dark, or as the system.

use leptos::prelude::*;

use crate::components::common::icon::{Icon, IconView};
use crate::reactive::handler;
use crate::state::preferences::{Preferences, Theme};

/// Goes through the themes; its label says which one is on.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let label = move || {
        let words = preferences.messages();
        match preferences.theme.get() {
            Theme::System => words.shell.theme_system,
            Theme::Light => words.shell.theme_light,
            Theme::Dark => words.shell.theme_dark,
        }
    };
    view! {
        <button
            type="button"
            class="button button--icon"
            aria-label=label
            title=label
            on:click=handler(move |_| preferences.set_theme(preferences.theme.get_untracked().next()))
        >
            <IconView icon=Icon::Theme />
        </button>
    }
}
