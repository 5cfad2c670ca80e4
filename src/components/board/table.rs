//! The table: heads that sort, rows that can be opened and compared.

use leptos::prelude::*;

use super::row::BoardRow;
use super::titles::{column_head, view_name};
use crate::i18n::fill;
use crate::queries::board::BoardQuery;
use crate::reactive::{dynamic, dynamic_value, memo};
use crate::state::preferences::{Preferences, tr};
use crate::state::route::BoardRoute;
use engine::board::{BoardEntry, Column, Place, View};

/// A row to draw: what it shows, and its place.
#[derive(Debug, Clone, PartialEq)]
struct Drawn {
    entry: BoardEntry,
    place: Option<Place>,
    view: View,
}

/// The rows of the view.
#[component]
pub fn BoardTable(
    /// What the page shows.
    query: BoardQuery,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let view = memo(move || query.route.with(|route| route.view));
    let drawn = move || {
        query.entries.with(|entries| {
            let listed = query.rows.get();
            let drawn = listed.into_iter().filter_map(|row| {
                let entry = entries.get(row.entry)?.clone();
                Some(Drawn { entry, place: row.place, view: view.get() })
            });
            drawn.collect::<Vec<_>>()
        })
    };
    // What a row is drawn from: where any of it changes, the row is drawn anew; else it is only moved.
    let key = |drawn: &Drawn| {
        (drawn.entry.id.clone(), drawn.entry.overall(), drawn.entry.origin.clone(), drawn.place, drawn.view)
    };
    let is_empty = memo(move || query.rows.with(Vec::is_empty));
    let heads = move || {
        let columns = std::iter::once(Column::Model).chain(view.get().columns());
        columns.map(|column| view! { <Head query column /> }).collect_view()
    };
    let caption = move || {
        let words = &preferences.messages().board;
        format!("{}: {}", words.table_name, view_name(words, view.get()))
    };
    let count = move || {
        let count = query.rows.with(Vec::len);
        fill(preferences.messages().board.count_rows, &[("n", &count.to_string())])
    };
    let clear = move |_| query.change(|route| BoardRoute { search: String::new(), family: None, ..route });
    view! {
        <p class="unseen" role="status">{dynamic(count)}</p>
        <table class="board-table" class:board-table--text=dynamic_value(move || view.get() == View::Newer)>
            <caption class="unseen">{dynamic(caption)}</caption>
            <thead>
                <tr>
                    <th scope="col" class="board-table__check"><span class="unseen">{tr(|m| m.board.compare)}</span></th>
                    {dynamic(heads)}
                </tr>
            </thead>
            <tbody>
                <For each=drawn key=key let:drawn>
                    <BoardRow query entry=drawn.entry place=drawn.place columns=drawn.view.columns() />
                </For>
            </tbody>
        </table>
        {dynamic(move || is_empty.get().then(|| view! {
            <p class="hint" role="status">
                {tr(|m| m.board.none_found)}
                <button type="button" class="link" on:click=clear>{tr(|m| m.board.clear_search)}</button>
            </p>
        }))}
    }
}

#[component]
fn Head(query: BoardQuery, column: Column) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let head = memo(move || column_head(&preferences.messages().board, column));
    let direction = move || {
        let sorting = query.route.with(BoardRoute::sorting);
        match (sorting.column == column, sorting.descending) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    };
    let press = move |_| {
        query.change(|route| BoardRoute { sorting: Some(route.sorting().pressed(column)), ..route });
    };
    let short = move || head.with(|(short, _)| short.clone());
    let full = move || head.with(|(_, full)| full.clone());
    let class = if column == Column::Model {
        "board-table__model"
    } else if column.is_figure() {
        "board-table__figure"
    } else {
        "board-table__text"
    };
    if column == Column::Note {
        return view! { <th scope="col" class=class>{dynamic(short)}</th> }.into_any();
    }
    view! {
        <th scope="col" class=class aria-sort=direction title=full>
            <button type="button" class="table__sort" on:click=press>
                {dynamic(short)}
                {dynamic(move || full().map(|full| view! { <span class="unseen">" " {full}</span> }))}
            </button>
        </th>
    }
    .into_any()
}
