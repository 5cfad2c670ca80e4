//! A choice of rule sets, each with its score, and the answers of which they extract different letters.

use leptos::prelude::*;

use super::links::{answers_link, change};
use super::route::ScoreRoute;
use crate::format::{NO_VALUE, integer, percent};
use crate::i18n::fill;
use crate::i18n::words::rule_sets::rule_set_words;
use crate::reactive::{dynamic, dynamic_text, dynamic_value, memo};
use crate::shell::navigation::Navigation;
use crate::shell::preferences::{Preferences, tr};
use engine::scoring::{AnswerQuery, RuleSet};
use protocol::{RuleSetScore, ScoreSummary};

/// The choice.
#[component]
pub fn RuleSets(
    /// The score.
    summary: Memo<Option<ScoreSummary>>,
) -> impl IntoView {
    let cards = RuleSet::ALL.map(|rules| view! { <RuleSetCard rules summary /> }).collect_view();
    view! {
        <fieldset class="rule-sets">
            <legend class="section__title">{tr(|m| m.score.rule_set)}</legend>
            <div class="rule-sets__cards">{cards}</div>
            <Changing summary />
            <p class="muted">{tr(|m| m.score.rule_sets_about)}</p>
        </fieldset>
    }
}

#[component]
fn RuleSetCard(rules: RuleSet, summary: Memo<Option<ScoreSummary>>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let score = memo(move || {
        summary.with(|summary| {
            let summary = summary.as_ref()?;
            let score = summary.by_rule_set.iter().find(|score| score.rules == rules)?;
            Some((*score, summary.n))
        })
    });
    let figure = move |figure: fn(RuleSetScore, u32) -> String| {
        move || score.get().map_or_else(|| NO_VALUE.to_owned(), |(score, n)| figure(score, n))
    };
    let accuracy = figure(|score, n| percent(score.hits, n));
    let hits = figure(|score, n| format!("{} / {}", integer(score.hits.into()), integer(n.into())));
    let missing = move || {
        let missing = score.get().map_or_else(|| NO_VALUE.to_owned(), |(score, _)| integer(score.not_inferable.into()));
        fill(preferences.messages().score.missing_count, &[("n", &missing)])
    };
    let words = move || rule_set_words(preferences.language.get(), rules);
    view! {
        <label class="rule-set">
            <input
                class="rule-set__input"
                type="radio"
                name="rules"
                value=rules.name()
                prop:checked=dynamic_value(move || navigation.score().rules == rules)
                on:change=move |_| change(navigation, |route| ScoreRoute { rules, ..route })
            />
            <span class="rule-set__card">
                <span class="rule-set__name">{dynamic_text(move || words().name)}</span>
                <span class="rule-set__dates">{rules.name()} " · " {dynamic_text(move || words().dates)}</span>
                <span class="rule-set__accuracy">{accuracy}</span>
                <span class="rule-set__counts">{hits} " · " {dynamic(missing)}</span>
                <span class="rule-set__about">{dynamic_text(move || words().about)}</span>
            </span>
        </label>
    }
}

/// How many answers depend on the rule set, and a way to see them.
#[component]
fn Changing(summary: Memo<Option<ScoreSummary>>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let count = memo(move || summary.with(|summary| summary.as_ref().map_or(0, |summary| summary.changing)));
    let about = move || fill(preferences.messages().score.changing_about, &[("n", &integer(count.get().into()))]);
    let link = move || {
        let query = AnswerQuery { changing: true, ..AnswerQuery::default() };
        let href = answers_link(navigation, query);
        (count.get() > 0).then(|| view! { <a href=href>{tr(|m| m.score.changing_show)}</a> })
    };
    view! { <p class="rule-sets__changing">{dynamic(about)} " " {dynamic(link)}</p> }
}
