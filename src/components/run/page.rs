//! The run page: what is asked, of whom, how; what it takes; how it goes; and what was run before.

use leptos::prelude::*;

use super::before::Before;
use super::bring_in::BringIn;
use super::how::How;
use super::judge::JudgeSection;
use super::model::ModelSection;
use super::now::Now;
use super::questions::Questions;
use super::runs::RunList;
use crate::components::common::file_button::FileButton;
use crate::components::data::recent::Recent;
use crate::reactive::{dynamic, effect, memo};
use crate::state::preferences::tr;
use crate::tasks::run::{RunDesk, list_runs};
use crate::tasks::sample::try_sample;

/// The page.
#[component]
pub fn RunPage() -> impl IntoView {
    let desk = RunDesk::of_page();
    let has_dataset = memo(move || desk.session.dataset.with(Option::is_some));
    let has_run = memo(move || desk.session.run.with(Option::is_some));
    // Which runs can be continued depends on what is open, and an ended run has new counts.
    let state_of_runs = memo(move || {
        let run = desk.session.run.with(|run| run.as_ref().map(|run| (run.id.clone(), run.phase.clone())));
        (desk.session.basis.get(), run)
    });
    effect(move || {
        state_of_runs.with(|_| ());
        list_runs(desk);
    });
    view! {
        <div class="page page--narrow run">
            <div class="page__head">
                <h1 class="page__title">{tr(|m| m.run.title)}</h1>
            </div>
            <p class="page__lead">{tr(|m| m.run.lead)}</p>
            {dynamic(move || has_run.get().then(|| view! { <Now /> }))}
            {dynamic(move || {
                if has_dataset.get() {
                    view! {
                        <Questions />
                        <ModelSection />
                        <How />
                        <Before />
                    }
                    .into_any()
                } else {
                    view! { <NoDataset /> }.into_any()
                }
            })}
            <RunList />
            {dynamic(move || has_dataset.get().then(|| view! { <BringIn /> }))}
            <JudgeSection />
        </div>
    }
}

#[component]
fn NoDataset() -> impl IntoView {
    let desk = RunDesk::of_page();
    let sample = move |_| try_sample(desk.session, desk.notices, desk.navigation);
    view! {
        <section class="welcome" aria-label=tr(|m| m.shell.open_files)>
            <p class="welcome__drop">{tr(|m| m.run.no_dataset)}</p>
            <p class="welcome__kinds">{tr(|m| m.run.no_dataset_next)}</p>
            <div class="actions">
                <FileButton class="button button--primary" label=Signal::derive(tr(|m| m.data.choose_files))>
                    {tr(|m| m.data.choose_files)}
                </FileButton>
                <button type="button" class="button" on:click=sample>{tr(|m| m.data.try_sample)}</button>
            </div>
        </section>
        <Recent />
    }
}
