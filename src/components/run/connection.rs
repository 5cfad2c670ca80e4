//! Testing a connection, and what to do where it fails.

use leptos::prelude::*;

use crate::components::common::failure_note::FailureNote;
use crate::i18n::fill;
use crate::i18n::words::run_faults::diagnosis_words;
use crate::queries::latest::Loadable;
use crate::reactive::{dynamic, dynamic_text, dynamic_value, effect, handler, memo};
use crate::run_form::{RunForm, milliseconds};
use crate::state::preferences::{Preferences, tr};
use crate::state::run::ModelDesk;
use crate::tasks::run::{RunDesk, cancel_tests, test_connection};
use crate::tasks::submission::copy;
use engine::endpoint::{Cors, Diagnosis, setup_command};
use protocol::run::Tested;
use web::focus::catch_focus;

/// A button that tests the model, and what the test has shown.
#[component]
pub fn Connection(
    /// The form.
    model: ModelDesk,
) -> impl IntoView {
    let desk = RunDesk::of_page();
    let is_busy = move || model.tested.with(|tested| matches!(tested, Loadable::Loading));
    let outcome = move || match model.tested.get() {
        Loadable::Idle => None,
        Loadable::Loading => Some(view! { <UnderWay desk /> }.into_any()),
        Loadable::Ready(tested) => Some(view! { <Outcome tested /> }.into_any()),
        Loadable::Failed(failure) => Some(view! { <FailureNote failure /> }.into_any()),
    };
    view! {
        <div>
            <div class="actions">
                <button type="button" class="button connection-test" disabled=!desk.state.host.allows_keys() aria-disabled=dynamic_value(move || is_busy().then_some("true")) on:click=handler(move |_| test_connection(desk, model))>
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
fn UnderWay(desk: RunDesk) -> impl IntoView {
    on_cleanup(|| catch_focus(".connection-test"));
    view! {
        <p class="actions">
            <span class="muted">{tr(|m| m.run.testing)}</span>
            <button type="button" class="button" on:click=handler(move |_| cancel_tests(desk))>
                {tr(|m| m.shell.cancel)}
            </button>
        </p>
    }
}

#[component]
fn Outcome(tested: Tested) -> impl IntoView {
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
fn SetupCommand(model: ModelDesk) -> impl IntoView {
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
