//! Where a row is furthest above the random baseline, and where least.

use leptos::prelude::*;

use super::titles::view_name;
use crate::format::integer;
use crate::i18n::fill;
use crate::queries::board::BoardQuery;
use crate::state::preferences::Preferences;
use engine::board::{Axis, BoardEntry, Difference, above_random};

/// Number of groups shown as strongest and as weakest.
const EXTREMES: usize = 3;

/// By task and department.
#[component]
pub fn Extremes(
    /// What the page shows.
    query: BoardQuery,
    /// The row.
    entry: BoardEntry,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let section = move |axis: Axis| {
        let entry = entry.clone();
        move || {
            let differences = query.entries.with(|entries| above_random(entries, &entry, axis));
            if differences.len() < 2 * EXTREMES {
                return None;
            }
            let words = &preferences.messages().board;
            let line = |difference: &Difference| {
                let count = difference.count.map(|count| fill(words.n_questions, &[("n", &integer(count.n.into()))]));
                view! {
                    <li>
                        <span>{difference.group.name} " " <span class="muted">{count}</span></span>
                        <span class="board-extremes__figure">{signed(difference.points)}</span>
                    </li>
                }
            };
            let strongest = differences.iter().take(EXTREMES).map(line).collect_view();
            let weakest = differences.iter().rev().take(EXTREMES).map(line).collect_view();
            let title = view_name(words, axis.view());
            Some(view! {
                <h3 class="section__subtitle">{title} " · " {words.strongest}</h3>
                <ul class="board-extremes">{strongest}</ul>
                <h3 class="section__subtitle">{title} " · " {words.weakest}</h3>
                <ul class="board-extremes">{weakest}</ul>
            })
        }
    };
    [Axis::Tasks, Axis::Departments].map(section).collect_view()
}

/// Percentage points with their sign.
fn signed(points: f64) -> String {
    let sign = if points < 0.0 { "−" } else { "+" };
    format!("{sign}{:.2}", points.abs())
}
