//! What stands above a page in a frame: the name, what is loaded, and the way into a tab.

use leptos::html;
use leptos::prelude::*;

use super::loaded_files::LoadedFiles;
use crate::components::common::open_in_tab::OpenInTab;
use crate::i18n::fill;
use crate::reactive::{dynamic, dynamic_value};
use crate::state::embed::Embed;
use crate::state::preferences::{Preferences, tr};

/// In the place of header and navigation.
#[component]
pub fn EmbedBar() -> impl IntoView {
    let embed = expect_context::<Embed>();
    view! {
        <header class="header embed-bar" aria-label=tr(|m| m.embed.bar)>
            <span class="embed-bar__name">"GMAI Scope"</span>
            <LoadedFiles />
            <OpenInTab class="button button--quiet" />
            {dynamic(move || embed.asks_consent().then(|| view! { <Consent /> }))}
        </header>
    }
}

/// Lets the visitor decide whether the page around sees figures of the visitor's files.
#[component]
fn Consent() -> impl IntoView {
    let embed = expect_context::<Embed>();
    let preferences = expect_context::<Preferences>();
    let check = NodeRef::<html::Input>::new();
    let changed = move |_| {
        if let Some(check) = check.get_untracked() {
            embed.consent.set(check.checked());
        }
    };
    let words = move || {
        let site = embed.origin.get().unwrap_or_default();
        let site = site.split_once("://").map_or(site.as_str(), |(_, site)| site);
        fill(preferences.messages().embed.let_hear, &[("site", site)])
    };
    view! {
        <label class="embed-bar__consent">
            <input node_ref=check type="checkbox" prop:checked=dynamic_value(move || embed.consent.get()) on:change=changed />
            <span>{dynamic(words)}</span>
        </label>
    }
}
