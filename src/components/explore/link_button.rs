//! A link to what is shown.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::common::icon::{Icon, IconView};
use crate::i18n::fill;
use crate::reactive::{dynamic, effect};
use crate::state::navigation::Navigation;
use crate::state::preferences::{Preferences, tr};
use web::clipboard;

/// How long success is told; a link that is to be copied by hand stays.
const TOLD_FOR: Duration = Duration::from_secs(4);

/// What has become of copying.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Copied {
    Yes,
    /// The browser does not let the page copy; the link is shown instead.
    No(String),
}

/// Copies the address of the filters and the open question.
#[component]
pub fn LinkButton() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let copied = RwSignal::new(None::<Copied>);
    // Another state has another link.
    effect(move || {
        navigation.explore();
        copied.set(None);
    });
    let copy = move |_| {
        let Ok(link) = window().location().href() else { return };
        spawn_local(async move {
            let done = if clipboard::write(&link).await.is_ok() { Copied::Yes } else { Copied::No(link) };
            if done == Copied::Yes {
                set_timeout(move || drop(copied.try_set(None)), TOLD_FOR);
            }
            copied.try_set(Some(done));
        });
    };
    let told = move || {
        let words = preferences.messages();
        copied.get().map(|copied| match copied {
            Copied::Yes => words.explore.copied.to_owned(),
            Copied::No(link) => fill(words.explore.link_is, &[("link", &link)]),
        })
    };
    view! {
        <button
            type="button"
            class="button button--icon"
            aria-label=tr(|m| m.explore.copy_link)
            title=tr(|m| m.explore.copy_link)
            on:click=copy
        >
            <IconView icon=Icon::Link />
        </button>
        <span class="toolbar__told" role="status">{dynamic(told)}</span>
    }
}
