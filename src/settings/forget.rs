//! Forgetting everything, after a second press.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::reactive::{dynamic, dynamic_value, handler};
use crate::shell::address::Route;
use crate::shell::addresses::Addresses;
use crate::shell::around::host;
use crate::shell::by_address::write_link;
use crate::shell::host::Host;
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::button::OpenInTab;
use web::keeping;
use web::stored::{Stored, delete_all};

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

/// How far deleting has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Forgetting {
    /// Not asked for.
    #[default]
    Idle,
    /// To be confirmed.
    Asked,
    /// Under way; then the page is reloaded.
    Running,
}

/// Deletes everything, and reloads the page, so that keys and whatever else is in memory go as well. Does nothing
/// inside another site's page, which could have the user click without seeing on what.
pub fn forget_everything(session: Session, host: Host) {
    if host.allows_keys() {
        close(session);
        keeping::tell_other_tabs(false);
        spawn_local(async {
            let deleted = delete_all().await;
            keeping::tell_other_tabs(true);
            reload(&deleted);
        });
    }
}

/// Closes this tab where another one deletes everything; then deletes what only this one can, as what is kept for the
/// tab, and reloads it. Before, it would bring back what is not yet deleted.
pub fn follow_other_tabs(session: Session) {
    let follows = Cell::new(false);
    keeping::on_deletion(move |is_over| {
        if keeping::is_allowed() {
            close(session);
            follows.set(true);
        }
        if is_over && follows.get() {
            spawn_local(async { reload(&delete_all().await) });
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
fn reload(deleted: &[Stored]) {
    let text = serde_json::to_string(deleted).unwrap_or_default();
    // What the address names would be fetched again.
    write_link(&Addresses::default());
    if let Err(error) = keeping::reload_with(&Route::Settings.to_string(), &text) {
        leptos::logging::warn!("{error:?}");
    }
}
