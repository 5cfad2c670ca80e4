//! The page's beginning.

use leptos::prelude::*;

use super::components::shell::frame::Shell;
use super::queries::score::follow_scores;
use super::state::crash;
use super::state::navigation::Navigation;
use super::state::notices::Notices;
use super::state::preferences::Preferences;
use super::state::session::Session;

/// Starts the worker and shows the page.
pub fn start() {
    crash::watch_panics();
    leptos::mount::mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    provide_context(Preferences::new());
    let navigation = Navigation::new();
    provide_context(navigation);
    provide_context(Notices::new());
    let session = Session::new();
    provide_context(session);
    follow_scores(session, navigation);
    // What a page showed of a dataset means nothing once another one is open.
    Effect::watch(
        move || session.parts.get(),
        move |_, earlier, _| {
            if earlier.is_some_and(|earlier| !earlier.is_empty()) {
                navigation.forget_rows();
            }
        },
        true,
    );
    view! { <Shell /> }
}
