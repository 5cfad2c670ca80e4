//! The models that this browser keeps.

use leptos::prelude::*;

use crate::components::common::failure_note::FailureNote;
use crate::i18n::fill;
use crate::reactive::{dynamic, memo};
use crate::run_form::size;
use crate::state::preferences::{Preferences, tr};
use crate::tasks::local::delete_kept;
use crate::tasks::run::RunDesk;
use engine::local::{LocalError, LocalErrorKind};
use protocol::Failure;
use protocol::local::KeptModel;
use protocol::run::RunFault;

/// Each with its size and a button that deletes it; nothing where there is none. A model that found no room is told of.
#[component]
pub fn KeptModels() -> impl IntoView {
    let desk = RunDesk::of_page();
    let preferences = expect_context::<Preferences>();
    let changes = memo(move || desk.state.local.with(|news| news.changes.kept));
    let entry = move |KeptModel { name, bytes, .. }: KeptModel| {
        let (shown, told) = (name.clone(), name.clone());
        let label = move || fill(preferences.messages().local.kept_delete, &[("name", &told)]);
        let delete = move |_| delete_kept(desk, name.clone());
        view! {
            <li class="open-files__file">
                <span class="open-files__name">{shown}</span>
                <span class="files__size muted">{size(bytes)}</span>
                <button type="button" class="button button--quiet" aria-label=label on:click=delete>
                    {tr(|m| m.runs.delete)}
                </button>
            </li>
        }
    };
    let no_room = move || {
        desk.session.model_not_kept.get().then(|| {
            let failure = Failure::Run(RunFault::Local(LocalError::new(LocalErrorKind::StorageFull, "")));
            view! { <FailureNote failure /> }
        })
    };
    let list = move || {
        changes.with(|_| ());
        let kept = desk.state.local.with_untracked(|news| news.kept.clone());
        (!kept.is_empty()).then(|| {
            view! {
                <section aria-label=tr(|m| m.local.kept_title)>
                    <h3 class="section__subtitle">{tr(|m| m.local.kept_title)}</h3>
                    <ul class="open-files">{kept.into_iter().map(entry).collect_view()}</ul>
                </section>
            }
        })
    };
    view! {
        <div role="status">{dynamic(no_room)}</div>
        {dynamic(list)}
    }
}
