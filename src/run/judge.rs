//! A second model that says which option an answer means.

use leptos::ev;
use leptos::prelude::*;

use super::model::{RemoteModel, SpeedFields};
use super::tasks::{RunContext, judge};
use crate::format::{integer, percent};
use crate::i18n::fill;
use crate::i18n::words::rule_sets::rule_set_words;
use crate::reactive::{dynamic, dynamic_value, memo};
use crate::shell::preferences::{Preferences, tr};
use engine::scoring::RuleSet;
use protocol::PredictionsId;

/// The prediction file, the judge, and a button; closed until it is wanted.
#[component]
pub fn JudgeSection() -> impl IntoView {
    let context = RunContext::of_page();
    let model = context.state.judge;
    let files = memo(move || {
        let files = context.session.predictions.get();
        files.into_iter().map(|file| (file.id, file.name)).collect::<Vec<_>>()
    });
    let typed = RwSignal::new(None::<PredictionsId>);
    let chosen = memo(move || {
        files.with(|files| {
            let known = files.iter().find(|(id, _)| Some(*id) == typed.get());
            known.or(files.last()).map(|(id, _)| *id)
        })
    });
    let change = move |event: ev::Event| typed.set(event_target_value(&event).parse().ok());
    // Until one is chosen here, the rule set is that of the score.
    let typed_rules = RwSignal::new(None::<RuleSet>);
    let rules = memo(move || typed_rules.get().unwrap_or_else(|| context.navigation.score().rules));
    let change_rules = move |event: ev::Event| typed_rules.set(event_target_value(&event).parse().ok());
    let run = move |_| {
        if let Some(id) = chosen.get_untracked() {
            judge(context, id, rules.get_untracked());
        }
    };
    let preferences = expect_context::<Preferences>();
    let rule_options = move || {
        let option = |set: RuleSet| {
            let name = move || format!("{set}, {}", rule_set_words(preferences.language.get(), set).dates);
            view! { <option value=set.to_string() prop:selected=dynamic_value(move || rules.get() == set)>{name}</option> }
        };
        RuleSet::ALL.map(option).collect_view()
    };
    let options = move || {
        let option = |(id, name): (PredictionsId, String)| {
            view! { <option value=id.to_string() prop:selected=dynamic_value(move || chosen.get() == Some(id))>{name}</option> }
        };
        files.get().into_iter().map(option).collect_view()
    };
    let body = move || {
        if files.with(Vec::is_empty) {
            return view! { <p class="muted">{tr(|m| m.run.judge_none)}</p> }.into_any();
        }
        view! {
            <div class="form__field">
                <label class="form__label" for="judge-file">{tr(|m| m.run.judge_file)}</label>
                <select class="field" id="judge-file" on:change=change>{dynamic(options)}</select>
            </div>
            <div class="form__field">
                <label class="form__label" for="judge-rules">{tr(|m| m.score.rule_set)}</label>
                <select class="field" id="judge-rules" on:change=change_rules>{dynamic(rule_options)}</select>
            </div>
            <RemoteModel model />
            <details class="run__more">
                <summary>{tr(|m| m.run.speed_title)}</summary>
                <SpeedFields model />
            </details>
            <div class="actions">
                <button
                    type="button"
                    class="button button--primary"
                    disabled=dynamic_value(move || context.state.starting.get() || !context.state.host.allows_keys())
                    on:click=run
                >
                    {tr(|m| m.run.judge_run)}
                </button>
            </div>
        }
        .into_any()
    };
    view! {
        <details class="section card">
            <summary class="card__summary"><h2 class="card__title">{tr(|m| m.run.judge_title)}</h2></summary>
            <p class="card__lead">{tr(|m| m.run.judge_about)}</p>
            {dynamic(body)}
        </details>
    }
}

/// The scores without and with the judge, while one is under way or has ended.
#[component]
pub fn BothScores() -> impl IntoView {
    let context = RunContext::of_page();
    let preferences = expect_context::<Preferences>();
    let judged = memo(move || context.session.run.with(|run| run.as_ref()?.judged));
    move || {
        let judged = judged.get()?;
        let words = preferences.messages().run;
        let number = |count: usize| integer(count as u64);
        let share = |correct: usize| {
            percent(u32::try_from(correct).unwrap_or(u32::MAX), u32::try_from(judged.rows).unwrap_or(u32::MAX))
        };
        let about = fill(
            words.judge_open,
            &[
                ("open", &number(judged.open)),
                ("matched", &number(judged.matched)),
                ("unmatched", &number(judged.unmatched)),
            ],
        );
        Some(view! {
            <dl class="run__figures">
                <div><dt>{words.judge_without}</dt><dd>{share(judged.correct)}</dd></div>
                <div><dt>{words.judge_with}</dt><dd>{share(judged.correct_with_judge)}</dd></div>
            </dl>
            <p class="form__hint">{about}</p>
        })
    }
}
