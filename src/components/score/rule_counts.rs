//! Which rule decided how many rows, and what each rule does.

use leptos::prelude::*;

use crate::components::common::bar::Bar;
use crate::format::{integer, share};
use crate::i18n::{rule_about, rule_name};
use crate::reactive::{dynamic, memo};
use crate::state::navigation::Navigation;
use crate::state::preferences::{Preferences, tr};
use crate::state::route::{Route, ScoreRoute};
use protocol::{RowFilter, ScoreSummary};

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
