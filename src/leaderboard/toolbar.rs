//! View, search, family, rules of own rows, and the file to take away.

use leptos::html;
use leptos::prelude::*;

use super::route::LeaderboardRoute;
use super::state::LeaderboardQuery;
use super::titles::{family_name, view_name};
use crate::reactive::{dynamic, dynamic_text, dynamic_value, handler, memo, on_key};
use crate::shell::notices::{Notices, save_bytes};
use crate::shell::preferences::{Preferences, tr};
use crate::ui::icon::{Icon, IconView};
use crate::ui::rule_sets::rule_set_options;
use engine::board::{Family, View, to_csv};
use web::keyboard::command_key;

/// The bar above the table.
#[component]
pub fn Toolbar(
    /// What the page shows.
    query: LeaderboardQuery,
) -> impl IntoView {
    let is_table = memo(move || query.route.with(|route| route.view != View::Compare));
    let has_own = memo(move || query.own.with(|own| !own.is_empty()));
    view! {
        <div class="toolbar toolbar--board">
            <h1 class="toolbar__title">{tr(|m| m.board.title)}</h1>
            <Views query />
            {dynamic(move || is_table.get().then(|| view! { <Search query /> <Families query /> }))}
            {dynamic(move || has_own.get().then(|| view! { <OwnRules query /> }))}
            {dynamic(move || is_table.get().then(|| view! { <CsvButton query /> }))}
        </div>
    }
}

#[component]
fn Views(query: LeaderboardQuery) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let chosen = memo(move || query.route.with(|route| route.compared.len()));
    let segment = move |view: View| {
        let name = move || {
            let name = view_name(&preferences.messages().board, view);
            match chosen.get() {
                count if count > 0 && view == View::Compare => format!("{name} ({count})"),
                _ => name.to_owned(),
            }
        };
        view! {
            <button
                type="button"
                class="segments__segment"
                aria-pressed=dynamic_value(move || (query.route.with(|route| route.view) == view).to_string())
                on:click=handler(move |_| query.change(|route| route.with_view(view)))
            >
                {dynamic(name)}
            </button>
        }
    };
    view! {
        <div class="segments board-views" role="group" aria-label=tr(|m| m.board.views)>
            {View::ALL.map(segment).collect_view()}
        </div>
    }
}

#[component]
fn Search(query: LeaderboardQuery) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    on_key(move |event| {
        if command_key(&event).as_deref() == Some("/")
            && let Some(field) = field.get_untracked()
        {
            event.prevent_default();
            if let Err(error) = field.focus() {
                leptos::logging::warn!("{error:?}");
            }
        }
    });
    let typed = move |event| query.change(|route| LeaderboardRoute { search: event_target_value(&event), ..route });
    view! {
        <input
            node_ref=field
            class="field board-search"
            type="search"
            aria-label=tr(|m| m.board.search)
            placeholder=tr(|m| m.board.search)
            prop:value=dynamic_value(move || query.route.with(|route| route.search.clone()))
            on:input=typed
        />
    }
}

#[component]
fn Families(query: LeaderboardQuery) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let chosen = move || query.route.with(|route| route.family);
    let choose = move |name: String| {
        let family = Family::OF_MODELS.into_iter().find(|family| family.name() == name);
        query.change(|route| LeaderboardRoute { family, ..route });
    };
    let option = move |family: Family| {
        view! {
            <option value=family.name() prop:selected=dynamic_value(move || chosen() == Some(family))>
                {dynamic_text(move || family_name(&preferences.messages().board, family))}
            </option>
        }
    };
    view! {
        <select
            class="field"
            aria-label=tr(|m| m.board.family)
            on:change=move |event| choose(event_target_value(&event))
        >
            <option value="" prop:selected=dynamic_value(move || chosen().is_none())>{tr(|m| m.board.all_families)}</option>
            {Family::OF_MODELS.map(option).collect_view()}
        </select>
    }
}

#[component]
fn OwnRules(query: LeaderboardQuery) -> impl IntoView {
    let chosen = move || query.route.with(|route| route.rules);
    let choose = move |name: String| {
        if let Ok(rules) = name.parse() {
            query.change(|route| LeaderboardRoute { rules, ..route });
        }
    };
    view! {
        <label class="choice" title=tr(|m| m.board.own_rules_about)>
            <span class="choice__label">{tr(|m| m.board.own_rules)}</span>
            <select class="field" on:change=move |event| choose(event_target_value(&event))>
                {rule_set_options(chosen)}
            </select>
        </label>
    }
}

#[component]
fn CsvButton(query: LeaderboardQuery) -> impl IntoView {
    let notices = expect_context::<Notices>();
    let save = move |_| {
        let Some(data) = query.data.get_untracked() else { return };
        let table = query.route.with_untracked(LeaderboardRoute::table);
        let bytes = query
            .entries
            .with_untracked(|entries| query.rows.with_untracked(|rows| to_csv(&data, entries, rows, &table)));
        let name = format!("gmai-mmbench_board_{}.csv", table.view.name());
        save_bytes(notices, &bytes, &name, "text/csv;charset=utf-8");
    };
    view! {
        <button type="button" class="button" title=tr(|m| m.board.csv_about) on:click=save>
            <IconView icon=Icon::Download />
            {tr(|m| m.board.csv)}
        </button>
    }
}
