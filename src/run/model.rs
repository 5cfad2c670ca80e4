//! The model that is asked.

use leptos::ev;
use leptos::prelude::*;

use super::field::{EitherField, SelectField, TextField, TextFields};
use super::figures::{Group, group_of};
use super::form::fields::{Choice, Field};
use super::key::{Connection, KeyField};
use super::local::form::LocalModelForm;
use super::server_models::ServerModels;
use super::state::ModelContext;
use super::tasks::RunContext;
use crate::i18n::Messages;
use crate::reactive::{dynamic, dynamic_value, memo};
use crate::shell::preferences::{Preferences, tr};
use engine::endpoint::{Cors, PRESETS, Preset};

/// Whom a run asks: a server, or a model in the browser.
#[component]
pub fn ModelSection() -> impl IntoView {
    let model = RunContext::of_page().state.run;
    let is_local = memo(move || model.form.with(|form| form.is_local));
    view! {
        <section class="section section--framed run__step" aria-label=tr(|m| m.run.model_title)>
            <h2 class="section__title">{tr(|m| m.run.model_title)}</h2>
            <div role="radiogroup" aria-label=tr(|m| m.local.whom)>
                <EitherField
                    model
                    name="run-whom"
                    labels=[label(|m| m.local.server), label(|m| m.local.browser)]
                    flag=|form| &mut form.is_local
                />
            </div>
            {dynamic(move || if is_local.get() {
                view! { <LocalModelForm /> }.into_any()
            } else {
                view! { <RemoteModel model /> }.into_any()
            })}
        </section>
    }
}

/// A text of the message table as a label.
fn label(pick: fn(&'static Messages) -> &'static str) -> Signal<String> {
    let preferences = expect_context::<Preferences>();
    Signal::derive(move || pick(preferences.messages()).to_owned())
}

/// A model behind an address.
#[component]
pub fn RemoteModel(
    /// The form.
    model: ModelContext,
) -> impl IntoView {
    view! {
        <div class="form">
            <PresetChoice model />
            <TextFields model fields=&[Field::BaseUrl, Field::Model] />
            <KeyField model />
            <ServerModels model />
            <details class="run__more">
                <summary>{tr(|m| m.run.connection_more)}</summary>
                <div class="run__fields">
                    <SelectField model choice=Choice::Dialect />
                    <SelectField model choice=Choice::Auth />
                    <SelectField model choice=Choice::TokenLimitName />
                </div>
            </details>
            <Connection model />
        </div>
    }
}

#[component]
fn PresetChoice(model: ModelContext) -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let id = format!("{}-preset", model.name);
    let chosen = memo(move || model.form.with(|form| form.preset.clone()));
    let preset = move || chosen.with(|id| Preset::of(id));
    let options = move |group: Group| {
        let of_group = PRESETS.iter().filter(move |preset| group_of(preset) == group);
        of_group
            .map(|preset| {
                view! {
                    <option value=preset.id prop:selected=dynamic_value(move || chosen.with(|id| *id == preset.id))>
                        {preset.name}
                    </option>
                }
            })
            .collect_view()
    };
    let change = move |event: ev::Event| {
        let id = event_target_value(&event);
        model.form.update(|form| form.choose_preset(&id));
        context.state.tell_address(context.navigation);
    };
    let help = move || {
        let help = &preset()?.help;
        Some(help.of(preferences.language.get().locale().name()))
    };
    let cors = move || preset().map(|preset| cors_word(preset.cors)(preferences.messages()));
    let hint_id = format!("{id}-hint");
    view! {
        <div class="form__field">
            <label class="form__label" for=id.clone()>{tr(|m| m.run.preset)}</label>
            <select class="field" id=id aria-describedby=hint_id.clone() on:change=change>
                <optgroup label=tr(|m| m.run.group_own)>{options(Group::Own)}</optgroup>
                <optgroup label=tr(|m| m.run.group_providers)>{options(Group::Provider)}</optgroup>
            </select>
            <p class="form__hint" id=hint_id>{dynamic(help)} " " {dynamic(cors)}</p>
        </div>
    }
}

fn cors_word(cors: Cors) -> fn(&'static Messages) -> &'static str {
    match cors {
        Cors::Yes => |m| m.run.cors_yes,
        Cors::Likely => |m| m.run.cors_likely,
        Cors::Unsure => |m| m.run.cors_unsure,
        Cors::Setup => |m| m.run.cors_setup,
    }
}

/// The fields of speed and patience, which a judge has as well.
#[component]
pub fn SpeedFields(
    /// The form.
    model: ModelContext,
) -> impl IntoView {
    view! {
        <TextFields
            model
            fields=&[
                Field::Concurrency,
                Field::RequestsPerMinute,
                Field::TokensPerMinute,
                Field::Timeout,
                Field::Tries,
            ]
        />
    }
}

/// The user's own prompt, where it is wanted.
#[component]
pub fn OwnPrompt(
    /// The form.
    model: ModelContext,
) -> impl IntoView {
    let templated = memo(move || model.form.with(|form| form.templated));
    view! {
        <EitherField
            model
            name="run-prompt"
            labels=[label(|m| m.run.prompt_faithful), label(|m| m.run.prompt_own)]
            flag=|form| &mut form.templated
        />
        {dynamic(move || templated.get().then(|| view! {
            <TextField model field=Field::Template />
            <p class="form__hint">{tr(|m| m.run.prompt_fields)}</p>
        }))}
        <TextField model field=Field::System />
    }
}
