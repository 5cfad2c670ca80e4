//! On a page without files: the offer to open again what was open before a reload.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::fill;
use crate::reactive::{dynamic, handler, memo};
use crate::shell::last_open::{LastOpen, last_open, open_again};
use crate::shell::navigation::Navigation;
use crate::shell::notices::Notices;
use crate::shell::preferences::Preferences;
use crate::shell::recent::RecentFiles;
use crate::shell::session::Session;

/// A button, where there is something to open again.
#[component]
pub fn Reopen() -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let navigation = expect_context::<Navigation>();
    let recent = expect_context::<RecentFiles>();
    let last = RwSignal::new_local(None::<LastOpen>);
    spawn_local(async move {
        last.try_set(last_open().await);
    });
    let is_empty = memo(move || session.dataset.with(Option::is_none) && session.predictions.with(Vec::is_empty));
    move || {
        let last = last.get().filter(|_| is_empty.get() && session.opening.get() == 0)?;
        let label = label(expect_context(), last.clone());
        let press = handler(move |_| open_again(session, notices, navigation, recent, last.clone()));
        Some(view! {
            <p class="reopen">
                <button type="button" class="button button--primary" on:click=press>{dynamic(label)}</button>
            </p>
        })
    }
}

fn label(preferences: Preferences, last: LastOpen) -> impl Fn() -> String {
    move || {
        let words = preferences.messages().recent;
        let files = match last.predictions.as_slice() {
            [] => None,
            [file] => Some(file.name()),
            files => Some(fill(words.reopen_predictions, &[("n", &files.len().to_string())])),
        };
        let dataset = last.dataset.as_ref().map(|dataset| dataset.name().unwrap_or(words.reopen_sample).to_owned());
        let names: Vec<String> = dataset.into_iter().chain(files).collect();
        fill(words.reopen, &[("names", &names.join(words.reopen_joint))])
    }
}
