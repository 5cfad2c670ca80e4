//! The page's beginning, and the site as an installed app: kept for when there is no network, updated, and started with
//! files.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::frame::Shell;
use crate::check::checking::{CheckContext, take_files};
use crate::check::state::Checks;
use crate::check::submission::SubmissionDraft;
use crate::embed::serve::{Embed, serve_host};
use crate::i18n::Language;
use crate::i18n::fetched::fetch;
use crate::leaderboard::state::LeaderboardState;
use crate::question::quiz_bar::QuizState;
use crate::reactive::effect;
use crate::run::preview::follow_runs;
use crate::run::state::RunForms;
use crate::score::rows::follow_scores;
use crate::settings::forget::{deleted_before, follow_other_tabs};
use crate::settings::page::Deleted;
use crate::shell::around::host;
use crate::shell::by_address::{AddressContext, ByAddress};
use crate::shell::crash;
use crate::shell::navigation::Navigation;
use crate::shell::notice::Notice;
use crate::shell::notices::Notices;
use crate::shell::preferences::{Preferences, first_locale};
use crate::shell::recent::{RecentFiles, follow_kept};
use crate::shell::session::Session;
use web::focus::keep_near_presses;
use web::{launch_queue, service_worker};

/// Shows the page, once the texts of its language are there.
pub fn start() {
    crash::watch_panics();
    keep_near_presses();
    // That of Leptos works only once the page is mounted.
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
    provide_context(LeaderboardState::new());
    let session = Session::new();
    provide_context(session);
    provide_context(QuizState::new(session));
    let embed = Embed::new(host(), session.custody);
    provide_context(embed);
    serve_host(embed, CheckContext::of_page(), preferences);
    provide_context(ByAddress::new());
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
    open_launched_files(CheckContext::of_page());
    AddressContext::of_page().follow_link();
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

/// Keeps the site for when there is no network, and tells of new versions.
pub fn keep_offline(notices: Notices) {
    spawn_local(async move {
        // Without it the page is the same as long as there is a network, so that nobody needs to be told.
        if let Err(error) = service_worker::register(move || notices.push(Notice::NewVersion)).await {
            leptos::logging::log!("not kept for when there is no network: {error:?}");
        }
    });
}

/// Reloads the page, as its new version.
pub fn begin_new_version() {
    spawn_local(async {
        if let Err(error) = service_worker::begin_new_version().await {
            leptos::logging::warn!("{error:?}");
        }
    });
}

/// Opens the files that the system starts the app with, as if they had been dropped.
pub fn open_launched_files(context: CheckContext) {
    let open = move |files| match files {
        Ok(files) => take_files(context, files),
        Err(failure) => context.notices.push(Notice::Failed(failure)),
    };
    if let Err(error) = launch_queue::on_files(open) {
        leptos::logging::warn!("{error:?}");
    }
}
