//! The first tab: one plot, the rule sets side by side, how the letters were found, and the files to download.

use leptos::prelude::*;

use super::downloads::Downloads;
use super::links::{answers_link, change};
use super::plot::GroupPlot;
use super::route::ScoreRoute;
use super::rule_sets::RuleSets;
use super::standing::MANY;
use crate::format::{integer, share};
use crate::i18n::{column_title, rule_about, rule_name};
use crate::reactive::{dynamic, dynamic_text, dynamic_value, handler, memo};
use crate::shell::navigation::Navigation;
use crate::shell::preferences::{Preferences, tr};
use crate::ui::text::Bar;
use engine::scoring::{AnswerQuery, Rule};
use protocol::{Grouping, PredictionsId, ScoreSummary};

/// What a score says at a glance.
#[component]
pub fn Overview(
    /// The score.
    summary: Memo<Option<ScoreSummary>>,
    /// The prediction file.
    file: Memo<Option<PredictionsId>>,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let columns = memo(move || summary.with(|summary| summary.as_ref().map_or_else(Vec::new, offered)));
    let column = memo(move || {
        let by = navigation.score().by;
        columns.with(|columns| columns.iter().find(|column| Some(*column) == by.as_ref()).or(columns.first()).cloned())
    });
    let has_groups = memo(move || column.with(Option::is_some));
    let plot = move || {
        has_groups.get().then(|| {
            let column = Signal::derive(move || column.get().unwrap_or_default());
            view! {
                <section class="section section--first">
                    <GroupingChoice columns column />
                    <GroupPlot summary column />
                    <p class="muted plot__about">{tr(|m| m.score.plot_about)} " " {tr(|m| m.score.plot_leads)}</p>
                </section>
            }
        })
    };
    view! {
        {dynamic(plot)}
        <RuleSets summary />
        <RuleCounts summary />
        <Downloads file />
    }
}

/// The columns with groups that are read at a glance; VLMEvalKit's come first.
fn offered(summary: &ScoreSummary) -> Vec<String> {
    let is_short = |grouping: &&Grouping| (2..=MANY).contains(&grouping.groups.len());
    summary.groupings.iter().filter(is_short).map(|grouping| grouping.column.clone()).collect()
}

#[component]
fn GroupingChoice(columns: Memo<Vec<String>>, column: Signal<String>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let segment = move |name: String| {
        let (title, own) = (name.clone(), name.clone());
        view! {
            <button
                type="button"
                class="segments__segment"
                aria-pressed=dynamic_value(move || column.with(|column| *column == own).to_string())
                on:click=handler(move |_| change(navigation, |route| ScoreRoute { by: Some(name.clone()), ..route }))
            >
                {dynamic_text(move || column_title(preferences.messages(), &title))}
            </button>
        }
    };
    view! {
        <div class="segments plot__choice" role="group" aria-label=tr(|m| m.score.groups_by)>
            {dynamic(move || columns.get().into_iter().map(segment).collect_view())}
        </div>
    }
}

/// A row a rule; it leads to its answers.
#[component]
pub fn RuleCounts(
    /// The score.
    summary: Memo<Option<ScoreSummary>>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let navigation = expect_context::<Navigation>();
    let counts = memo(move || {
        summary.with(|summary| summary.as_ref().map_or_else(Default::default, |score| (score.by_rule.clone(), score.n)))
    });
    let rows = move || {
        let words = preferences.messages();
        let (rules, n) = counts.get();
        let row = |(rule, count): (Rule, u32)| {
            let query = AnswerQuery { rule: Some(rule), ..AnswerQuery::default() };
            let href = answers_link(navigation, query);
            view! {
                <tr>
                    <th scope="row" class="table__name"><a href=href>{rule_name(words, rule)}</a></th>
                    <td class="table__bar"><Bar share=share(count, n) /></td>
                    <td class="table__number table__number--main">{integer(count.into())}</td>
                    <td class="table__about">{rule_about(words, rule)}</td>
                </tr>
            }
        };
        rules.into_iter().filter(|(_, count)| *count > 0).map(row).collect_view()
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
