//! The form of a model in the browser: which one, what is to be known of its source, and what the browser says of the
//! GPU.

use leptos::html;
use leptos::prelude::*;

use super::models::{KeptModels, LoadingBar};
use super::tasks::{list_kept, probe, take_chosen};
use super::trial::{CheckGpu, Measure};
use crate::format::bytes;
use crate::i18n::{explain, fill};
use crate::reactive::{dynamic, effect, memo};
use crate::run::field::{CheckField, SelectField, TextFields};
use crate::run::form::fields::{Choice, Field};
use crate::run::form::local::{DROPPED, FOLDER, HUB};
use crate::run::tasks::RunContext;
use crate::shell::opening::files_of;
use crate::shell::preferences::{Preferences, tr};
use crate::ui::button::OpenInTab;
use crate::ui::text::FailureNote;
use engine::local::{AnswerMode, Gpu, GpuReason, LocalError, LocalErrorKind, ModelKind};
use protocol::Failure;
use protocol::run::{RunFault, RunPhase};

/// Which model, how it computes, what can be tried before it runs, and what is kept.
#[component]
pub fn LocalModelForm() -> impl IntoView {
    let context = RunContext::of_page();
    let model = context.state.run;
    probe(context);
    let goes_on = memo(move || {
        let is_running = |phase: &RunPhase| matches!(phase, RunPhase::Running);
        context.session.run.with(|run| run.as_ref().is_some_and(|run| is_running(&run.phase)))
    });
    let is_loading = memo(move || context.session.loading.with(Option::is_some));
    // Loading keeps a model, and so does a run.
    effect(move || {
        if !is_loading.get() && !goes_on.get() {
            list_kept(context);
        }
    });
    let scores_letters = memo(move || model.form.with(|form| form.local.mode() == AnswerMode::Letters));
    let framed = (!context.state.host.allows_keys()).then(|| {
        view! {
            <div class="note">
                <p>{tr(|m| m.local.framed)}</p>
                <p class="actions"><OpenInTab class="button" /></p>
            </div>
        }
    });
    view! {
        <div class="form">
            {framed}
            <SelectField model choice=Choice::Source />
            <SourceDetails />
            <Machine />
            <div class="run__fields">
                <SelectField model choice=Choice::Device />
                <SelectField model choice=Choice::Precision />
                <SelectField model choice=Choice::Mode />
            </div>
            {dynamic(move || scores_letters.get().then(|| view! { <p class="form__hint">{tr(|m| m.local.letters_about)}</p> }))}
            <CheckField
                model
                label=Signal::derive(tr(|m| m.local.whole_pictures))
                flag=|form| &mut form.local.whole_pictures
            />
            <CheckGpu />
            <Measure />
            {dynamic(move || (!goes_on.get()).then(|| view! { <LoadingBar can_cancel=true /> }))}
            <KeptModels />
        </div>
    }
}

/// The GPU, or why there is none.
#[component]
pub fn Machine() -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let line = memo(move || {
        let language = preferences.language.get();
        let words = preferences.messages().local;
        context.state.run.form.with(|form| match &form.local.gpu {
            None => words.asking_gpu.to_owned(),
            Some(Gpu { missing: Some(reason), .. }) => {
                let kind = match reason {
                    GpuReason::NoWebgpu => LocalErrorKind::NoWebgpu,
                    GpuReason::NoAdapter => LocalErrorKind::NoAdapter,
                };
                explain(language, &Failure::Run(RunFault::Local(LocalError::new(kind, ""))), &[]).what
            }
            Some(gpu) => {
                let name = if gpu.name.is_empty() { words.gpu_unnamed } else { &gpu.name };
                let bits = if gpu.shader_f16 { words.gpu_f16 } else { words.gpu_no_f16 };
                let software = if gpu.is_software { words.gpu_software } else { "" };
                [&*fill(words.gpu, &[("name", name)]), bits, software].join(" ")
            }
        })
    });
    move || match context.state.local.with(|news| news.gpu_failure.clone()) {
        Some(failure) => view! { <FailureNote failure /> }.into_any(),
        None if !context.state.host.allows_keys() => ().into_any(),
        None => view! { <p role="status">{line}</p> }.into_any(),
    }
}

/// Facts of an offered model, or the fields of another source.
#[component]
pub fn SourceDetails() -> impl IntoView {
    let model = RunContext::of_page().state.run;
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
    let form = RunContext::of_page().state.run.form;
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
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let input = NodeRef::<html::Input>::new();
    let press = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            take_chosen(context, files_of(input.files()));
            // Choosing the same folder again must count as a change.
            input.set_value("");
        }
    };
    let name = move || {
        let name = context.state.run.form.with(|form| form.local.dropped().to_owned());
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
