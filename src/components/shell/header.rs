//! Name, what is loaded, and switches.

use leptos::prelude::*;

use super::language_switch::LanguageSwitch;
use super::loaded_files::LoadedFiles;
use super::theme_switch::ThemeSwitch;
use crate::components::common::icon::{Icon, IconView};
use crate::reactive::{dynamic_value, handler};
use crate::state::navigation::Navigation;
use crate::state::preferences::tr;
use crate::state::route::Page;

/// The bar at the top.
#[component]
pub fn Header(
    /// Whether the list of keys is open.
    keys_open: RwSignal<bool>,
) -> impl IntoView {
    let page = expect_context::<Navigation>().page();
    view! {
        <header class="header">
            <a class="header__name" href="#/data">"GMAI Scope"</a>
            <LoadedFiles />
            <div class="header__switches">
                <LanguageSwitch />
                <ThemeSwitch />
                <button
                    type="button"
                    class="button button--icon"
                    aria-label=tr(|m| m.keys.title)
                    title=tr(|m| m.keys.title)
                    on:click=handler(move |_| keys_open.set(true))
                >
                    "?"
                </button>
                <a
                    class="button button--icon"
                    href="#/settings"
                    aria-current=dynamic_value(move || (page.get() == Page::Settings).then_some("page"))
                    aria-label=tr(|m| m.settings.title)
                    title=tr(|m| m.settings.title)
                >
                    <IconView icon=Icon::Settings />
                </a>
            </div>
        </header>
    }
}
