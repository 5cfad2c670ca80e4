//! Forgetting everything, after a second press.

use leptos::prelude::*;

use crate::queries::stored::Survey;
use crate::state::preferences::{Preferences, tr};
use crate::state::recent::RecentFiles;
use crate::state::session::Session;
use crate::tasks::forget::{Forgetting, forget_everything};

/// The button, the question, and how it went.
#[component]
pub fn Forget(
    /// What is kept.
    survey: RwSignal<Option<Survey>>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let recent = expect_context::<RecentFiles>();
    let preferences = expect_context::<Preferences>();
    let forgetting = RwSignal::new(Forgetting::default());
    let is_asked = move || forgetting.get() == Forgetting::Asked;
    let told = move || {
        let words = preferences.messages().settings;
        match forgetting.get() {
            Forgetting::Idle => "",
            Forgetting::Asked => words.sure,
            Forgetting::Running => words.forgetting,
            Forgetting::Done if survey.with(|survey| survey.as_ref().is_some_and(|it| !it.stored.is_empty())) => {
                words.remains
            }
            Forgetting::Done => words.forgotten,
        }
    };
    let buttons = move || {
        if is_asked() {
            view! {
                <button
                    type="button"
                    class="button button--primary"
                    on:click=move |_| forget_everything(session, recent, forgetting, survey)
                >
                    {tr(|m| m.settings.forget_now)}
                </button>
                <button type="button" class="button" on:click=move |_| forgetting.set(Forgetting::Idle)>
                    {tr(|m| m.cancel)}
                </button>
            }
            .into_any()
        } else {
            view! {
                <button
                    type="button"
                    class="button"
                    disabled=move || forgetting.get() == Forgetting::Running
                    on:click=move |_| forgetting.set(Forgetting::Asked)
                >
                    {tr(|m| m.settings.forget)}
                </button>
            }
            .into_any()
        }
    };
    view! {
        <section class="section" aria-labelledby="forget-title">
            <h2 id="forget-title" class="section__title">{tr(|m| m.settings.forget)}</h2>
            <p>{tr(|m| m.settings.forget_about)}</p>
            <p class="kept__told" role="status">{told}</p>
            <div class="actions">{buttons}</div>
        </section>
    }
}
