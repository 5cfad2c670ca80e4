//! Name, what is loaded, and switches.

use leptos::prelude::*;

use super::dataset_chip::DatasetChip;
use super::language_switch::LanguageSwitch;
use super::predictions_chip::PredictionsChip;
use super::theme_switch::ThemeSwitch;
use crate::app::components::common::file_button::FileButton;
use crate::app::components::common::icon::{Icon, IconView};
use crate::app::state::navigation::Navigation;
use crate::app::state::preferences::tr;
use crate::app::state::route::Page;
use crate::app::state::session::Session;

/// The bar at the top.
#[component]
pub fn Header(
    /// Whether the list of keys is open.
    keys_open: RwSignal<bool>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let page = expect_context::<Navigation>().page();
    let has_dataset = Memo::new(move |_| session.dataset.with(Option::is_some));
    let ids = Memo::new(move |_| session.predictions.with(|list| list.iter().map(|file| file.id).collect::<Vec<_>>()));
    view! {
        <header class="header">
            <a class="header__name" href="#/data">"GMAI Scope"</a>
            <ul class="header__chips" aria-label=tr(|m| m.loaded)>
                {move || has_dataset.get().then(|| view! { <li><DatasetChip /></li> })}
                <For each=move || ids.get() key=|id| *id let:id>
                    <li><PredictionsChip id /></li>
                </For>
                <li>
                    <FileButton class="button button--icon" label=Signal::derive(tr(|m| m.open_files))>
                        <IconView icon=Icon::Add />
                    </FileButton>
                </li>
            </ul>
            <div class="header__switches">
                <LanguageSwitch />
                <ThemeSwitch />
                <button
                    type="button"
                    class="button button--icon"
                    aria-label=tr(|m| m.keys_title)
                    title=tr(|m| m.keys_title)
                    on:click=move |_| keys_open.set(true)
                >
                    "?"
                </button>
                <a
                    class="button button--icon"
                    href="#/settings"
                    aria-current=move || (page.get() == Page::Settings).then_some("page")
                    aria-label=tr(|m| m.settings.title)
                    title=tr(|m| m.settings.title)
                >
                    <IconView icon=Icon::Settings />
                </a>
            </div>
        </header>
    }
}
