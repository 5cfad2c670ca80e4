//! Everything about a score but its groupings and rows: headline, notes, rule sets and how many rows each rule decided.

use leptos::prelude::*;

use super::groupings::Groupings;
use super::page::Downloads;
use super::route::ScoreRoute;
use super::rows::ScoredList;
use super::scored_list::{Filters, ScoredRows};
use crate::format::{NO_VALUE, integer, percent, share};
use crate::i18n::words::rule_sets::rule_set_words;
use crate::i18n::{Messages, explain, fill, rule_about, rule_name};
use crate::reactive::{dynamic, dynamic_text, dynamic_value, memo};
use crate::shell::address::Route;
use crate::shell::navigation::Navigation;
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::text::Bar;
use engine::scoring::RuleSet;
use protocol::{PredictionsId, RowFilter, RuleSetScore, ScoreNote, ScoreSummary, Truth};

/// Headline, rule sets, groupings, rules, files and rows.
#[component]
pub fn Summary(
    /// The score.
    summary: Signal<Option<ScoreSummary>>,
    /// The prediction file.
    file: Memo<Option<PredictionsId>>,
    /// Which rows are listed.
    list: Memo<Option<ScoredList>>,
    /// Set to go to the next row (`true`) or the previous one.
    step: RwSignal<Option<bool>>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let refusal = move || {
        let failure = summary.with(|summary| summary.as_ref()?.refusal.clone())?;
        let explained = session.parts.with(|parts| explain(preferences.language.get(), &failure, parts));
        let words = preferences.messages();
        Some(view! {
            <div class="note note--fault" role="alert">
                <p class="note__what">{fill(words.score.refusal, &[("why", &explained.what)])}</p>
                <p class="note__next">{words.score.refusal_next}</p>
            </div>
        })
    };
    view! {
        {dynamic(refusal)}
        <Headline summary />
        <Notes summary />
        <RuleSets summary />
        <Downloads file />
        <Groupings summary />
        <RuleCounts summary />
        <section class="section">
            <h2 class="section__title">{tr(|m| m.score.rows_title)}</h2>
            <Filters summary />
            <ScoredRows list step />
        </section>
    }
}

/// Accuracy in percent, number of rows, not inferable rows and the source of the answers.
#[component]
pub fn Headline(
    /// The score.
    summary: Signal<Option<ScoreSummary>>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let accuracy = move || summary.with(|score| score.as_ref().map(|score| percent(score.hits, score.n)));
    let counts = move || {
        let words = preferences.messages();
        summary.with(|score| {
            score.as_ref().map(|score| {
                let [hits, n, missing] = [score.hits, score.n, score.not_inferable].map(|count| integer(count.into()));
                fill(words.score.headline_counts, &[("hits", &hits), ("n", &n), ("missing", &missing)])
            })
        })
    };
    let truth = move || {
        let words = preferences.messages();
        summary.with(|score| {
            score.as_ref().map(|score| match score.truth {
                Truth::Dataset if score.is_vlmevalkits() => words.score.truth_dataset,
                Truth::Dataset => words.score.truth_ours,
                Truth::OwnColumn => words.score.truth_own,
            })
        })
    };
    view! {
        <div class="headline" aria-live="polite">
            <p class="headline__accuracy">{dynamic(accuracy)}</p>
            <div class="headline__about">
                <p class="headline__counts">{dynamic(counts)}</p>
                <p class="headline__truth">{dynamic(truth)}</p>
            </div>
        </div>
    }
}

/// A line for each note.
#[component]
pub fn Notes(
    /// The score.
    summary: Signal<Option<ScoreSummary>>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let notes = memo(move || summary.with(|score| score.as_ref().map(|score| score.notes.clone())));
    move || {
        let words = preferences.messages();
        let notes = notes.get().unwrap_or_default();
        notes.iter().map(|note| view! { <p class="note">{in_words(words, note)}</p> }).collect_view()
    }
}

fn in_words(words: &Messages, note: &ScoreNote) -> String {
    match note {
        ScoreNote::FormatNotEvaluated { extension } => fill(words.score.format, &[("extension", extension)]),
        ScoreNote::RepeatedIndex { rows, conflicting } => {
            let form = if *conflicting == 0 { words.score.repeated } else { words.score.conflicting };
            let [rows, conflicting] = [*rows, *conflicting].map(|count| integer(count.into()));
            fill(form, &[("rows", &rows), ("conflicting", &conflicting)])
        }
    }
}

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

/// A row a rule; its count leads to the rows.
#[component]
pub fn RuleCounts(
    /// The score.
    summary: Signal<Option<ScoreSummary>>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let navigation = expect_context::<Navigation>();
    let counts = memo(move || {
        summary.with(|summary| summary.as_ref().map_or_else(Default::default, |score| (score.by_rule.clone(), score.n)))
    });
    let rows = move || {
        let words = preferences.messages();
        let (rules, n) = counts.get();
        rules
            .into_iter()
            .map(|(rule, count)| {
                let show = move |_| {
                    navigation
                        .replace(Route::Score(ScoreRoute { filter: RowFilter::Rule(rule), ..navigation.score() }));
                };
                view! {
                    <tr>
                        <th scope="row" class="table__name">
                            <button type="button" class="link" on:click=show>{rule_name(words, rule)}</button>
                        </th>
                        <td class="table__bar"><Bar share=share(count, n) /></td>
                        <td class="table__number table__number--main">{integer(count.into())}</td>
                        <td class="table__about">{rule_about(words, rule)}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <section class="section">
            <h2 class="section__title">{tr(|m| m.score.rules_title)}</h2>
            <table class="table table--wide">
                <thead>
                    <tr>
                        <th scope="col" class="table__name">{tr(|m| m.score.rule)}</th>
                        <th scope="col" class="table__bar"><span class="unseen">{tr(|m| m.score.bar)}</span></th>
                        <th scope="col" class="table__number">{tr(|m| m.score.row_count)}</th>
                        <th scope="col" class="table__about">{tr(|m| m.score.rule_meaning)}</th>
                    </tr>
                </thead>
                <tbody>{dynamic(rows)}</tbody>
            </table>
        </section>
    }
}
