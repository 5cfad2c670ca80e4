//! On a page without files: the offer to open again what was open before a reload.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use crate::i18n::fill;
use crate::reactive::{dynamic_text, handler, memo};
use crate::shell::last_open::{LastDataset, LastOpen, last_open, open_again};
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
    let preferences = expect_context::<Preferences>();
    let last = RwSignal::new_local(None::<LastOpen>);
    spawn_local(async move {
        last.try_set(last_open().await);
    });
    let is_empty = memo(move || session.dataset.with(Option::is_none) && session.predictions.with(Vec::is_empty));
    move || {
        let last = last.get().filter(|_| is_empty.get() && session.opening.get() == 0)?;
        let names = Names::of(&last);
        let press = handler(move |_| open_again(session, notices, navigation, recent, last.clone()));
        Some(view! {
            <p class="reopen">
                <button type="button" class="button button--primary" on:click=press>
                    {dynamic_text(move || names.label(preferences))}
                </button>
            </p>
        })
    }
}

/// What would be opened.
struct Names {
    is_sample: bool,
    dataset: Option<String>,
    files: Vec<String>,
}

impl Names {
    fn of(last: &LastOpen) -> Self {
        Self {
            is_sample: last.dataset == Some(LastDataset::Sample),
            dataset: last.dataset.as_ref().and_then(LastDataset::name).map(str::to_owned),
            files: last.predictions.iter().map(File::name).collect(),
        }
    }

    fn label(&self, preferences: Preferences) -> String {
        let words = preferences.messages().recent;
        let dataset = self.dataset.clone().or_else(|| self.is_sample.then(|| words.reopen_sample.to_owned()));
        let files = match self.files.as_slice() {
            [] => None,
            [file] => Some(file.clone()),
            files => Some(fill(words.reopen_predictions, &[("n", &files.len().to_string())])),
        };
        let names: Vec<String> = dataset.into_iter().chain(files).collect();
        fill(words.reopen, &[("names", &names.join(words.reopen_joint))])
    }
}
