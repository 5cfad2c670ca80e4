//! A row of the table.

use leptos::prelude::*;

use super::titles::{confidence, family_name, in_language, newer_split, own_split, place as printed_place};
use crate::app::format::integer;
use crate::app::i18n::fill;
use crate::app::queries::board::BoardQuery;
use crate::app::state::preferences::{Preferences, tr};
use crate::app::state::route::{BoardRoute, MOST_COMPARED};
use crate::engine::board::{Column, Entry, Origin, Place};

/// Checkbox, place, name and cells.
#[component]
pub fn BoardRow(
    /// What the page shows.
    query: BoardQuery,
    /// The row.
    entry: Entry,
    /// Its place by the sorted column.
    place: Option<Place>,
    /// The columns behind the name.
    columns: Vec<Column>,
) -> impl IntoView {
    let is_own = entry.is_own();
    let has_places = !columns.contains(&Column::Score);
    let is_random = entry.origin == Origin::Random;
    let id = StoredValue::new(entry.id.clone());
    let is_open = Memo::new(move |_| query.route.with(|route| id.with_value(|id| route.open.as_ref() == Some(id))));
    let open = move |_| {
        query.change(|route| BoardRoute { open: (!is_open.get_untracked()).then(|| id.get_value()), ..route });
    };
    let cells = columns.into_iter().map(|column| cell(query, &entry, column)).collect_view();
    view! {
        <tr
            class="board-row"
            class:board-row--own=is_own
            class:board-row--random=is_random
            class:board-row--open=is_open
        >
            <td class="board-table__check"><CompareBox query id name=entry.name.clone() /></td>
            <th scope="row" class="board-table__model">
              <div class="board-row__head">
                {has_places.then(|| view! { <PlaceMark place is_own /> })}
                <span class="board-row__names">
                    <button type="button" class="board-row__name" aria-expanded=move || is_open.get().to_string() on:click=open>
                        {entry.name.clone()}
                    </button>
                    <OwnMark entry=entry.clone() />
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
    let checked = Memo::new(move |_| query.route.with(|route| id.with_value(|id| route.compared.contains(id))));
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
            on:change=move |_| id.with_value(|id| query.change(|route| route.toggled(id)))
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
            {move || title().map(|title| view! { <span class="unseen">" " {title}</span> })}
        </span>
    }
    .into_any()
}

/// What an own row is of.
#[component]
fn OwnMark(entry: Entry) -> impl IntoView {
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
            " " {text}
        </span>
    }
    .into_any()
}

fn cell(query: BoardQuery, entry: &Entry, column: Column) -> AnyView {
    if column.is_figure() {
        return figure(query, entry, column);
    }
    let preferences = expect_context::<Preferences>();
    match (column, entry.origin.clone()) {
        (Column::Family, _) => {
            let family = entry.family;
            let name = move || family.map(|family| family_name(&preferences.messages().board, family));
            view! { <td class="board-table__text">{name}</td> }.into_any()
        }
        (Column::Split, Origin::Newer { split, .. }) => {
            view! { <td class="board-table__text">{move || newer_split(&preferences.messages().board, split)}</td> }
                .into_any()
        }
        (Column::Split, Origin::Own { split, .. }) => {
            view! { <td class="board-table__text">{move || own_split(&preferences.messages().board, split)}</td> }
                .into_any()
        }
        (Column::Source, Origin::Newer { source, confidence: sure, .. }) => {
            let Some(source) = query.data.with_untracked(|data| data.as_ref()?.newer.sources.get(&source).cloned())
            else {
                return view! { <td class="board-table__text"></td> }.into_any();
            };
            let title = match source.url {
                Some(url) => {
                    view! { <a href=url target="_blank" rel="noopener noreferrer">{source.title}</a> }.into_any()
                }
                None => view! { <span>{source.title}</span> }.into_any(),
            };
            let protocol = move || in_language(preferences.language.get(), &source.protocol);
            let sure = move || confidence(&preferences.messages().board, sure);
            view! {
                <td class="board-table__text board-table__source">
                    {title} <br /> <span class="muted">{protocol} " · " {sure}</span>
                </td>
            }
            .into_any()
        }
        (Column::Note, Origin::Newer { note: Some(note), .. }) => {
            let note = move || in_language(preferences.language.get(), &note);
            view! { <td class="board-table__text board-table__note">{note}</td> }.into_any()
        }
        _ => {
            let text = entry.text(column).map(str::to_owned);
            view! { <td class="board-table__text">{text}</td> }.into_any()
        }
    }
}

fn figure(query: BoardQuery, entry: &Entry, column: Column) -> AnyView {
    let Some(figure) = entry.figure(column) else {
        return view! { <td class="board-table__figure"></td> }.into_any();
    };
    let printed = query.data.with_untracked(|data| data.as_ref().map(|data| data.printed(entry, figure.percent)));
    let of = figure.tally.map(|tally| format!("{} / {}", integer(tally.hits.into()), integer(tally.n.into())));
    let is_sorted = Memo::new(move |_| query.route.with(|route| route.sorting().column == column));
    view! { <td class="board-table__figure" class:board-table__figure--sorted=is_sorted title=of>{printed}</td> }
        .into_any()
}
