//! The key: typed, hidden, and never shown again.

use leptos::ev;
use leptos::prelude::*;

use crate::components::common::open_in_tab::OpenInTab;
use crate::reactive::{dynamic, dynamic_value, memo};
use crate::run_form::{Choice, HostKey};
use crate::state::preferences::{Preferences, tr};
use crate::state::run::ModelDesk;
use crate::tasks::run::RunDesk;

/// The field of the key; inside another site's page there is none.
#[component]
pub fn KeyField(
    /// The form.
    model: ModelDesk,
) -> impl IntoView {
    let state = RunDesk::of_page().state;
    let takes_none = memo(move || model.form.with(|form| form.chosen(Choice::Auth) == "none"));
    let id = format!("{}-key", model.name);
    let is_run = model.name == state.run.name;
    move || {
        if !state.host.allows_keys() {
            view! {
                <div class="note">
                    <p>{tr(|m| m.run.key_framed)}</p>
                    <p class="actions"><OpenInTab class="button" /></p>
                </div>
            }
            .into_any()
        } else if takes_none.get() {
            view! { <p class="form__hint">{tr(|m| m.run.key_none)}</p> }.into_any()
        } else {
            view! { <Entry model id=id.clone() is_run /> }.into_any()
        }
    }
}

#[component]
fn Entry(model: ModelDesk, id: String, is_run: bool) -> impl IntoView {
    let state = RunDesk::of_page().state;
    let preferences = expect_context::<Preferences>();
    let hint_id = format!("{id}-hint");
    let host = memo(move || model.host());
    let typed = move |event: ev::Event| {
        if let Some(host) = host.get_untracked() {
            model.key.set(HostKey::new(host, event_target_value(&event)));
        }
    };
    let shown = move || host.with(|host| model.key.with(|key| key.for_host(host.as_deref()).expose().to_owned()));
    let hint = move || {
        let words = preferences.messages().run;
        if host.with(Option::is_some) { words.key_hint } else { words.key_no_host }
    };
    let keep = move |event: ev::Event| state.keeps_key.set(event_target_checked(&event));
    view! {
        <div class="form__field">
            <label class="form__label" for=id.clone()>{tr(|m| m.run.key_label)}</label>
            <input
                class="field"
                id=id
                type="password"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=hint_id.clone()
                disabled=dynamic_value(move || host.with(Option::is_none))
                prop:value=shown
                on:input=typed
            />
            <p class="form__hint" id=hint_id>{dynamic(hint)}</p>
            {is_run.then(|| view! {
                <label class="run__check">
                    <input type="checkbox" prop:checked=dynamic_value(move || state.keeps_key.get()) on:change=keep />
                    <span>{tr(|m| m.run.key_keep)}</span>
                </label>
            })}
        </div>
    }
}
