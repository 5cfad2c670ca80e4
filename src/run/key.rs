//! The key, which is typed, hidden and never shown again, and the test of a connection.

use leptos::ev;
use leptos::prelude::*;

use super::figures::milliseconds;
use super::form::content::RunForm;
use super::form::fields::Choice;
use super::state::ModelContext;
use super::tasks::{RunContext, cancel_tests, test_connection};
use crate::i18n::fill;
use crate::i18n::words::run_faults::diagnosis_words;
use crate::reactive::{Loadable, dynamic, dynamic_text, dynamic_value, effect, handler, memo};
use crate::shell::host_key::HostKey;
use crate::shell::notices::copy;
use crate::shell::preferences::{Preferences, tr};
use crate::ui::button::OpenInTab;
use crate::ui::text::{FailureNote, OtherHost};
use engine::endpoint::{Cors, Diagnosis, setup_command};
use protocol::run::Tested;
use web::focus::catch_focus;

/// The field of the key; inside another site's page there is none.
#[component]
pub fn KeyField(
    /// The form.
    model: ModelContext,
) -> impl IntoView {
    let state = RunContext::of_page().state;
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
fn Entry(model: ModelContext, id: String, is_run: bool) -> impl IntoView {
    let state = RunContext::of_page().state;
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
            <OtherHost key=model.key host />
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

/// A button that tests the model, and what the test has shown.
#[component]
pub fn Connection(
    /// The form.
    model: ModelContext,
) -> impl IntoView {
    let context = RunContext::of_page();
    let is_busy = move || model.tested.with(|tested| matches!(tested, Loadable::Loading));
    let outcome = move || match model.tested.get() {
        Loadable::Idle => None,
        Loadable::Loading => Some(view! { <UnderWay context /> }.into_any()),
        Loadable::Ready(tested) => Some(view! { <TestOutcome tested /> }.into_any()),
        Loadable::Failed(failure) => Some(view! { <FailureNote failure /> }.into_any()),
    };
    view! {
        <div>
            <div class="actions">
                <button type="button" class="button connection-test" disabled=!context.state.host.allows_keys() aria-disabled=dynamic_value(move || is_busy().then_some("true")) on:click=handler(move |_| test_connection(context, model))>
                    {tr(|m| m.run.test)}
                </button>
                <span class="form__hint">{tr(|m| m.run.test_about)}</span>
            </div>
            <div role="status">{dynamic(outcome)}</div>
            <SetupCommand model />
        </div>
    }
}

/// A test that may take long.
#[component]
fn UnderWay(context: RunContext) -> impl IntoView {
    on_cleanup(|| catch_focus(".connection-test"));
    view! {
        <p class="actions">
            <span class="muted">{tr(|m| m.run.testing)}</span>
            <button type="button" class="button" on:click=handler(move |_| cancel_tests(context))>
                {tr(|m| m.shell.cancel)}
            </button>
        </p>
    }
}

#[component]
fn TestOutcome(tested: Tested) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let Tested { diagnosis, detail, reply, took, .. } = tested;
    let explained = memo(move || {
        let words = diagnosis_words(preferences.language.get(), diagnosis);
        (words.what, words.next)
    });
    let is_fault = diagnosis != Diagnosis::Works;
    let said = move || {
        let words = preferences.messages().run;
        let reply = reply.as_ref().map(|text| fill(words.test_reply, &[("text", text)]));
        let detail = (!detail.is_empty()).then(|| fill(words.test_said, &[("text", &detail)]));
        reply.or(detail)
    };
    let sign = if is_fault { "✕ " } else { "● " };
    let time = move || fill(preferences.messages().run.test_took, &[("time", &milliseconds(took))]);
    view! {
        <div class="note" class:note--fault=is_fault>
            <p class="note__what"><span aria-hidden="true">{sign}</span>{dynamic_text(move || explained.get().0)}</p>
            <p class="note__next">{dynamic_text(move || explained.get().1)}</p>
            <p class="run__said">{dynamic(said)} " " <span class="muted">{dynamic(time)}</span></p>
        </div>
    }
}

/// How one's own server is told to allow this page: shown where it needs that, and where a test has failed for it.
#[component]
fn SetupCommand(model: ModelContext) -> impl IntoView {
    let origin = window().location().origin().unwrap_or_default();
    let copied = RwSignal::new(None::<bool>);
    let command = memo(move || {
        let preset = model.form.with(RunForm::preset)?;
        let was_blocked = model.tested.with(|tested| match tested {
            Loadable::Ready(tested) => {
                matches!(tested.diagnosis, Diagnosis::Cors | Diagnosis::NameOrCors | Diagnosis::DownOrCors)
            }
            _ => false,
        });
        let is_needed = was_blocked || preset.cors == Cors::Setup;
        setup_command(preset.id, &origin).filter(|_| is_needed)
    });
    effect(move || {
        command.with(|_| ());
        copied.set(None);
    });
    let told = move || match copied.get() {
        Some(true) => Some(tr(|m| m.run.copied)()),
        Some(false) => Some(tr(|m| m.run.copy_failed)()),
        None => None,
    };
    move || {
        command.get().map(|text| {
            let to_copy = text.clone();
            view! {
                <p class="form__hint">{tr(|m| m.run.setup_command)}</p>
                <p class="run__command">
                    <code>{text}</code>
                    <button type="button" class="button" on:click=handler(move |_| copy(to_copy.clone(), copied))>
                        {tr(|m| m.run.copy)}
                    </button>
                    <span role="status">{dynamic(told)}</span>
                </p>
            }
        })
    }
}
