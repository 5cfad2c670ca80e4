//! Forgetting everything that the page keeps in the browser.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::queries::stored::{Survey, look};
use crate::state::recent::RecentFiles;
use crate::state::session::Session;
use web::stored::forget_all;

/// How far forgetting has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Forgetting {
    /// Not asked for.
    #[default]
    Idle,
    /// To be confirmed.
    Asked,
    /// Under way.
    Running,
    /// Ended; the survey tells whether anything is left.
    Done,
}

/// Deletes everything, with the worker ended, since it writes.
pub fn forget_everything(
    session: Session,
    recent: RecentFiles,
    forgetting: RwSignal<Forgetting>,
    survey: RwSignal<Option<Survey>>,
) {
    forgetting.set(Forgetting::Running);
    session.stop_worker();
    recent.list.set(Vec::new());
    recent.handles.set_value(Vec::new());
    spawn_local(async move {
        forget_all().await;
        look(survey).await;
        forgetting.set(Forgetting::Done);
    });
}
