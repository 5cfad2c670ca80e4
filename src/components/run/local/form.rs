//! The model in the browser as a whole.

use leptos::prelude::*;

use super::super::field::{CheckField, SelectField};
use super::check::CheckGpu;
use super::kept::KeptModels;
use super::loading::LoadingBar;
use super::machine::Machine;
use super::measure::Measure;
use super::source::SourceDetails;
use crate::components::common::open_in_tab::OpenInTab;
use crate::reactive::{dynamic, effect, memo};
use crate::run_form::Choice;
use crate::state::preferences::tr;
use crate::tasks::local::{list_kept, probe};
use crate::tasks::run::RunDesk;
use engine::local::AnswerMode;
use protocol::run::RunPhase;

/// Which model, how it computes, what can be tried before it runs, and what is kept.
#[component]
pub fn LocalModelForm() -> impl IntoView {
    let desk = RunDesk::of_page();
    let model = desk.state.run;
    probe(desk);
    let goes_on = memo(move || {
        let is_running = |phase: &RunPhase| matches!(phase, RunPhase::Running);
        desk.session.run.with(|run| run.as_ref().is_some_and(|run| is_running(&run.phase)))
    });
    let is_loading = memo(move || desk.session.loading.with(Option::is_some));
    // Loading keeps a model, and so does a run.
    effect(move || {
        if !is_loading.get() && !goes_on.get() {
            list_kept(desk);
        }
    });
    let scores_letters = memo(move || model.form.with(|form| form.local.mode() == AnswerMode::Letters));
    let framed = (!desk.state.host.allows_keys()).then(|| {
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
