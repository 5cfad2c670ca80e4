//! One question exactly as it will be sent, and what else the run page asks of the worker.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use super::figures::template_marked;
use super::form::content::RunForm;
use super::form::fields::Field;
use super::local::news::LocalNews;
use super::tasks::RunContext;
use crate::format::{bytes, integer};
use crate::i18n::words::run_faults::failure_words;
use crate::i18n::{Messages, fill};
use crate::question::ask::{ImageKey, image};
use crate::reactive::{Loadable, Meanwhile, dynamic, handler, latest, memo, paced};
use crate::shell::navigation::Navigation;
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::text::FailureNote;
use engine::run::TemplateError;
use engine::scoring::RuleSet;
use engine::selection::{Order, Selection};
use protocol::explore::Select;
use protocol::run::{
    AnsweredQuestion, FailedQuestion, PictureForm, PicturePreview, PreviewPrompt, PreviewRun, PromptPreview,
    ReadAnswers, ReadFailures, RunFailure, RunFault, RunId, RunPhase, RunPreview, RunSettings, RunState,
};
use protocol::{DatasetId, Failure, Listed};

/// Text and images of one question, with what becomes of the images.
#[component]
pub fn Preview(
    /// What the form says.
    settings: ReadSignal<RunSettings>,
) -> impl IntoView {
    let context = RunContext::of_page();
    let place = RwSignal::new(0);
    let loaded = prompt_preview(context.session, settings, place);
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
    let images = (0..).zip(pictures).map(|(which, image)| view! { <ShownImage row which image /> }).collect_view();
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
        {images}
        <p class="form__label">{tr(|m| m.run.preview_text)}</p>
        <pre class="run__text" tabindex="0">{text}</pre>
    }
}

#[component]
fn ShownImage(row: u32, which: u32, image: PicturePreview) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let label = move || fill(preferences.messages().run.preview_picture, &[("n", &integer(u64::from(which) + 1))]);
    let facts = move || {
        let messages = preferences.messages();
        let before = image.before.as_ref().map(|form| form_words(messages, form));
        match &image.after {
            Ok(form) if image.is_changed => {
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
        <figure class="run__image">
            <OwnPicture row which label=Signal::derive(label) />
            <figcaption>{dynamic(label)} ": " {dynamic(facts)}</figcaption>
        </figure>
    }
}

/// The image as the file has it.
#[component]
fn OwnPicture(row: u32, which: u32, label: Signal<String>) -> impl IntoView {
    let session = RunContext::of_page().session;
    let key = Signal::derive(move || Some(ImageKey { dataset: session.dataset_id.get(), row, which }));
    let loaded = image(session, key);
    move || match loaded.get() {
        Loadable::Ready(image) => {
            let source = image.url.as_str().to_owned();
            Some(view! { <img src=source alt=label on:load=handler(move |_| drop(image.url.clone())) /> })
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
    let form = RunContext::of_page().state.run.form;
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

/// How often, at most, what is typed is looked at.
const REST: Duration = Duration::from_millis(400);

/// Failed questions that are listed.
pub const FAILURES_LISTED: u32 = 200;

/// Answers that are listed.
pub const ANSWERS_LISTED: u32 = 20;

/// Asks the browser to warn of leaving while a run goes on, or has answers that are not kept yet.
pub fn follow_runs(session: Session) {
    window_event_listener(ev::beforeunload, move |event| {
        if is_under_way(session) {
            event.prevent_default();
            event.set_return_value("-");
        }
    });
}

fn is_under_way(session: Session) -> bool {
    let is_under_way = |run: &RunState| run.phase == RunPhase::Running || run.tally.in_flight > 0;
    session.run.with_untracked(|run| run.as_deref().is_some_and(is_under_way))
}

/// What the form says, followed at a bounded rate.
pub fn settings(form: RwSignal<RunForm>, navigation: Navigation) -> ReadSignal<RunSettings> {
    paced(memo(move || form.with(|form| form.settings(navigation.explore().selection))), REST)
}

/// The dataset while questions can be asked about it; `None` without one.
fn dataset_key(session: Session) -> Option<(DatasetId, bool)> {
    let basis = session.basis.get();
    Some((basis.dataset?, basis.indexing))
}

/// Number of questions in the explore page's selection; `None` without a dataset or without a selection.
pub fn selection_count(session: Session, navigation: Navigation) -> ReadSignal<Loadable<u32>> {
    let key = move || {
        let selection = navigation.explore().selection;
        (selection != Selection::default()).then_some((dataset_key(session)?, selection))
    };
    latest(key, Meanwhile::KeepPrevious, move |(_, selection)| {
        let selection = Box::new(selection.clone());
        let request = Select { selection, order: Order::default(), rules: RuleSet::default(), start: 0, end: 0 };
        Box::pin(async move { Ok(session.ask(request).await?.count) })
    })
}

/// What a run of those settings would take, once the dataset has been read.
pub fn run_preview(
    session: Session,
    settings: ReadSignal<RunSettings>,
    local: RwSignal<LocalNews>,
) -> ReadSignal<Loadable<RunPreview>> {
    // The folder of a model may have been handed over again under its name.
    let folders = move || local.with(|news| news.folders);
    let key = move || dataset_key(session).map(|dataset| (dataset, folders(), settings.get()));
    latest(key, Meanwhile::KeepPrevious, move |(_, _, settings)| {
        Box::pin(session.ask(PreviewRun(Box::new(settings.clone()))))
    })
}

/// What would be sent for the question at a place of the plan.
pub fn prompt_preview(
    session: Session,
    settings: ReadSignal<RunSettings>,
    place: RwSignal<u32>,
) -> ReadSignal<Loadable<PromptPreview>> {
    let key = move || dataset_key(session).map(|dataset| (dataset, place.get(), settings.get()));
    latest(key, Meanwhile::KeepPrevious, move |(_, place, settings)| {
        Box::pin(session.ask(PreviewPrompt { settings: Box::new(settings.clone()), place: *place }))
    })
}

/// The failed questions of the run that is shown, asked for again as their number changes.
pub fn failures(session: Session) -> ReadSignal<Loadable<Listed<FailedQuestion>>> {
    let count = memo(move || {
        session.run.with(|run| {
            let run = run.as_ref().filter(|run| run.judging.is_none() && run.tally.failed > 0)?;
            Some((run.id.clone(), run.tally.failed))
        })
    });
    let count = paced(count, Duration::from_secs(2));
    latest(
        move || count.get(),
        Meanwhile::KeepPrevious,
        move |(id, _): &(RunId, usize)| {
            Box::pin(session.ask(ReadFailures { id: id.clone(), start: 0, end: FAILURES_LISTED }))
        },
    )
}

/// The last answers of the run that is shown, in its order, while they are wanted.
pub fn answers(session: Session, wanted: RwSignal<bool>) -> ReadSignal<Loadable<Vec<AnsweredQuestion>>> {
    let count = memo(move || {
        session.run.with(|run| {
            let run = run.as_ref().filter(|run| run.judging.is_none() && run.tally.answered > 0)?;
            Some((run.id.clone(), run.tally.answered))
        })
    });
    let count = paced(count, Duration::from_secs(2));
    latest(
        move || count.get().filter(|_| wanted.get()),
        Meanwhile::KeepPrevious,
        move |(id, answered): &(RunId, usize)| {
            let end = u32::try_from(*answered).unwrap_or(u32::MAX);
            let start = end.saturating_sub(ANSWERS_LISTED);
            let request = ReadAnswers { id: id.clone(), start, end };
            Box::pin(async move { Ok(session.ask(request).await?.rows) })
        },
    )
}
