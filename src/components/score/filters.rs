//! Which scored rows are listed.

use leptos::prelude::*;

use crate::format::integer;
use crate::i18n::filter_name;
use crate::reactive::{dynamic, dynamic_text, dynamic_value, memo};
use crate::state::navigation::Navigation;
use crate::state::preferences::{Preferences, tr};
use crate::state::route::{Route, ScoreRoute};
use protocol::{RowFilter, ScoreSummary};

/// A chip a filter, with the number of rows that pass it.
#[component]
pub fn Filters(
    /// The score.
    summary: Signal<Option<ScoreSummary>>,
) -> impl IntoView {
    let counts = memo(move || summary.with(|summary| summary.as_ref().map_or_else(Vec::new, counts)));
    let filters = memo(move || counts.with(|counts| counts.iter().map(|(filter, _)| *filter).collect::<Vec<_>>()));
    view! {
        <div class="filters" role="group" aria-label=tr(|m| m.score.filters)>
            <For each=move || filters.get() key=|filter| *filter let:filter>
                <FilterChip filter counts />
            </For>
        </div>
    }
}

#[component]
fn FilterChip(filter: RowFilter, counts: Memo<Vec<(RowFilter, u32)>>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let count = move || {
        let count = counts.with(|counts| counts.iter().find(|(other, _)| *other == filter).map(|(_, count)| *count));
        count.map(|count| integer(count.into()))
    };
    let choose = move |_| {
        navigation.push(Route::Score(ScoreRoute { filter, ..navigation.score() }));
    };
    view! {
        <button
            type="button"
            class="filter"
            aria-pressed=dynamic_value(move || (navigation.score().filter == filter).to_string())
            on:click=choose
        >
            {dynamic_text(move || filter_name(preferences.messages(), filter))} " "
            <span class="filter__count">{dynamic(count)}</span>
        </button>
    }
}

fn counts(score: &ScoreSummary) -> Vec<(RowFilter, u32)> {
    let outcomes = [
        (RowFilter::All, score.n),
        (RowFilter::Right, score.hits),
        (RowFilter::Wrong, score.wrong),
        (RowFilter::NotInferable, score.not_inferable),
    ];
    let rules = score.by_rule.iter().map(|(rule, count)| (RowFilter::Rule(*rule), *count));
    outcomes.into_iter().chain(rules).collect()
}
