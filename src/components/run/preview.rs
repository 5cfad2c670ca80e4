//! One question exactly as it will be sent.

use leptos::prelude::*;

use crate::components::common::failure_note::FailureNote;
use crate::format::{bytes, integer};
use crate::i18n::words::run_faults::failure_words;
use crate::i18n::{Messages, fill};
use crate::queries::latest::Loadable;
use crate::queries::picture::{PictureKey, picture};
use crate::queries::run::prompt_preview;
use crate::reactive::{dynamic, handler};
use crate::run_form::{Field, template_marked};
use crate::state::preferences::{Preferences, tr};
use crate::tasks::run::RunDesk;
use engine::run::TemplateError;
use protocol::Failure;
use protocol::run::{PictureForm, PicturePreview, PromptPreview, RunFailure, RunFault, RunSettings};

/// Text and pictures of one question, with what becomes of the pictures.
#[component]
pub fn Preview(
    /// What the form says.
    settings: ReadSignal<RunSettings>,
) -> impl IntoView {
    let desk = RunDesk::of_page();
    let place = RwSignal::new(0);
    let loaded = prompt_preview(desk.session, settings, place);
    let another = move |_| {
        // The plan may have become shorter since, so that the place that is shown is not the one asked for.
        let shown = loaded.with_untracked(|loaded| match loaded {
            Loadable::Ready(prompt) => Some(prompt.place),
            _ => None,
        });
        place.update(|place| *place = shown.unwrap_or(*place).wrapping_add(1));
    };
    let shown = move || match loaded.get() {
        Loadable::Loading => view! { <p class="muted">{tr(|m| m.shell.loading)}</p> }.into_any(),
        Loadable::Failed(Failure::Run(RunFault::Template(fault))) => view! { <TemplateFault fault /> }.into_any(),
        // What is wrong with the plan or the address is told below.
        Loadable::Idle | Loadable::Failed(Failure::StillIndexing | Failure::Run(_)) => ().into_any(),
        Loadable::Failed(failure) => view! { <FailureNote failure /> }.into_any(),
        Loadable::Ready(prompt) => view! { <Shown prompt /> }.into_any(),
    };
    view! {
        <h3 class="section__subtitle">{tr(|m| m.run.preview_title)}</h3>
        <div class="run__preview">{dynamic(shown)}</div>
        <button type="button" class="button" on:click=another>{tr(|m| m.run.preview_other)}</button>
    }
}

#[component]
fn Shown(prompt: PromptPreview) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let PromptPreview { place, of, row, index, system, text, pictures } = prompt;
    let title = move || {
        let (place, of) = (integer(u64::from(place) + 1), integer(of.into()));
        fill(preferences.messages().run.preview_of, &[("index", &index), ("place", &place), ("of", &of)])
    };
    let none = pictures.is_empty().then(|| view! { <p class="muted">{tr(|m| m.run.preview_none)}</p> });
    let pictures =
        (0..).zip(pictures).map(|(which, picture)| view! { <ShownPicture row which picture /> }).collect_view();
    let system = system.map(|system| {
        view! {
            <p class="form__label">{tr(|m| m.run.preview_system)}</p>
            <pre class="run__text">{system}</pre>
        }
    });
    view! {
        <p class="run__of">{dynamic(title)}</p>
        {system}
        {none}
        {pictures}
        <p class="form__label">{tr(|m| m.run.preview_text)}</p>
        <pre class="run__text" tabindex="0">{text}</pre>
    }
}

#[component]
fn ShownPicture(row: u32, which: u32, picture: PicturePreview) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let label = move || fill(preferences.messages().run.preview_picture, &[("n", &integer(u64::from(which) + 1))]);
    let facts = move || {
        let messages = preferences.messages();
        let before = picture.before.as_ref().map(|form| form_words(messages, form));
        match &picture.after {
            Ok(form) if picture.is_changed => {
                let was = fill(messages.run.preview_changed, &[("before", before.as_deref().unwrap_or("–"))]);
                format!("{}: {was}", form_words(messages, form))
            }
            Ok(form) => format!("{}: {}", form_words(messages, form), messages.run.preview_untouched),
            Err(fault) => {
                let words = failure_words(preferences.language.get(), &RunFailure::Picture(fault.clone()));
                format!("✕ {} {}", words.what, words.next)
            }
        }
    };
    view! {
        <figure class="run__picture">
            <OwnPicture row which label=Signal::derive(label) />
            <figcaption>{dynamic(label)} ": " {dynamic(facts)}</figcaption>
        </figure>
    }
}

/// The picture as the file has it.
#[component]
fn OwnPicture(row: u32, which: u32, label: Signal<String>) -> impl IntoView {
    let session = RunDesk::of_page().session;
    let key = Signal::derive(move || Some(PictureKey { dataset: session.dataset_id.get(), row, which }));
    let loaded = picture(session, key);
    move || match loaded.get() {
        Loadable::Ready(picture) => {
            let source = picture.url.as_str().to_owned();
            Some(view! { <img src=source alt=label on:load=handler(move |_| drop(picture.url.clone())) /> })
        }
        _ => None,
    }
}

fn form_words(messages: &Messages, form: &PictureForm) -> String {
    fill(
        messages.run.picture_form,
        &[
            ("format", &form.format),
            ("width", &integer(form.width.into())),
            ("height", &integer(form.height.into())),
            ("bytes", &bytes(form.base64_bytes)),
        ],
    )
}

/// The template with the character that something is wrong with.
#[component]
fn TemplateFault(fault: TemplateError) -> impl IntoView {
    let form = RunDesk::of_page().state.run.form;
    let at = match &fault {
        TemplateError::UnknownField { at, .. } | TemplateError::LoneBrace { at } => *at,
    };
    let marked = move || {
        form.with(|form| {
            let (before, character, after) = template_marked(form.text(Field::Template), at);
            let mark = view! { <mark class="run__mark">{character.to_owned()}</mark> };
            view! { <pre class="run__text">{before.to_owned()}{mark}{after.to_owned()}</pre> }
        })
    };
    view! {
        <FailureNote failure=Failure::Run(RunFault::Template(fault)) />
        {dynamic(marked)}
    }
}
