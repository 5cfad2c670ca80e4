//! The page's beginning.

use leptos::prelude::*;

use super::components::shell::frame::Shell;
use super::queries::run::follow_runs;
use super::queries::score::follow_scores;
use super::state::board::BoardState;
use super::state::checks::Checks;
use super::state::crash;
use super::state::navigation::Navigation;
use super::state::notices::Notices;
use super::state::preferences::Preferences;
use super::state::quiz::QuizState;
use super::state::run::RunForms;
use super::state::session::Session;
use super::state::submission::SubmissionDraft;
use crate::web::host::host;

/// Starts the worker and shows the page.
pub fn start() {
    crash::watch_panics();
    leptos::mount::mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    provide_context(host());
    provide_context(Preferences::new());
    let navigation = Navigation::new();
    provide_context(navigation);
    provide_context(Notices::new());
    provide_context(Checks::new());
    provide_context(SubmissionDraft::new());
    provide_context(BoardState::new());
    let session = Session::new();
    provide_context(session);
    provide_context(QuizState::new(session));
    provide_context(RunForms::new(navigation));
    follow_runs(session);
    follow_scores(session, navigation);
    // What a page showed of a dataset means nothing once another one is open. An address that was opened before any
    // dataset keeps its row for the first one.
    let had_dataset = StoredValue::new(false);
    Effect::watch(
        move || session.dataset_number.get(),
        move |_, _, _| {
            if had_dataset.get_value() {
                navigation.forget_rows();
            }
            had_dataset.set_value(session.dataset.with_untracked(Option::is_some));
        },
        false,
    );
    view! { <Shell /> }
}
