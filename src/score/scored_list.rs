//! The scored rows that pass the filter.

use leptos::prelude::*;

use super::route::ScoreRoute;
use super::rows::{ScoredList, scored_cursor, scored_rows};
use crate::format::integer;
use crate::i18n::{filter_name, rule_name};
use crate::question::predictions::{Outcome, Verdict};
use crate::reactive::{dynamic, dynamic_text, dynamic_value, effect, memo, on_key};
use crate::shell::address::Route;
use crate::shell::navigation::Navigation;
use crate::shell::preferences::{Preferences, tr};
use crate::ui::grid::{GridColumn, RowRange, VirtualGrid};
use crate::ui::text::FailureNote;
use protocol::{RowFilter, ScoreSummary, ScoredRowSummary};
use web::keyboard::command_key;

const COLUMNS: &[GridColumn] = &[
    GridColumn { title: |m| m.columns.index, class: "cell cell--index" },
    GridColumn { title: |m| m.score.outcome, class: "cell cell--sign" },
    GridColumn { title: |m| m.score.letter, class: "cell" },
    GridColumn { title: |m| m.score.answer, class: "cell" },
    GridColumn { title: |m| m.columns.question, class: "cell cell--wider" },
    GridColumn { title: |m| m.score.prediction, class: "cell" },
    GridColumn { title: |m| m.score.rule, class: "cell cell--wide" },
];

/// The table of scored rows; selecting one opens it.
#[component]
pub fn ScoredRows(
    /// Which rows are listed.
    list: Memo<Option<ScoredList>>,
    /// Set to go to the next row (`true`) or the previous one.
    step: RwSignal<Option<bool>>,
) -> impl IntoView {
    let session = expect_context();
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let (blocks, counted) = scored_rows(session, list);
    let total = Signal::derive(move || counted.get().unwrap_or(0));
    let open = move |at| navigation.open_beside(Route::Score(ScoreRoute { at, ..navigation.score_now() }));
    let at = memo(move || navigation.score().at);
    let cursor = scored_cursor(session, list, blocks, counted, at, move |at| open(Some(at)));
    let selected = memo(move || cursor.position());
    effect(move || {
        if let Some(forward) = step.get() {
            step.set(None);
            cursor.pending_step.step(forward);
        }
    });
    on_key(move |event| match command_key(&event).as_deref() {
        Some("j") => cursor.pending_step.step(true),
        Some("k") => cursor.pending_step.step(false),
        Some("Escape") => {
            cursor.pending_step.forget();
            open(None);
        }
        _ => {}
    });

    let cells = Callback::new(move |position: u32| {
        let row = memo(move || blocks.row(position));
        (move || row.get().map_or_else(placeholder, |row| cells(row, preferences))).into_any()
    });
    view! {
        {dynamic(move || blocks.failure.get().map(|failure| view! { <FailureNote failure /> }))}
        {dynamic(move || (counted.get() == Some(0)).then(|| view! { <p class="hint">{tr(|m| m.score.rows_none)}</p> }))}
        <VirtualGrid
            class="grid--scored"
            id="scored"
            label=Signal::derive(tr(|m| m.score.rows_title))
            columns=COLUMNS
            total
            selected
            on_select=Callback::new(move |position| cursor.pending_step.open_at(position))
            on_range=Callback::new(move |range: RowRange| {
                blocks.ensure(range.first, range.end, total.get_untracked());
            })
            cells
        />
    }
}

fn cells(row: ScoredRowSummary, preferences: Preferences) -> AnyView {
    let outcome = Outcome::of(&row);
    let rule = row.rule;
    view! {
        <span role="gridcell" class="cell cell--index">{row.index}</span>
        <span role="gridcell" class="cell cell--sign"><Verdict outcome worded=false /></span>
        <span role="gridcell" class="cell">{row.letter}</span>
        <span role="gridcell" class="cell">{row.answer}</span>
        <span role="gridcell" class="cell cell--wider">{row.question}</span>
        <span role="gridcell" class="cell cell--prediction">{row.prediction}</span>
        <span role="gridcell" class="cell cell--wide">{dynamic_text(move || rule_name(preferences.messages(), rule))}</span>
    }
    .into_any()
}

fn placeholder() -> AnyView {
    view! { <span role="gridcell" class="cell cell--pending" aria-busy="true">"…"</span> }.into_any()
}

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
