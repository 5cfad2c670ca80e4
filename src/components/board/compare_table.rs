//! The figures behind the chart.

use leptos::prelude::*;

use crate::format::{NO_VALUE, integer};
use crate::queries::board::BoardQuery;
use crate::reactive::dynamic;
use crate::state::preferences::tr;
use engine::board::{CompareRow, ComparedFigure};

/// Behind a disclosure: every group with the random baseline and the figure of every row.
#[component]
pub fn CompareTable(
    /// What the page shows.
    query: BoardQuery,
) -> impl IntoView {
    let heads = move || {
        let names = query
            .comparison
            .with(|comparison| comparison.series.iter().map(|series| series.name.clone()).collect::<Vec<_>>());
        names.into_iter().map(|name| view! { <th scope="col" class="table__number">{name}</th> }).collect_view()
    };
    let rows = move || query.comparison.with(|comparison| comparison.rows.iter().map(row).collect_view());
    view! {
        <details class="board-disclosure">
            <summary>{tr(|m| m.board.chart_table)}</summary>
            <p class="muted chart__note">{tr(|m| m.board.best_mark)}</p>
            <div class="board-compare__table">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col" class="table__name">{tr(|m| m.board.group)}</th>
                            {dynamic(heads)}
                            <th scope="col" class="table__number">{tr(|m| m.board.random)}</th>
                        </tr>
                    </thead>
                    <tbody>{dynamic(rows)}</tbody>
                </table>
            </div>
        </details>
    }
}

fn row(row: &CompareRow) -> impl IntoView + use<> {
    let random = row.random.map_or_else(|| NO_VALUE.to_owned(), |random| random.to_string());
    view! {
        <tr>
            <th scope="row" class="table__name">{row.group.name}</th>
            {row.values.iter().map(Option::as_ref).map(cell).collect_view()}
            <td class="table__number">{random}</td>
        </tr>
    }
}

fn cell(value: Option<&ComparedFigure>) -> impl IntoView + use<> {
    let Some(value) = value else {
        return view! { <td class="table__number">{NO_VALUE}</td> }.into_any();
    };
    let interval = value.interval.map(|(low, high)| format!(" [{low:.2}, {high:.2}]"));
    let count = value.count.map(|count| format!(" n = {}", integer(count.n.into())));
    view! {
        <td class="table__number" class:table__number--main=value.best>
            {value.percent.to_string()} <span class="muted">{interval} {count}</span>
        </td>
    }
    .into_any()
}
