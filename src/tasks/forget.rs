//! Deleting everything that the page keeps in the browser, and all that it has in memory.

use std::cell::Cell;

use leptos::task::spawn_local;

use crate::state::host::Host;
use crate::state::route::Route;
use crate::state::session::Session;
use web::keeping;
use web::stored::{Stored, delete_all};

/// How far deleting has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Forgetting {
    /// Not asked for.
    #[default]
    Idle,
    /// To be confirmed.
    Asked,
    /// Under way; then the page is loaded anew.
    Running,
}

/// Deletes everything, and loads the page anew, so that keys and whatever else is in memory go as well. Does nothing
/// inside another site's page, which could have the user click without seeing on what.
pub fn forget_everything(session: Session, host: Host) {
    if host.allows_keys() {
        close(session);
        keeping::tell_other_tabs(false);
        spawn_local(async {
            let deleted = delete_all().await;
            keeping::tell_other_tabs(true);
            begin_anew(&deleted);
        });
    }
}

/// Closes this tab where another one deletes everything; then deletes what only this one can, as what is kept for the
/// tab, and loads it anew. Before, it would bring back what is not yet deleted.
pub fn follow_other_tabs(session: Session) {
    let follows = Cell::new(false);
    keeping::on_deletion(move |is_over| {
        if keeping::is_allowed() {
            close(session);
            follows.set(true);
        }
        if is_over && follows.get() {
            spawn_local(async { begin_anew(&delete_all().await) });
        }
    });
}

/// What was deleted just before this load of the page, where that was the reason for it.
pub fn deleted_before() -> Option<Vec<Stored>> {
    let text = keeping::take_over()?;
    Some(serde_json::from_str(&text).unwrap_or_default())
}

/// The worker writes, too.
fn close(session: Session) {
    keeping::end();
    session.stop_worker();
}

/// On the page that tells of it, and keeps nothing itself.
fn begin_anew(deleted: &[Stored]) {
    let text = serde_json::to_string(deleted).unwrap_or_default();
    if let Err(error) = keeping::reload_with(&Route::Settings.to_string(), &text) {
        leptos::logging::warn!("{error:?}");
    }
}
