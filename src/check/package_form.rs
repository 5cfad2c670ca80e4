//! The fields of a submission, each with what is wrong with it.

use leptos::ev;
use leptos::prelude::*;

use super::submission::{RecipientDraft, SubmissionDraft};
use crate::format::integer;
use crate::i18n::{Messages, fill};
use crate::reactive::{dynamic, dynamic_value, handler, memo};
use crate::shell::preferences::{Preferences, tr};
use engine::submission::{ArxivFault, FieldFault, FormFault, FormField, arxiv_link};

type Word = fn(&'static Messages) -> &'static str;

/// Where the id of a field's element starts and the focus goes.
pub fn field_id(field: FormField) -> &'static str {
    match field {
        FormField::Model => "package-model",
        FormField::Team => "package-team",
        FormField::Arxiv => "package-arxiv",
        FormField::Notes => "package-notes",
        FormField::Recipients => "package-recipient-0",
    }
}

/// Model, team, link, notes and addresses.
#[component]
pub fn PackageFields(
    /// What was typed.
    draft: SubmissionDraft,
    /// What is wrong with it.
    faults: Memo<Vec<FormFault>>,
    /// Whether a package was asked for, so that blank fields are told.
    tried: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <TextField field=FormField::Model label=|m| m.package.model value=draft.model faults tried />
        <TextField field=FormField::Team label=|m| m.package.team value=draft.team faults tried />
        <TextField field=FormField::Arxiv label=|m| m.package.arxiv hint=|m| m.package.arxiv_hint value=draft.arxiv faults tried />
        <TextField field=FormField::Notes label=|m| m.package.notes hint=|m| m.package.notes_hint value=draft.notes faults tried />
        <Recipients recipients=draft.recipients.to_vec() faults tried />
    }
}

#[component]
fn TextField(
    field: FormField,
    label: Word,
    #[prop(optional)] hint: Option<Word>,
    value: RwSignal<String>,
    faults: Memo<Vec<FormFault>>,
    tried: RwSignal<bool>,
) -> impl IntoView {
    let id = field_id(field);
    let left = RwSignal::new(false);
    // What is typed is judged at once, what is still blank when the field is left.
    let fault = memo(move || {
        let is_judged = tried.get() || left.get() || value.with(|text| !text.trim().is_empty());
        fault_of(&faults.get(), field).filter(|_| is_judged)
    });
    let typed = move |event: ev::Event| value.set(event_target_value(&event));
    let invalid = move || fault.get().is_some().then_some("true");
    let (hint_id, fault_id) = (format!("{id}-hint"), format!("{id}-fault"));
    let described = format!("{hint_id} {fault_id}");
    let becomes = move || (field == FormField::Arxiv).then(|| arxiv_line(value));
    let input = if field == FormField::Notes {
        view! {
            <textarea
                class="field form__text"
                id=id
                rows="3"
                aria-describedby=described
                aria-invalid=invalid
                prop:value=dynamic_value(move || value.get())
                on:input=typed
                on:blur=handler(move |_| left.set(true))
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                class="field"
                id=id
                type="text"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=described
                aria-invalid=invalid
                prop:value=dynamic_value(move || value.get())
                on:input=typed
                on:blur=handler(move |_| left.set(true))
            />
        }
        .into_any()
    };
    view! {
        <div class="form__field">
            <label class="form__label" for=id>{tr(label)}</label>
            {input}
            <p class="form__hint" id=hint_id>{hint.map(tr)} {dynamic(becomes)}</p>
            <p class="form__fault" id=fault_id><FaultText fault /></p>
        </div>
    }
}

/// The link as it goes out.
fn arxiv_line(value: RwSignal<String>) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    move || {
        let link = value.with(|text| arxiv_link(text)).ok()?;
        let line = fill(preferences.messages().package.arxiv_becomes, &[("link", &link)]);
        Some(view! { <span class="form__becomes">{line}</span> })
    }
}

#[component]
fn Recipients(recipients: Vec<RecipientDraft>, faults: Memo<Vec<FormFault>>, tried: RwSignal<bool>) -> impl IntoView {
    let fault = memo(move || {
        let typed = fault_of(&faults.get(), FormField::Recipients);
        typed.filter(|fault| tried.get() || *fault != FieldFault::Blank)
    });
    let rows = recipients.into_iter().enumerate().map(|(at, recipient)| recipient_row(at, recipient)).collect_view();
    view! {
        <fieldset class="form__field" aria-describedby="package-recipients-fault">
            <legend class="form__label">{tr(|m| m.package.recipients)}</legend>
            <p class="form__hint">{tr(|m| m.package.recipients_hint)}</p>
            {rows}
            <p class="form__fault" id="package-recipients-fault"><FaultText fault /></p>
        </fieldset>
    }
}

fn recipient_row(at: usize, recipient: RecipientDraft) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let RecipientDraft { chosen, address, source } = recipient;
    let label = move || fill(preferences.messages().package.send_to, &[("address", &address.get())]);
    let age = if at == 0 { tr(|m| m.package.recipient_newest) } else { tr(|m| m.package.recipient_older) };
    view! {
        <div class="form__recipient">
            <input
                type="checkbox"
                id=format!("package-recipient-{at}")
                aria-label=label
                prop:checked=dynamic_value(move || chosen.get())
                on:change=move |event| chosen.set(event_target_checked(&event))
            />
            <input
                class="field"
                type="email"
                autocomplete="off"
                aria-label=tr(|m| m.package.address)
                prop:value=dynamic_value(move || address.get())
                on:input=move |event| address.set(event_target_value(&event))
            />
            <span class="form__source">
                {age} " · " {tr(|m| m.package.published_on)} " "
                <a href=source target="_blank" rel="noreferrer">{source.trim_start_matches("https://")}</a>
            </span>
        </div>
    }
}

#[component]
fn FaultText(fault: Memo<Option<FieldFault>>) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    move || fault.get().map(|fault| in_words(preferences.messages(), fault))
}

fn fault_of(faults: &[FormFault], field: FormField) -> Option<FieldFault> {
    faults.iter().find(|fault| fault.field == field).map(|fault| fault.fault)
}

fn in_words(words: &'static Messages, fault: FieldFault) -> String {
    let words = &words.package;
    match fault {
        FieldFault::Blank => words.fault_blank.to_owned(),
        FieldFault::TooLong(limit) => fill(words.fault_long, &[("n", &integer(limit.into()))]),
        FieldFault::Arxiv(ArxivFault::OtherSite) => words.fault_other_site.to_owned(),
        FieldFault::Arxiv(ArxivFault::NoIdentifier) => words.fault_no_identifier.to_owned(),
        FieldFault::Address => words.fault_address.to_owned(),
    }
}
