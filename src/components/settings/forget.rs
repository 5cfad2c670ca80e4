//! Forgetting everything, after a second press.

use leptos::prelude::*;

use crate::components::common::open_in_tab::OpenInTab;
use crate::embed::around::host;
use crate::reactive::{dynamic, dynamic_value, handler};
use crate::state::preferences::{Preferences, tr};
use crate::state::session::Session;
use crate::tasks::forget::{Forgetting, forget_everything};

/// The button and the question; inside another site's page the way into a tab.
#[component]
pub fn Forget() -> impl IntoView {
    view! {
        <section class="section" aria-labelledby="forget-title">
            <h2 id="forget-title" class="section__title">{tr(|m| m.settings.forget)}</h2>
            <p>{tr(|m| m.settings.forget_about)}</p>
            {if host().allows_keys() {
                view! { <Buttons /> }.into_any()
            } else {
                view! {
                    <p>{tr(|m| m.settings.forget_framed)}</p>
                    <p class="actions"><OpenInTab class="button" /></p>
                }
                .into_any()
            }}
        </section>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let forgetting = RwSignal::new(Forgetting::default());
    let told = move || {
        let words = preferences.messages().settings;
        match forgetting.get() {
            Forgetting::Idle => "",
            Forgetting::Asked => words.sure,
            Forgetting::Running => words.forgetting,
        }
    };
    let forget = move |_| {
        forgetting.set(Forgetting::Running);
        forget_everything(session, host());
    };
    let buttons = move || {
        if forgetting.get() == Forgetting::Asked {
            view! {
                <button type="button" class="button button--primary" on:click=forget>
                    {tr(|m| m.settings.forget_now)}
                </button>
                <button type="button" class="button" on:click=handler(move |_| forgetting.set(Forgetting::Idle))>
                    {tr(|m| m.shell.cancel)}
                </button>
            }
            .into_any()
        } else {
            view! {
                <button
                    type="button"
                    class="button"
                    disabled=dynamic_value(move || forgetting.get() == Forgetting::Running)
                    on:click=handler(move |_| forgetting.set(Forgetting::Asked))
                >
                    {tr(|m| m.settings.forget)}
                </button>
            }
            .into_any()
        }
    };
    view! {
        <p class="kept__told" role="status">{dynamic(told)}</p>
        <div class="actions">{dynamic(buttons)}</div>
    }
}
