//! A row of the table.

use leptos::prelude::*;

use super::cells::cell;
use super::titles::{own_split, place as printed_place};
use crate::format::integer;
use crate::i18n::fill;
use crate::queries::board::BoardQuery;
use crate::reactive::{dynamic, dynamic_value, handler, memo};
use crate::state::preferences::{Preferences, tr};
use crate::state::route::{BoardRoute, MOST_COMPARED};
use engine::board::{BoardEntry, Column, Origin, Place};

/// Checkbox, place, name and cells.
#[component]
pub fn BoardRow(
    /// What the page shows.
    query: BoardQuery,
    /// The row.
    entry: BoardEntry,
    /// Its place by the sorted column.
    place: Option<Place>,
    /// The columns behind the name.
    columns: Vec<Column>,
) -> impl IntoView {
    let is_own = entry.is_own();
    let has_places = !columns.contains(&Column::Score);
    let is_random = entry.origin == Origin::Random;
    let id = StoredValue::new(entry.id.clone());
    let is_open = memo(move || query.route.with(|route| id.with_value(|id| route.open.as_ref() == Some(id))));
    let open = move |_| {
        query.change(|route| BoardRoute { open: (!is_open.get_untracked()).then(|| id.get_value()), ..route });
    };
    let name = entry.name.clone();
    let title = name.clone();
    let cells = columns.into_iter().map(|column| cell(query, &entry, column)).collect_view();
    view! {
        <tr
            class="board-row"
            class:board-row--own=is_own
            class:board-row--random=is_random
            class:board-row--open=is_open
        >
            <td class="board-table__check"><CompareBox query id name=name.clone() /></td>
            <th scope="row" class="board-table__model">
                <div class="board-row__head">
                    {has_places.then(|| view! { <PlaceMark place is_own /> })}
                    <span class="board-row__names">
                        <button
                            type="button"
                            class="board-row__name"
                            aria-expanded=dynamic_value(move || is_open.get().to_string())
                            title=title
                            on:click=open
                        >
                            {name}
                        </button>
                        <OwnMark entry />
                    </span>
                </div>
            </th>
            {cells}
        </tr>
    }
}

#[component]
fn CompareBox(query: BoardQuery, id: StoredValue<String>, name: String) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let checked = memo(move || query.route.with(|route| id.with_value(|id| route.compared.contains(id))));
    let is_full = move || query.route.with(|route| route.compared.len() >= MOST_COMPARED) && !checked.get();
    let label = move || fill(preferences.messages().board.compare_row, &[("name", &name)]);
    let title = move || is_full().then(|| preferences.messages().board.compare_full);
    view! {
        <input
            type="checkbox"
            aria-label=label
            title=title
            prop:checked=checked
            prop:disabled=is_full
            on:change=handler(move |_| id.with_value(|id| query.change(|route| route.toggled(id))))
        />
    }
}

#[component]
fn PlaceMark(place: Option<Place>, is_own: bool) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let Some(place) = place else {
        return view! { <span class="board-row__place">"–"</span> }.into_any();
    };
    let title = move || {
        let words = &preferences.messages().board;
        match (is_own, place.tied) {
            (true, _) => Some(words.would_rank),
            (false, true) => Some(words.tied),
            (false, false) => None,
        }
    };
    let text = if is_own { format!("≈{}", place.number) } else { printed_place(place) };
    view! {
        <span class="board-row__place" title=title>
            {text}
            {dynamic(move || title().map(|title| view! { <span class="unseen">" " {title}</span> }))}
        </span>
    }
    .into_any()
}

/// What an own row is of.
#[component]
fn OwnMark(entry: BoardEntry) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let Origin::Own { split, rules, n, kept } = entry.origin else {
        return ().into_any();
    };
    let overall = entry.overall().map(|figure| format!("{} %", figure.percent));
    let text = move || {
        let words = &preferences.messages().board;
        let count = fill(words.n_questions, &[("n", &integer(n.into()))]);
        let parts = [overall.clone(), Some(count), Some(own_split(words, split).to_owned()), Some(rules.to_string())];
        let kept = kept.then(|| words.kept.to_owned());
        parts.into_iter().chain([kept]).flatten().collect::<Vec<_>>().join(" · ")
    };
    view! {
        <span class="board-row__own">
            <span class="board-row__badge">{tr(|m| m.board.yours)}</span>
            " " {dynamic(text)}
        </span>
    }
    .into_any()
}
