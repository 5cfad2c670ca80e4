//! The way out of a frame.

use leptos::prelude::*;

use crate::components::common::icon::{Icon, IconView};
use crate::state::navigation::Navigation;
use crate::state::preferences::tr;

/// Opens what is shown in a tab of its own, where everything is allowed.
#[component]
pub fn OpenInTab(
    /// Class of the link.
    class: &'static str,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let address = move || {
        let page = navigation.page().get();
        // What was asked of the frame alone (theme, language) stands before the `#` and is left out.
        let path = window().location().pathname().unwrap_or_default();
        format!("{path}{}", navigation.of_page(page))
    };
    view! {
        <a class=class href=address target="_blank" rel="noopener">
            <IconView icon=Icon::Outside />
            {tr(|m| m.embed.open_in_tab)}
        </a>
    }
}
