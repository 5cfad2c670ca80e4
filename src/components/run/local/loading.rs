//! How far loading a model has come.

use leptos::prelude::*;

use crate::i18n::fill;
use crate::reactive::{dynamic, handler, memo};
use crate::run_form::size;
use crate::state::preferences::{Preferences, tr};
use crate::tasks::local::give_up;
use crate::tasks::run::RunDesk;
use protocol::local::Loading;

/// A bar while a model is loaded, and a way to give up what is being tried.
#[component]
pub fn LoadingBar(
    /// Whether it can be given up here.
    can_cancel: bool,
) -> impl IntoView {
    let desk = RunDesk::of_page();
    let preferences = expect_context::<Preferences>();
    let loading = desk.session.loading;
    let is_loading = memo(move || loading.with(Option::is_some));
    let is_trying = memo(move || can_cancel && desk.state.local.with(|news| news.trial.is_some()));
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
                <button type="button" class="button" on:click=handler(move |_| give_up(desk))>{tr(|m| m.shell.cancel)}</button>
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
