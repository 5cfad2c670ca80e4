//! What there is to know or to say of the chosen source.

use leptos::html;
use leptos::prelude::*;

use super::super::field::TextFields;
use crate::format::bytes;
use crate::i18n::fill;
use crate::reactive::{dynamic, memo};
use crate::run_form::{DROPPED, FOLDER, Field, HUB};
use crate::state::preferences::{Preferences, tr};
use crate::tasks::local::take_chosen;
use crate::tasks::open::files_of;
use crate::tasks::run::RunDesk;
use engine::local::ModelKind;

/// Facts of an offered model, or the fields of another source.
#[component]
pub fn SourceDetails() -> impl IntoView {
    let model = RunDesk::of_page().state.run;
    let source = memo(move || model.form.with(|form| form.local.source().to_owned()));
    move || match &*source.get() {
        HUB => view! { <TextFields model fields=&[Field::HubId, Field::HubRevision, Field::HubHost] /> }.into_any(),
        FOLDER => view! { <TextFields model fields=&[Field::SiteFolder] /> }.into_any(),
        DROPPED => view! { <FolderChoice /> }.into_any(),
        _ => view! { <Facts /> }.into_any(),
    }
}

/// Size, memory and licence of an offered model.
#[component]
fn Facts() -> impl IntoView {
    let form = RunDesk::of_page().state.run.form;
    let preferences = expect_context::<Preferences>();
    let facts = memo(move || {
        let words = preferences.messages().local;
        let (offered, precision) = form.with(|form| (form.local.offered(), form.local.precision()));
        let Some(offered) = offered else { return String::new() };
        let megabytes = offered.megabytes_at(precision);
        let size = megabytes.map_or_else(String::new, |megabytes| bytes(u64::from(megabytes) * 1_000_000));
        let sentence = if megabytes.is_some() { words.size } else { words.size_unknown };
        let sentences = [
            fill(sentence, &[("size", &size), ("precision", precision.name())]),
            fill(words.facts, &[("memory", &offered.memory.to_string()), ("licence", offered.licence.name)]),
            String::from(if offered.licence.is_restricted { words.restricted } else { "" }),
            String::from(if offered.kind == ModelKind::Compares { words.compares } else { "" }),
        ];
        sentences.join(" ")
    });
    let page = move || form.with(|form| form.local.offered().map_or("", |offered| offered.source));
    view! {
        <p class="form__hint">
            {facts} " " <a href=page target="_blank" rel="noopener">{tr(|m| m.local.model_page)}</a>
        </p>
    }
}

/// A button to choose a folder by, and the one that was handed over.
#[component]
fn FolderChoice() -> impl IntoView {
    let desk = RunDesk::of_page();
    let preferences = expect_context::<Preferences>();
    let input = NodeRef::<html::Input>::new();
    let press = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            take_chosen(desk, files_of(input.files()));
            // Choosing the same folder again must count as a change.
            input.set_value("");
        }
    };
    let name = move || {
        let name = desk.state.run.form.with(|form| form.local.dropped().to_owned());
        (!name.is_empty()).then(|| fill(preferences.messages().local.folder_is, &[("name", &name)]))
    };
    view! {
        <div>
            <div class="actions">
                <button type="button" class="button" on:click=press>{tr(|m| m.local.choose_folder)}</button>
                <span class="form__hint">{tr(|m| m.local.drop_folder)}</span>
            </div>
            <input
                node_ref=input
                type="file"
                prop:webkitdirectory=true
                hidden
                tabindex="-1"
                aria-hidden="true"
                on:change=chosen
            />
            <p role="status">{dynamic(name)}</p>
        </div>
    }
}
