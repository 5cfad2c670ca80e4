//! The table: heads that sort, rows that can be opened and compared, and their cells.

use leptos::prelude::*;

use super::route::{LeaderboardRoute, MOST_COMPARED};
use super::state::LeaderboardQuery;
use super::titles::{
    column_head, confidence, family_name, in_language, newer_split, own_split, place as printed_place, view_name,
};
use crate::format::{integer, interval, percent};
use crate::i18n::words::rule_sets::rule_set_words;
use crate::i18n::{BoardWords, fill};
use crate::reactive::{dynamic, dynamic_value, handler, memo};
use crate::shell::preferences::{Preferences, tr};
use engine::board::{BoardEntry, Column, Confidence, Figure, NewerSource, Origin, OwnSplit, Place, View};
use engine::stats::percent_decimals;
use web::theme::is_narrow;

/// How much of the ink a cell with the best figure has, in percent.
const STRONGEST_SHADE: f64 = 22.0;

/// A row to draw: what it shows, and its place.
#[derive(Debug, Clone, PartialEq)]
struct Drawn {
    entry: BoardEntry,
    place: Option<Place>,
    view: View,
    /// Whether there is a column of own figures.
    has_own: bool,
}

/// The rows of the view.
#[component]
pub fn LeaderboardTable(
    /// What the page shows.
    query: LeaderboardQuery,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let view = memo(move || query.route.with(|route| route.view));
    let has_own =
        memo(move || view.get() != View::Newer && query.entries.with(|entries| entries.iter().any(BoardEntry::is_own)));
    let drawn = move || {
        // The view is read before what follows from it: an effect that has asked a memo is not told of the memo's own sources.
        let view = view.get();
        let has_own = has_own.get();
        query.entries.with(|entries| {
            let listed = query.rows.get();
            let drawn = listed.into_iter().filter_map(|row| {
                let entry = entries.get(row.entry)?.clone();
                Some(Drawn { entry, place: row.place, view, has_own })
            });
            drawn.collect::<Vec<_>>()
        })
    };
    // What a row is drawn from: where any of it changes, the row is redrawn; else it is only moved.
    let key = |drawn: &Drawn| {
        (
            drawn.entry.id.clone(),
            drawn.entry.overall(),
            drawn.entry.origin.clone(),
            drawn.place,
            drawn.view,
            drawn.has_own,
        )
    };
    let is_empty = memo(move || query.rows.with(Vec::is_empty));
    let heads = move || view.get().columns().into_iter().map(|column| view! { <Head query column /> }).collect_view();
    let caption = move || {
        let words = &preferences.messages().board;
        format!("{}: {}", words.table_name, view_name(words, view.get()))
    };
    let count = move || {
        let count = query.rows.with(Vec::len);
        fill(preferences.messages().board.count_rows, &[("n", &count.to_string())])
    };
    let clear = move |_| query.change(|route| LeaderboardRoute { search: String::new(), family: None, ..route });
    view! {
        <p class="unseen" role="status">{dynamic(count)}</p>
        <div class="board__wide">
        <div class="board__more" aria-hidden="true"></div>
        <table class="board-table" class:board-table--text=dynamic_value(move || view.get() == View::Newer)>
            <caption class="unseen">{dynamic(caption)}</caption>
            <thead>
                <tr>
                    <th scope="col" class="board-table__check"><span class="unseen">{tr(|m| m.board.compare)}</span></th>
                    <Head query column=Column::Model />
                    {dynamic(move || has_own.get().then(|| view! {
                        <th scope="col" class="board-table__figure">{tr(|m| m.board.yours_head)}</th>
                    }))}
                    {dynamic(heads)}
                </tr>
            </thead>
            <tbody>
                <For each=drawn key=key let:drawn>
                    <LeaderboardRow query drawn />
                </For>
            </tbody>
        </table>
        </div>
        {dynamic(move || is_empty.get().then(|| view! {
            <p class="hint" role="status">
                {tr(|m| m.board.none_found)}
                <button type="button" class="link" on:click=clear>{tr(|m| m.board.clear_search)}</button>
            </p>
        }))}
    }
}

#[component]
fn Head(query: LeaderboardQuery, column: Column) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let head = memo(move || column_head(&preferences.messages().board, column));
    let direction = move || {
        let sorting = query.route.with(LeaderboardRoute::sorting);
        match (sorting.column == column, sorting.descending) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    };
    let press = move |_| {
        query.change(|route| LeaderboardRoute { sorting: Some(route.sorting().pressed(column)), ..route });
    };
    // Of many narrow columns the whole names are slanted, which takes more height than phones have; others are as wide as
    // their heads.
    let is_slanted = matches!(column, Column::Task(_) | Column::Department(_)) && !is_narrow();
    let short = move || head.with(|(short, full)| full.clone().filter(|_| is_slanted).unwrap_or_else(|| short.clone()));
    let full = move || head.with(|(_, full)| full.clone().filter(|_| !is_slanted));
    let class = if column == Column::Model {
        "board-table__model"
    } else if is_slanted {
        "board-table__figure board-table__slanted"
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

/// Checkbox, place, name and cells.
#[component]
fn LeaderboardRow(query: LeaderboardQuery, drawn: Drawn) -> impl IntoView {
    let Drawn { entry, place, view, has_own } = drawn;
    let columns = view.columns();
    let is_own = entry.is_own();
    let has_places = !columns.contains(&Column::Score);
    let is_random = entry.origin == Origin::Random;
    let id = StoredValue::new(entry.id.clone());
    let is_open = memo(move || query.route.with(|route| id.with_value(|id| route.open.as_ref() == Some(id))));
    let open = move |_| {
        query.change(|route| LeaderboardRoute { open: (!is_open.get_untracked()).then(|| id.get_value()), ..route });
    };
    let name = entry.name.clone();
    let title = name.clone();
    let yours = has_own.then(|| own_cell(&entry));
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
            {yours}
            {cells}
        </tr>
    }
}

#[component]
fn CompareBox(query: LeaderboardQuery, id: StoredValue<String>, name: String) -> impl IntoView {
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
    let is_unranked = split == OwnSplit::Other;
    let text = move || {
        let words = &preferences.messages().board;
        let n = integer(n.into());
        let rules = rule_set_words(preferences.language.get(), rules).short.to_owned();
        let kept = kept.then(|| words.kept.to_owned());
        let questions = if is_unranked {
            fill(words.own_unranked, &[("n", &n)])
        } else {
            format!("{} · {}", fill(words.n_questions, &[("n", &n)]), own_split(words, split))
        };
        [questions, rules].into_iter().chain(kept).collect::<Vec<_>>().join(" · ")
    };
    let title = move || is_unranked.then(|| preferences.messages().board.own_unranked_about);
    view! {
        <span class="board-row__own" title=title>
            <span class="board-row__badge">{tr(|m| m.board.yours)}</span>
            " " {dynamic(text)}
        </span>
    }
    .into_any()
}

/// The user's figure over all their questions; empty in other rows.
fn own_cell(entry: &BoardEntry) -> impl IntoView + use<> {
    let count = entry.overall().and_then(|figure| figure.count);
    let figure = count.map(|count| {
        view! {
            <strong>{percent(count.correct, count.n)}</strong>
            <span class="board-table__interval">{interval(count.correct, count.n)}</span>
        }
    });
    view! { <td class="board-table__figure">{figure}</td> }
}

/// What a row has in a column.
pub fn cell(query: LeaderboardQuery, entry: &BoardEntry, column: Column) -> AnyView {
    if column.is_figure() {
        return entry.figure(column).map_or_else(
            || view! { <td class="board-table__figure"></td> }.into_any(),
            |figure| figure_cell(query, entry, column, figure),
        );
    }
    match (column, entry.origin.clone()) {
        (Column::Family, _) => {
            let family = entry.family;
            words_cell(move |words| family.map(|family| family_name(words, family)))
        }
        (Column::Split, Origin::Newer { split, .. }) => words_cell(move |words| Some(newer_split(words, split))),
        (Column::Split, Origin::Own { split, .. }) => words_cell(move |words| Some(own_split(words, split))),
        (Column::Source, Origin::Newer { source, confidence, .. }) => {
            let source = query.data.with_untracked(|data| data.as_ref()?.newer.sources.get(&source).cloned());
            source.map_or_else(|| words_cell(|_| None), |source| source_cell(source, confidence))
        }
        (Column::Note, Origin::Newer { note: Some(note), .. }) => {
            let preferences = expect_context::<Preferences>();
            let note = move || in_language(preferences.language.get(), &note);
            view! { <td class="board-table__text board-table__note">{dynamic(note)}</td> }.into_any()
        }
        _ => {
            let text = entry.text(column).map(str::to_owned);
            view! { <td class="board-table__text">{text}</td> }.into_any()
        }
    }
}

/// A cell that follows the language.
fn words_cell(text: impl Fn(&'static BoardWords) -> Option<&'static str> + Send + 'static) -> AnyView {
    let preferences = expect_context::<Preferences>();
    view! { <td class="board-table__text">{dynamic(move || text(&preferences.messages().board))}</td> }.into_any()
}

fn figure_cell(query: LeaderboardQuery, entry: &BoardEntry, column: Column, figure: Figure) -> AnyView {
    let printed = match figure.count {
        // The column says that figures are in percent.
        Some(count) => Some(format!("{:.*}", percent_decimals(count.n), figure.percent.value())),
        None => query.data.with_untracked(|data| data.as_ref().map(|data| data.printed(entry, figure.percent))),
    };
    let shade = query.shades.with_untracked(|shades| shades.shade(column, figure.percent));
    let shade = shade.map(|shade| format!("{:.0}%", shade * STRONGEST_SHADE));
    let of = figure.count.map(|count| format!("{} / {}", integer(count.correct.into()), integer(count.n.into())));
    let is_sorted = memo(move || query.route.with(|route| route.sorting().column == column));
    view! {
        <td
            class="board-table__figure"
            class:board-table__figure--sorted=is_sorted
            style:--shade=shade
            title=of
        >
            {printed}
        </td>
    }
    .into_any()
}

fn source_cell(source: NewerSource, sure: Confidence) -> AnyView {
    let preferences = expect_context::<Preferences>();
    let protocol = source.protocol.clone();
    let protocol = move || in_language(preferences.language.get(), &protocol);
    let sure = move || confidence(&preferences.messages().board, sure);
    view! {
        <td class="board-table__text board-table__source">
            <SourceLink source /> <br /> <span class="muted">{dynamic(protocol)} " · " {dynamic(sure)}</span>
        </td>
    }
    .into_any()
}

/// A source's title, as a link where its address is known.
#[component]
pub fn SourceLink(
    /// The source.
    source: NewerSource,
) -> impl IntoView {
    match source.url {
        Some(url) => view! { <a href=url target="_blank" rel="noopener noreferrer">{source.title}</a> }.into_any(),
        None => view! { <span>{source.title}</span> }.into_any(),
    }
}
