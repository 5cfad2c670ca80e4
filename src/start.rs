//! The page's beginning.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::components::shell::frame::Shell;
use super::queries::run::follow_runs;
use super::queries::score::follow_scores;
use super::state::board::BoardState;
use super::state::checks::Checks;
use super::state::crash;
use super::state::deleted::Deleted;
use super::state::embed::Embed;
use super::state::navigation::Navigation;
use super::state::notices::{Notice, Notices};
use super::state::preferences::{Preferences, first_locale};
use super::state::quiz::QuizState;
use super::state::recent::RecentFiles;
use super::state::run::RunForms;
use super::state::session::Session;
use super::state::submission::SubmissionDraft;
use super::tasks::check::CheckDesk;
use super::tasks::embed::serve_host;
use super::tasks::forget::{deleted_before, follow_other_tabs};
use super::tasks::offline::{keep_offline, open_launched_files};
use super::tasks::recent::follow_kept;
use crate::embed::around::host;
use crate::i18n::Language;
use crate::i18n::fetched::fetch;
use crate::reactive::effect;
use web::focus::keep_near_presses;

/// Shows the page, once the texts of its language are there.
pub fn start() {
    crash::watch_panics();
    keep_near_presses();
    spawn_local(async {
        match fetch(first_locale()).await {
            Ok(language) => leptos::mount::mount_to_body(move || view! { <App language /> }),
            Err(detail) => crash::show_unstarted(&detail),
        }
    });
}

#[component]
fn App(language: Language) -> impl IntoView {
    provide_context(host());
    let notices = Notices::new();
    provide_context(notices);
    let preferences = Preferences::new(language, notices);
    provide_context(preferences);
    let navigation = Navigation::new();
    provide_context(navigation);
    tell_what_links_lack(navigation, notices);
    provide_context(Checks::new());
    provide_context(SubmissionDraft::new());
    provide_context(BoardState::new());
    let session = Session::new();
    provide_context(session);
    provide_context(QuizState::new(session));
    let embed = Embed::new(host(), session.custody);
    provide_context(embed);
    serve_host(embed, CheckDesk::of_page(), preferences);
    let recent = RecentFiles::new();
    provide_context(recent);
    follow_kept(session, recent, notices);
    provide_context(RunForms::new(navigation));
    follow_runs(session);
    follow_scores(session, navigation);
    // What a page showed of a dataset means nothing once another one is open. An address that was opened before any
    // dataset keeps its row for the first one.
    Effect::watch(
        move || session.dataset_id.get(),
        move |_, before, _| {
            if before.copied().flatten().is_some() {
                navigation.forget_rows();
            }
        },
        false,
    );
    follow_other_tabs(session);
    let deleted = deleted_before();
    // What keeps the site would be the first thing to be back.
    if deleted.is_none() {
        keep_offline(notices);
    }
    provide_context(Deleted::new(deleted));
    open_launched_files(CheckDesk::of_page());
    view! { <Shell /> }
}

fn tell_what_links_lack(navigation: Navigation, notices: Notices) {
    effect(move || {
        let rejected = navigation.rejected();
        if rejected.is_empty() {
            notices.withdraw(|notice| matches!(notice, Notice::LinkInPart { .. }));
        } else {
            notices.push(Notice::LinkInPart { rejected });
        }
    });
}
