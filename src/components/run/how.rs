//! How questions are worded, pictures are sent and answers are given.

use leptos::prelude::*;

use super::field::{SelectField, TextFields};
use super::model::{OwnPrompt, SpeedFields};
use crate::reactive::{dynamic, memo};
use crate::run_form::{Choice, Field, RunForm};
use crate::state::preferences::{Preferences, tr};
use crate::tasks::run::RunDesk;

/// The pictures, and all else behind a fold: what stands there at first is what VLMEvalKit does.
#[component]
pub fn How() -> impl IntoView {
    let model = RunDesk::of_page().state.run;
    let preferences = expect_context::<Preferences>();
    let is_faithful = memo(move || model.form.with(RunForm::is_faithful));
    let about = move || {
        let words = preferences.messages().run;
        if is_faithful.get() { words.how_faithful } else { words.how_changed }
    };
    let is_local = memo(move || model.form.with(|form| form.is_local));
    let pictures = move || {
        (!is_local.get()).then(|| {
            view! {
                <div class="run__fields">
                    <SelectField model choice=Choice::Pictures />
                    <SelectField model choice=Choice::Excess />
                </div>
            }
        })
    };
    let sampling = move || {
        let fields: &[Field] =
            if is_local.get() { &[Field::MaxTokens] } else { &[Field::Temperature, Field::MaxTokens] };
        view! { <TextFields model fields /> }
    };
    let encoding = move || {
        (!is_local.get()).then(|| {
            view! {
                <div class="run__fields">
                    <SelectField model choice=Choice::Encoding />
                    <SelectField model choice=Choice::Detail />
                </div>
            }
        })
    };
    let speed = move || {
        (!is_local.get()).then(|| {
            view! {
                <h3 class="section__subtitle">{tr(|m| m.run.speed_title)}</h3>
                <SpeedFields model />
            }
        })
    };
    view! {
        <section class="section section--framed" aria-label=tr(|m| m.run.how_title)>
            <h2 class="section__title">{tr(|m| m.run.how_title)}</h2>
            <p role="status">{dynamic(about)}</p>
            <div class="form">
                {dynamic(pictures)}
                <details class="run__more">
                    <summary>{tr(|m| m.run.how_more)}</summary>
                    <h3 class="section__subtitle">{tr(|m| m.run.prompt_title)}</h3>
                    <div class="form"><OwnPrompt model /></div>
                    <h3 class="section__subtitle">{tr(|m| m.run.sampling_title)}</h3>
                    {dynamic(sampling)}
                    <h3 class="section__subtitle">{tr(|m| m.run.pictures_title)}</h3>
                    {dynamic(encoding)}
                    <TextFields model fields=&[Field::LongestSide] />
                    {dynamic(speed)}
                </details>
            </div>
        </section>
    }
}
