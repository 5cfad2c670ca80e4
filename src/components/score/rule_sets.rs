//! The three rule sets side by side; choosing one changes everything below.

use leptos::prelude::*;

use crate::format::{NO_VALUE, integer, percent};
use crate::i18n::fill;
use crate::i18n::words::rule_sets::rule_set_words;
use crate::reactive::{dynamic, dynamic_text, dynamic_value, memo};
use crate::state::navigation::Navigation;
use crate::state::preferences::{Preferences, tr};
use crate::state::route::{Route, ScoreRoute};
use engine::scoring::RuleSet;
use protocol::{RuleSetScore, ScoreSummary};

/// A choice of rule sets, each with its score.
#[component]
pub fn RuleSets(
    /// The score.
    summary: Signal<Option<ScoreSummary>>,
) -> impl IntoView {
    let cards = RuleSet::ALL.map(|rules| view! { <RuleSetCard rules summary /> }).collect_view();
    view! {
        <fieldset class="rule-sets">
            <legend class="section__title">{tr(|m| m.score.rule_set)}</legend>
            <div class="rule-sets__cards">{cards}</div>
            <p class="muted">{tr(|m| m.score.rule_sets_about)}</p>
        </fieldset>
    }
}

#[component]
fn RuleSetCard(rules: RuleSet, summary: Signal<Option<ScoreSummary>>) -> impl IntoView {
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
    let choose = move |_| {
        navigation.push(Route::Score(ScoreRoute { rules, ..navigation.score() }));
    };
    view! {
        <label class="rule-set">
            <input
                class="rule-set__input"
                type="radio"
                name="rules"
                value=rules.name()
                prop:checked=dynamic_value(move || navigation.score().rules == rules)
                on:change=choose
            />
            <span class="rule-set__card">
                <span class="rule-set__name">{rules.name()}</span>
                <span class="rule-set__dates">{dynamic_text(move || words().dates)}</span>
                <span class="rule-set__accuracy">{accuracy}</span>
                <span class="rule-set__counts">{hits} " · " {dynamic(missing)}</span>
                <span class="rule-set__about">{dynamic_text(move || words().about)}</span>
            </span>
        </label>
    }
}
