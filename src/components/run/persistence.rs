//! Whether the browser keeps the run, and a copy for where it may not.

use leptos::prelude::*;

use crate::reactive::{dynamic, handler};
use crate::state::preferences::tr;
use crate::tasks::run::{RunDesk, export};
use protocol::run::{RunFile, RunId};

/// What the browser said when it was asked to keep the run; nothing before.
#[component]
pub fn Persistence(
    /// The run, once it has answers.
    id: Signal<Option<RunId>>,
) -> impl IntoView {
    let desk = RunDesk::of_page();
    let journal = move || {
        id.get().map(|id| {
            view! {
                <button type="button" class="link" on:click=handler(move |_| export(desk, id.clone(), RunFile::Journal))>
                    {tr(|m| m.run_now.save_journal)}
                </button>
            }
        })
    };
    move || {
        desk.state.persists.get().map(|persists| {
            if persists {
                view! { <p class="form__hint">{tr(|m| m.run_now.persists)}</p> }.into_any()
            } else {
                view! { <p class="form__hint">{tr(|m| m.run_now.may_go)} " " {dynamic(journal)}</p> }.into_any()
            }
        })
    }
}
