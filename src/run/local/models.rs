//! The models that this browser keeps, and how far loading one has come.

use leptos::prelude::*;

use super::tasks::{delete_kept, give_up};
use crate::i18n::fill;
use crate::reactive::{dynamic, handler, memo};
use crate::run::figures::size;
use crate::run::tasks::RunContext;
use crate::shell::preferences::{Preferences, tr};
use crate::ui::text::FailureNote;
use engine::local::{LocalError, LocalErrorKind};
use protocol::Failure;
use protocol::local::{KeptModel, Loading};
use protocol::run::RunFault;

/// Each with its size and a button that deletes it; nothing where there is none. A model that found no room is told of.
#[component]
pub fn KeptModels() -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let changes = memo(move || context.state.local.with(|news| news.changes.kept));
    let entry = move |KeptModel { name, bytes, .. }: KeptModel| {
        let (shown, told) = (name.clone(), name.clone());
        let label = move || fill(preferences.messages().local.kept_delete, &[("name", &told)]);
        let delete = move |_| delete_kept(context, name.clone());
        view! {
            <li class="open-files__file">
                <span class="open-files__name">{shown}</span>
                <span class="files__size muted">{size(bytes)}</span>
                <button type="button" class="button button--quiet" aria-label=label on:click=delete>
                    {tr(|m| m.runs.delete)}
                </button>
            </li>
        }
    };
    let no_room = move || {
        context.session.model_not_kept.get().then(|| {
            let failure = Failure::Run(RunFault::Local(LocalError::new(LocalErrorKind::StorageFull, "")));
            view! { <FailureNote failure /> }
        })
    };
    let list = move || {
        changes.with(|_| ());
        let kept = context.state.local.with_untracked(|news| news.kept.clone());
        (!kept.is_empty()).then(|| {
            view! {
                <section aria-label=tr(|m| m.local.kept_title)>
                    <h3 class="section__subtitle">{tr(|m| m.local.kept_title)}</h3>
                    <ul class="open-files">{kept.into_iter().map(entry).collect_view()}</ul>
                </section>
            }
        })
    };
    view! {
        <div role="status">{dynamic(no_room)}</div>
        {dynamic(list)}
    }
}

/// A bar while a model is loaded, and a way to give up what is being tried.
#[component]
pub fn LoadingBar(
    /// Whether it can be given up here.
    can_cancel: bool,
) -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let loading = context.session.loading;
    let is_loading = memo(move || loading.with(Option::is_some));
    let is_trying = memo(move || can_cancel && context.state.local.with(|news| news.trial.is_some()));
    // Told once a model; the bytes are only shown.
    let title = memo(move || {
        let name = |loading: &Loading| fill(preferences.messages().local.loading, &[("model", &loading.model)]);
        loading.with(|loading| loading.as_ref().map(name).unwrap_or_default())
    });
    let figures = move || {
        let of = preferences.messages().data.figure_of;
        loading.with(|loading| {
            let Loading { loaded, total, .. } = loading.as_ref()?;
            let done = size(*loaded);
            Some(if *total > 0.0 { fill(of, &[("done", &done), ("total", &size(*total))]) } else { done })
        })
    };
    // Without a value the bar moves without end.
    let value = move || {
        loading.with(|loading| {
            let Loading { loaded, total, .. } = loading.as_ref()?;
            (*total > 0.0).then(|| (loaded / total).to_string())
        })
    };
    let bar = move || {
        is_loading.get().then(|| {
            view! {
                <progress class="progress__bar" max="1" value=value aria-label=tr(|m| m.local.loading_bar)></progress>
                <p class="form__hint">{dynamic(figures)}</p>
            }
        })
    };
    let cancel = move || {
        can_cancel.then(|| {
            view! {
                <button type="button" class="button" on:click=handler(move |_| give_up(context))>{tr(|m| m.shell.cancel)}</button>
            }
        })
    };
    move || {
        (is_loading.get() || is_trying.get()).then(|| {
            view! {
                <div class="progress">
                    <div class="progress__line">
                        <p class="progress__phase" role="status">{title}</p>
                        {dynamic(cancel)}
                    </div>
                    {dynamic(bar)}
                </div>
            }
        })
    }
}
