//! Chosen rows side by side: what is chosen, the chart, the figures as a table.

use leptos::prelude::*;

use super::chart::Chart;
use super::route::LeaderboardRoute;
use super::state::LeaderboardQuery;
use super::titles::view_name;
use crate::format::{NO_VALUE, integer};
use crate::i18n::{Messages, fill};
use crate::reactive::{dynamic, dynamic_text, dynamic_value, handler, memo};
use crate::shell::preferences::{Preferences, tr};
use crate::ui::icon::{Icon, IconView};
use engine::board::chart::Marker;
use engine::board::{Axis, BoardEntry, CompareRow, ComparedFigure, Order, OwnResult, Series, View, rows};

/// Number of models that the page offers to compare.
const OFFERED: usize = 5;

/// The comparison.
#[component]
pub fn Compare(
    /// What the page shows.
    query: LeaderboardQuery,
) -> impl IntoView {
    let is_empty = memo(move || query.route.with(|route| route.compared.is_empty()));
    move || {
        if is_empty.get() {
            return view! { <Offer query /> }.into_any();
        }
        view! {
            <div class="board-compare">
                <Controls query />
                <Chosen query />
                <Chart query />
                <CompareTable query />
            </div>
        }
        .into_any()
    }
}

/// What can be done where nothing is chosen.
#[component]
fn Offer(query: LeaderboardQuery) -> impl IntoView {
    let take_best = move |_| {
        let best = query.entries.with_untracked(|entries| best_ids(entries, query));
        query.change(|route| LeaderboardRoute { compared: best, ..route });
    };
    view! {
        <div class="board-compare board-compare--empty">
            <h2 class="section__title">{tr(|m| m.board.compare_title)}</h2>
            <p>{tr(|m| m.board.compare_empty)}</p>
            <div class="actions">
                <button type="button" class="button button--primary" on:click=take_best>
                    {tr(|m| m.board.compare_best)}
                </button>
                <button
                    type="button"
                    class="button"
                    on:click=handler(move |_| query.change(|route| route.with_view(View::Overview)))
                >
                    {tr(|m| m.board.overview)}
                </button>
            </div>
        </div>
    }
}

/// Own rows, and the models that stand highest on TEST.
fn best_ids(entries: &[BoardEntry], query: LeaderboardQuery) -> Vec<String> {
    let table = LeaderboardRoute::default().table();
    let listed = rows(entries, &table);
    let own = query.own.with_untracked(|own| own.first().map(OwnResult::id));
    let models = listed.iter().filter_map(|row| entries.get(row.entry)).filter(|entry| entry.is_published());
    own.into_iter().chain(models.take(OFFERED).map(|entry| entry.id.clone())).collect()
}

#[component]
fn Controls(query: LeaderboardQuery) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let axis = move |axis: Axis| {
        view! {
            <button
                type="button"
                class="segments__segment"
                aria-pressed=dynamic_value(move || (query.route.with(|route| route.axis) == axis).to_string())
                on:click=handler(move |_| query.change(|route| LeaderboardRoute { axis, ..route }))
            >
                {dynamic_text(move || view_name(&preferences.messages().board, axis.view()))}
            </button>
        }
    };
    let order = move |order: Order| {
        let title: fn(&'static Messages) -> &'static str = match order {
            Order::Board => |m| m.board.order_field,
            Order::Value => |m| m.board.order_value,
        };
        view! {
            <option value=order.name() prop:selected=dynamic_value(move || query.route.with(|route| route.order) == order)>{tr(title)}</option>
        }
    };
    let choose_order = move |name: String| {
        let order = Order::named(&name).unwrap_or_default();
        query.change(|route| LeaderboardRoute { order, ..route });
    };
    view! {
        <div class="board-compare__controls">
            <div class="segments" role="group" aria-label=tr(|m| m.board.by)>{Axis::ALL.map(axis).collect_view()}</div>
            <label class="choice">
                <span class="choice__label">{tr(|m| m.board.order)}</span>
                <select class="field" on:change=move |event| choose_order(event_target_value(&event))>
                    {Order::ALL.map(order).collect_view()}
                </select>
            </label>
        </div>
    }
}

/// The chosen rows, each with a way to take it out, and those that have no figures here.
#[component]
fn Chosen(query: LeaderboardQuery) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let chips = move || {
        let series = query.comparison.with(|comparison| comparison.series.clone());
        let chip = |(at, series): (usize, Series)| {
            let label = fill(preferences.messages().board.remove_series, &[("name", &series.name)]);
            let remove = move |_| query.change(|route| route.toggled(&series.id));
            view! {
                <li class="chip board-series">
                    <span class="chip__link">
                        <svg class=format!("chart__mark chart__series--{at}") viewBox="-7 -7 14 14" aria-hidden="true">
                            <path d=Marker::of_series(at).path() />
                        </svg>
                        <span class="chip__name">{series.name.clone()}</span>
                    </span>
                    <button type="button" class="chip__action" aria-label=label.clone() title=label on:click=remove>
                        <IconView icon=Icon::Close />
                    </button>
                </li>
            }
        };
        series.into_iter().enumerate().map(chip).collect_view()
    };
    let left_out = move || {
        let shown = query
            .comparison
            .with(|comparison| comparison.series.iter().map(|series| series.id.clone()).collect::<Vec<_>>());
        let ids = query.route.with(|route| route.compared.clone());
        let names: Vec<String> = ids
            .into_iter()
            .filter(|id| !shown.contains(id))
            .map(|id| query.entry(&id).map_or(id, |entry| entry.name))
            .collect();
        (!names.is_empty()).then(|| fill(preferences.messages().board.left_out, &[("names", &names.join(", "))]))
    };
    view! {
        <ul class="board-compare__chosen">
            {dynamic(chips)}
            <li>
                <button
                    type="button"
                    class="button button--quiet"
                    on:click=handler(move |_| query.change(|route| LeaderboardRoute { compared: Vec::new(), ..route }))
                >
                    {tr(|m| m.board.compare_clear)}
                </button>
            </li>
        </ul>
        {dynamic(move || left_out().map(|text| view! { <p class="note" role="status">{text}</p> }))}
    }
}

/// Behind a disclosure: every group with the random baseline and the figure of every row.
#[component]
pub fn CompareTable(
    /// What the page shows.
    query: LeaderboardQuery,
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
