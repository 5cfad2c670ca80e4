//! The fields of a form, each with its name, its hint and what is wrong with it.

use leptos::ev;
use leptos::prelude::*;

use super::form::content::RunForm;
use super::form::fields::{Choice, Field, Input, RECOMMENDED};
use super::form::setup::FaultKind;
use super::server_models::list_id;
use super::state::ModelContext;
use super::tasks::RunContext;
use crate::i18n::words::run_faults::field_fault;
use crate::i18n::words::run_fields::{choice_label, field_words, recommended_label, value_label};
use crate::reactive::{dynamic, dynamic_text, dynamic_value, memo};
use crate::shell::preferences::Preferences;

/// A field that is typed into.
#[component]
pub fn TextField(
    /// The form.
    model: ModelContext,
    /// The field.
    field: Field,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let context = RunContext::of_page();
    let id = format!("{}-{}", model.name, field.id());
    let (hint_id, fault_id) = (format!("{id}-hint"), format!("{id}-fault"));
    let words = move || field_words(preferences.language.get(), field);
    let text = memo(move || model.form.with(|form| form.text(field).to_owned()));
    let left = RwSignal::new(false);
    // What is typed is judged once the field is left, what is blank once something was asked of the form.
    let fault = memo(move || {
        let fault = model.form.with(|form| form.fault(field));
        fault.filter(|fault| model.tried.get() || (left.get() && *fault != FaultKind::Blank))
    });
    let fault_text = move || fault.get().map(|fault| field_fault(preferences.language.get(), fault));
    let invalid = move || fault.get().is_some().then_some("true");
    let typed = move |event: ev::Event| {
        let text = event_target_value(&event);
        model.form.update(|form| form.set_text(field, text));
    };
    let changed = move |_: ev::Event| {
        left.set(true);
        context.state.tell_address(context.navigation);
    };
    let described = format!("{hint_id} {fault_id}");
    let input = if field.input() == Input::Lines {
        view! {
            <textarea
                class="field form__text"
                id=id.clone()
                rows="4"
                spellcheck="false"
                aria-describedby=described
                aria-invalid=invalid
                prop:value=dynamic_value(move || text.get())
                on:input=typed
                on:change=changed
            ></textarea>
        }
        .into_any()
    } else {
        let mode = match field.input() {
            Input::Whole => "numeric",
            Input::Decimal => "decimal",
            Input::Line | Input::Lines => "text",
        };
        view! {
            <input
                class="field"
                id=id.clone()
                type="text"
                list=(field == Field::Model).then(|| list_id(model))
                inputmode=mode
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby=described
                aria-invalid=invalid
                prop:value=dynamic_value(move || text.get())
                on:input=typed
                on:change=changed
            />
        }
        .into_any()
    };
    view! {
        <div class="form__field">
            <label class="form__label" for=id>{dynamic_text(move || words().label)}</label>
            {input}
            <p class="form__hint" id=hint_id>{dynamic_text(move || words().hint)}</p>
            <p class="form__fault" id=fault_id>{dynamic(fault_text)}</p>
        </div>
    }
}

/// Several fields, one beside the other where there is room.
#[component]
pub fn TextFields(
    /// The form.
    model: ModelContext,
    /// The fields.
    fields: &'static [Field],
) -> impl IntoView {
    let fields = fields.iter().map(|field| view! { <TextField model field=*field /> }).collect_view();
    view! { <div class="run__fields">{fields}</div> }
}

/// A field that is chosen from a list.
#[component]
pub fn SelectField(
    /// The form.
    model: ModelContext,
    /// The field.
    choice: Choice,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let context = RunContext::of_page();
    let id = format!("{}-{}", model.name, choice.id());
    let recommended = memo(move || model.form.with(|form| form.local.recommended_for(choice)));
    let label = move |value: &str| {
        let language = preferences.language.get();
        if value == RECOMMENDED {
            recommended_label(language, choice, recommended.get())
        } else {
            value_label(language, choice, value)
        }
    };
    let chosen = memo(move || model.form.with(|form| form.chosen(choice)));
    let options = choice
        .values()
        .into_iter()
        .map(|value| {
            let (shown, compared) = (value.clone(), value.clone());
            view! {
                <option value=value prop:selected=dynamic_value(move || chosen.with(|chosen| *chosen == compared))>
                    {dynamic_text(move || label(&shown))}
                </option>
            }
        })
        .collect_view();
    let change = move |event: ev::Event| {
        let value = event_target_value(&event);
        model.form.update(|form| form.choose(choice, &value));
        if choice == Choice::Source {
            context.state.tell_address(context.navigation);
        }
    };
    view! {
        <div class="form__field">
            <label class="form__label" for=id.clone()>{dynamic_text(move || choice_label(preferences.language.get(), choice))}</label>
            <select class="field" id=id on:change=change>{options}</select>
        </div>
    }
}

/// One of two ways: the first button stands for a flag that is not set, the second for one that is.
#[component]
pub fn EitherField(
    /// The form.
    model: ModelContext,
    /// The name that both buttons share.
    name: &'static str,
    /// What each says.
    labels: [Signal<String>; 2],
    /// What is chosen.
    flag: fn(&mut RunForm) -> &mut bool,
) -> impl IntoView {
    let context = RunContext::of_page();
    let is_set = memo(move || model.form.with(|form| *flag(&mut form.clone())));
    let button = move |(value, label): (bool, Signal<String>)| {
        let choose = move |_: ev::Event| {
            model.form.update(|form| *flag(form) = value);
            context.state.tell_address(context.navigation);
        };
        view! {
            <label class="run__check">
                <input type="radio" name=name prop:checked=dynamic_value(move || is_set.get() == value) on:change=choose />
                <span>{label}</span>
            </label>
        }
    };
    [false, true].into_iter().zip(labels).map(button).collect_view()
}

/// A box to tick.
#[component]
pub fn CheckField(
    /// The form.
    model: ModelContext,
    /// What it says.
    #[prop(into)]
    label: Signal<&'static str>,
    /// What is ticked.
    flag: fn(&mut RunForm) -> &mut bool,
) -> impl IntoView {
    let context = RunContext::of_page();
    let checked = memo(move || model.form.with(|form| *flag(&mut form.clone())));
    let change = move |event: ev::Event| {
        let value = event_target_checked(&event);
        model.form.update(|form| *flag(form) = value);
        context.state.tell_address(context.navigation);
    };
    view! {
        <label class="run__check">
            <input type="checkbox" prop:checked=dynamic_value(move || checked.get()) on:change=change />
            <span>{label}</span>
        </label>
    }
}
