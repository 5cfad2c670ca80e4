//! The explore page: filters on the left, the questions that pass them, and the open one beside them.

use leptos::prelude::*;

use super::panel::Panel;
use super::published::Published;
use super::results::Results;
use crate::queries::explore::Explorer;
use crate::reactive::{dynamic, effect, memo};
use crate::state::navigation::Navigation;
use crate::state::session::Session;
use crate::tasks::embed::tell_selection;
use crate::tasks::filter::Filtering;

/// Windows narrower than this begin with the filters hidden, in pixels; `style/components/explore.css` says the same.
const NARROW: f64 = 760.0;

/// The page, with or without a dataset.
#[component]
pub fn ExplorePage() -> impl IntoView {
    let session = expect_context::<Session>();
    let navigation = expect_context::<Navigation>();
    let explorer = Explorer::new(session, navigation);
    provide_context(explorer);
    tell_selection(expect_context(), explorer);
    provide_context(Filtering::new(navigation));
    let loaded = memo(move || session.dataset.with(Option::is_some));
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    let is_wide = width.is_none_or(|width| width > NARROW);
    // Where the filters would lie over the results they begin hidden; without results the tree is what there is to see.
    let panel_open = RwSignal::new(true);
    effect(move || panel_open.set(is_wide || !loaded.get()));
    let files = memo(move || explorer.found.read(|summary| summary.accuracy.len().min(3)).unwrap_or_default());
    let class = move || {
        let panel = if panel_open.get() { "" } else { "explore--closed" };
        let width = if loaded.get() { files.get().to_string() } else { "published".to_owned() };
        format!("explore explore--{width} {panel}")
    };
    view! {
        <div class=class>
            <Panel open=panel_open />
            {dynamic(move || {
                if loaded.get() {
                    view! { <div class="explore__results"><Results panel_open is_wide /></div> }.into_any()
                } else {
                    view! { <Published panel_open /> }.into_any()
                }
            })}
        </div>
    }
}
