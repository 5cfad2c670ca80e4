//! The data page, where everyone arrives.

use leptos::prelude::*;

use super::by_address::ByAddressForm;
use super::dataset::DatasetPanel;
use super::recent::Recent;
use crate::format::{bytes, integer};
use crate::i18n::fill;
use crate::reactive::{dynamic, handler, memo};
use crate::shell::navigation::Navigation;
use crate::shell::notices::{Notices, cancel_opening};
use crate::shell::opening::{ATTRIBUTION, try_sample};
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::button::FileButton;

/// What this is and how to begin; then what is loaded.
#[component]
pub fn DataPage() -> impl IntoView {
    let session = expect_context::<Session>();
    let loaded = memo(move || session.dataset.with(Option::is_some));
    view! {
        <div class="page page--narrow">
            <h1 class="page__title">{tr(|m| m.data.title)}</h1>
            <p class="page__lead">{tr(|m| m.data.what_this_is)}</p>
            {dynamic(move || loaded.get().then(|| view! { <DatasetPanel /> }))}
            <Welcome />
            <ByAddressForm />
            <Recent />
            <Sources />
        </div>
    }
}

/// Where files are dropped or chosen, and the sample for those who have none.
#[component]
pub fn Welcome() -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let opening = move || match session.opening.get() {
        0 => String::new(),
        files => fill(preferences.messages().data.opening, &[("n", &integer(files.into()))]),
    };
    let is_opening = memo(move || session.opening.get() > 0);
    view! {
        <section class="welcome" aria-label=tr(|m| m.shell.open_files)>
            <p class="welcome__drop">{tr(|m| m.shell.drop_here)}</p>
            <p class="welcome__kinds">{tr(|m| m.shell.drop_kinds)}</p>
            <div class="actions">
                <FileButton class="button button--primary" label=Signal::derive(tr(|m| m.data.choose_files))>
                    {tr(|m| m.data.choose_files)}
                </FileButton>
                <button
                    type="button"
                    class="button"
                    on:click=handler(move |_| try_sample(session, notices, navigation))
                >
                    {tr(|m| m.data.try_sample)}
                </button>
            </div>
            <p class="welcome__opening" role="status">{dynamic(opening)}</p>
            {dynamic(move || {
                is_opening.get().then(|| view! {
                    <button type="button" class="button" on:click=handler(move |_| cancel_opening(session, notices))>
                        {tr(|m| m.shell.cancel)}
                    </button>
                })
            })}
            <p class="welcome__private">{tr(|m| m.data.nothing_leaves)}</p>
            <p class="welcome__sample">
                {tr(|m| m.data.sample_is)} " " <a href=ATTRIBUTION target="_blank">{tr(|m| m.data.sample_attribution)}</a>
            </p>
        </section>
    }
}

/// The validation file of the benchmark as the hub has it.
const VAL_FILE: &str = "GMAI-MMBench_VAL.tsv";
const VAL_BYTES: u64 = 9_340_000_000;
const REPOSITORIES: [&str; 2] = ["VLMEval/GMAI-MMBench", "OpenGVLab/GMAI-MMBench"];

/// The files' names and where to get them.
#[component]
pub fn Sources() -> impl IntoView {
    let links = REPOSITORIES
        .map(|repository| {
            view! {
                <li>
                    <a
                        href=format!("https://huggingface.co/datasets/{repository}")
                        target="_blank"
                        rel="noopener noreferrer"
                    >
                        {repository}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <h2 class="section__title">{tr(|m| m.data.sources_title)}</h2>
            <p>{tr(|m| m.data.sources_val)} " " <code>{VAL_FILE}</code> " (" {bytes(VAL_BYTES)} ")"</p>
            <p>{tr(|m| m.data.sources_where)}</p>
            <ul class="plain-list">{links}</ul>
            <p>{tr(|m| m.data.sources_predictions)}</p>
        </section>
    }
}
