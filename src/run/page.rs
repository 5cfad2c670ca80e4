//! The run page: what is asked, of whom, how; what it takes; how it goes; and what was run before.

use leptos::prelude::*;

use super::active_run::ActiveRun;
use super::answers::Import;
use super::cost::Cost;
use super::field::{CheckField, EitherField, SelectField, TextFields};
use super::form::content::RunForm;
use super::form::fields::{Choice, Field};
use super::judge::JudgeSection;
use super::model::{ModelSection, OwnPrompt, SpeedFields};
use super::preview::selection_count;
use super::runs::RunList;
use super::tasks::{RunContext, export, list_runs};
use crate::data::recent::Recent;
use crate::format::integer;
use crate::i18n::fill;
use crate::reactive::{Loadable, dynamic, effect, handler, memo};
use crate::shell::address::Page;
use crate::shell::opening::try_sample;
use crate::shell::preferences::{Preferences, tr};
use crate::ui::button::FileButton;
use crate::ui::reopen::Reopen;
use protocol::run::{RunFile, RunId};

/// The page.
#[component]
pub fn RunPage() -> impl IntoView {
    let context = RunContext::of_page();
    let has_dataset = memo(move || context.session.dataset.with(Option::is_some));
    let has_run = memo(move || context.session.run.with(Option::is_some));
    // Which runs can be continued depends on what is open, and an ended run has new counts.
    let state_of_runs = memo(move || {
        let run = context.session.run.with(|run| run.as_ref().map(|run| (run.id.clone(), run.phase.clone())));
        (context.session.basis.get(), run)
    });
    effect(move || {
        state_of_runs.with(|_| ());
        list_runs(context);
    });
    view! {
        <div class="page page--narrow run">
            <div class="page__head">
                <h1 class="page__title">{tr(|m| m.run.title)}</h1>
            </div>
            <p class="page__lead">{tr(|m| m.run.lead)}</p>
            {dynamic(move || has_run.get().then(|| view! { <ActiveRun /> }))}
            {dynamic(move || {
                if has_dataset.get() {
                    view! {
                        <Questions />
                        <ModelSection />
                        <Settings />
                        <Cost />
                    }
                    .into_any()
                } else {
                    view! { <NoDataset /> }.into_any()
                }
            })}
            <RunList />
            {dynamic(move || has_dataset.get().then(|| view! { <Import /> }))}
            <JudgeSection />
        </div>
    }
}

#[component]
fn NoDataset() -> impl IntoView {
    let context = RunContext::of_page();
    let sample = move |_| try_sample(context.session, context.notices, context.navigation);
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
        <Reopen />
        <Recent />
    }
}

/// The images, and all else behind a fold: what stands there at first is what VLMEvalKit does.
#[component]
pub fn Settings() -> impl IntoView {
    let model = RunContext::of_page().state.run;
    let preferences = expect_context::<Preferences>();
    let is_faithful = memo(move || model.form.with(RunForm::is_faithful));
    let about = move || {
        let words = preferences.messages().run;
        if is_faithful.get() { words.how_faithful } else { words.how_changed }
    };
    let is_local = memo(move || model.form.with(|form| form.is_local));
    let images = move || {
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
    let is_asked = memo(move || model.form.with(RunForm::has_logprobs));
    let logprobs = move || {
        is_asked.get().then(|| {
            view! {
                <CheckField model label=Signal::derive(tr(|m| m.run.logprobs)) flag=|form| &mut form.logprobs />
                <p class="form__hint">{tr(|m| m.run.logprobs_hint)}</p>
            }
        })
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
        <section class="section section--framed run__step" aria-label=tr(|m| m.run.how_title)>
            <h2 class="section__title">{tr(|m| m.run.how_title)}</h2>
            <p role="status">{dynamic(about)}</p>
            <div class="form">
                {dynamic(images)}
                <details class="run__more">
                    <summary>{tr(|m| m.run.how_more)}</summary>
                    <h3 class="section__subtitle">{tr(|m| m.run.prompt_title)}</h3>
                    <div class="form"><OwnPrompt model /></div>
                    <h3 class="section__subtitle">{tr(|m| m.run.sampling_title)}</h3>
                    {dynamic(sampling)}
                    {dynamic(logprobs)}
                    <h3 class="section__subtitle">{tr(|m| m.run.pictures_title)}</h3>
                    {dynamic(encoding)}
                    <TextFields model fields=&[Field::LongestSide] />
                    {dynamic(speed)}
                </details>
            </div>
        </section>
    }
}

/// All or the selection, the sample of these, the part of that.
#[component]
pub fn Questions() -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let model = context.state.run;
    let count = selection_count(context.session, context.navigation);
    let all = Signal::derive(move || {
        fill(preferences.messages().run.asked_all, &[("n", &integer(context.session.rows.get().into()))])
    });
    let selected = Signal::derive(move || {
        let words = preferences.messages().run;
        match count.get() {
            Loadable::Ready(count) => fill(words.asked_selection, &[("n", &integer(count.into()))]),
            Loadable::Idle => words.asked_selection_none.to_owned(),
            Loadable::Loading | Loadable::Failed(_) => fill(words.asked_selection, &[("n", "…")]),
        }
    });
    let is_on = move |flag: fn(&RunForm) -> bool| memo(move || model.form.with(flag));
    let (sampled, sharded) = (is_on(|form| form.sampled), is_on(|form| form.sharded));
    keep_sample_within(context, sampled);
    let explore = move || context.navigation.of_page(Page::Explore).to_string();
    view! {
        <fieldset class="section section--framed run__step">
            <legend class="section__title">{tr(|m| m.run.asked_title)}</legend>
            <EitherField model name="run-asked" labels=[all, selected] flag=|form| &mut form.from_selection />
            <p class="run__aside"><a href=explore>{tr(|m| m.run.change_selection)}</a></p>
            <CheckField model label=Signal::derive(tr(|m| m.run.sampled)) flag=|form| &mut form.sampled />
            {dynamic(move || sampled.get().then(|| view! {
                <TextFields model fields=&[Field::SampleSize, Field::SampleSeed] />
            }))}
            <CheckField model label=Signal::derive(tr(|m| m.run.sharded)) flag=|form| &mut form.sharded />
            {dynamic(move || sharded.get().then(|| view! { <TextFields model fields=&[Field::Part, Field::Parts] /> }))}
        </fieldset>
    }
}

/// A sample begins no larger than the dataset.
fn keep_sample_within(context: RunContext, sampled: Memo<bool>) {
    let RunContext { session, state, navigation, .. } = context;
    let form = state.run.form;
    effect(move || {
        let rows = session.rows.get();
        let is_too_large = |form: &RunForm| form.text(Field::SampleSize).parse().is_ok_and(|size: u32| size > rows);
        if sampled.get() && rows > 0 && !session.basis.get().indexing && form.with_untracked(is_too_large) {
            form.update(|form| form.set_text(Field::SampleSize, rows.to_string()));
            state.tell_address(navigation);
        }
    });
}

/// What the browser said when it was asked to keep the run; nothing before.
#[component]
pub fn Persistence(
    /// The run, once it has answers.
    id: Signal<Option<RunId>>,
) -> impl IntoView {
    let context = RunContext::of_page();
    let journal = move || {
        id.get().map(|id| {
            view! {
                <button type="button" class="link" on:click=handler(move |_| export(context, id.clone(), RunFile::Journal))>
                    {tr(|m| m.run_now.save_journal)}
                </button>
            }
        })
    };
    move || {
        context.state.persists.get().map(|persists| {
            if persists {
                view! { <p class="form__hint">{tr(|m| m.run_now.persists)}</p> }.into_any()
            } else {
                view! { <p class="form__hint">{tr(|m| m.run_now.may_go)} " " {dynamic(journal)}</p> }.into_any()
            }
        })
    }
}
