//! Everything about a score but the open row.

use leptos::prelude::*;

use super::downloads::Downloads;
use super::filters::Filters;
use super::groupings::Groupings;
use super::headline::Headline;
use super::notes::Notes;
use super::rule_counts::RuleCounts;
use super::rule_sets::RuleSets;
use super::scored_list::ScoredRows;
use crate::i18n::{explain, fill};
use crate::queries::scored_rows::ScoredList;
use crate::reactive::dynamic;
use crate::state::preferences::{Preferences, tr};
use crate::state::session::Session;
use protocol::{PredictionsId, ScoreSummary};

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
