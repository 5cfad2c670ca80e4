//! The heat map: a cell a modality of a clinical VQA task, with its number of questions or a file's accuracy. A press
//! filters by the cell. One stop of the Tab key; arrow keys move within.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::heat_map::{HeatMap, heat_map};
use super::state::{Explorer, Filtering};
use super::tree::branches::{Branches, place};
use super::tree::checks::{Check, checks, toggled};
use crate::format::{integer, percent, share};
use crate::i18n::fill;
use crate::i18n::filter_words::node_name;
use crate::reactive::{dynamic, dynamic_text, dynamic_value, handler, memo};
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use engine::lexical_tree::TreeKind;

/// Below so many questions an accuracy says little.
const FEW: u32 = 10;

/// What the cells share.
#[derive(Clone, Copy)]
struct MapState {
    explorer: Explorer,
    tree: Memo<Arc<Branches>>,
    checks: Memo<Vec<Check>>,
    /// The prediction file whose accuracy is shown, by its place; the number of questions where there is none.
    file: RwSignal<Option<usize>>,
    greatest: Memo<u32>,
    cursor: RwSignal<(usize, usize)>,
}

/// The map of the loaded dataset under the filters in force.
#[component]
pub fn HeatMapView() -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let filtering = expect_context::<Filtering>();
    let tree = memo(move || explorer.result.tree(TreeKind::Task).unwrap_or_default());
    let map = memo(move || heat_map(&tree.get()));
    let nodes = memo(move || {
        map.with(|map| map.tasks.iter().flat_map(|line| line.nodes.clone()).flatten().collect::<Vec<_>>())
    });
    let greatest = memo(move || {
        let counts = explorer.result.counts(TreeKind::Task, |counts| {
            nodes.with(|nodes| nodes.iter().filter_map(|node| counts.questions.get(place(*node)).copied()).max())
        });
        counts.unwrap_or_default()
    });
    let state = MapState {
        explorer,
        tree,
        checks: memo(move || explorer.params.selection.with(|selection| checks(&tree.get(), &selection.nodes))),
        file: RwSignal::new(None),
        greatest,
        cursor: RwSignal::new((0, 0)),
    };
    let press = Callback::new(move |node: u32| {
        filtering
            .change(|explore| explore.selection.nodes = toggled(&tree.get_untracked(), &explore.selection.nodes, node));
    });
    let pressed = move |event: ev::KeyboardEvent| {
        let at = state.cursor.get_untracked();
        if let Some(to) = map.with_untracked(|map| map.step(&event.key(), at)) {
            event.prevent_default();
            state.cursor.set(to);
        } else if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            if let Some(node) = map.with_untracked(|map| map.tasks.get(at.0)?.nodes.get(at.1).copied().flatten()) {
                press.run(node);
            }
        }
    };
    let active = move || {
        let (line, column) = state.cursor.get();
        cell_id(line, column)
    };
    view! {
        <div class="heat">
            <MeasureChoice state />
            <div class="heat__frame">
                <table
                    role="grid"
                    class="heat__map"
                    aria-label=tr(|m| m.explore.heat_map)
                    aria-activedescendant=active
                    tabindex="0"
                    on:keydown=pressed
                >
                    {dynamic(move || lines(state, map.get(), press))}
                </table>
            </div>
        </div>
    }
}

fn cell_id(line: usize, column: usize) -> String {
    format!("heat-{line}-{column}")
}

/// Number of questions, or the accuracy of one of the files.
#[component]
fn MeasureChoice(state: MapState) -> impl IntoView {
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let files = memo(move || {
        let ids = state
            .explorer
            .result
            .read(|summary| summary.accuracy.iter().map(|file| file.predictions).collect::<Vec<_>>());
        ids.unwrap_or_default()
    });
    let choose = move |event: ev::Event| state.file.set(event_target_value(&event).parse().ok());
    let options = move || {
        let words = preferences.messages().explore;
        let option = |(at, id): (usize, u32)| {
            let name = session.short_predictions_name(id).unwrap_or_default();
            view! { <option value=at.to_string() prop:selected=dynamic_value(move || state.file.get() == Some(at))>{fill(words.accuracy_by, &[("file", &name)])}</option> }
        };
        files.get().into_iter().enumerate().map(option).collect_view()
    };
    view! {
        <div class="heat__head">
            <p class="heat__about">{tr(|m| m.explore.heat_map_about)}</p>
            <label class="choice choice--small">
                <span class="choice__label">{tr(|m| m.explore.heat_shows)}</span>
                <select class="field" on:change=choose>
                    <option value="" prop:selected=dynamic_value(move || state.file.get().is_none())>{tr(|m| m.explore.questions)}</option>
                    {dynamic(options)}
                </select>
            </label>
        </div>
    }
}

fn lines(state: MapState, map: HeatMap, press: Callback<u32>) -> AnyView {
    let preferences = expect_context::<Preferences>();
    let name = move |name: String| {
        let title = name.clone();
        let text = dynamic_text(move || node_name(preferences.messages(), TreeKind::Task, &name));
        (title, text)
    };
    let heads = map.modalities.into_iter().map(|modality| {
        let (title, text) = name(modality);
        view! { <th role="columnheader" class="heat__modality" title=title><span>{text}</span></th> }
    });
    let heads = heads.collect_view();
    let rows = map.tasks.into_iter().enumerate().map(|(line, task)| {
        let cells = task.nodes.into_iter().enumerate().map(|(column, node)| match node {
            Some(node) => view! { <MapCell state node line column press /> }.into_any(),
            None => view! { <td role="gridcell" id=cell_id(line, column) class="heat__cell"></td> }.into_any(),
        });
        let cells = cells.collect_view();
        let (title, text) = name(task.name);
        view! { <tr role="row"><th role="rowheader" class="heat__task" title=title>{text}</th>{cells}</tr> }
    });
    view! {
        <thead><tr role="row"><td role="gridcell"></td>{heads}</tr></thead>
        <tbody>{rows.collect_view()}</tbody>
    }
    .into_any()
}

#[component]
fn MapCell(state: MapState, node: u32, line: usize, column: usize, press: Callback<u32>) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let at = place(node);
    let counts = state.explorer.result;
    let questions =
        memo(move || counts.counts(TreeKind::Task, |counts| counts.questions.get(at).copied()).unwrap_or_default());
    let scored = memo(move || {
        let file = state.file.get()?;
        counts.counts(TreeKind::Task, |counts| counts.scored.get(file)?.get(at).copied())
    });
    let text = move || match scored.get() {
        Some(scored) if scored.n == 0 => String::new(),
        Some(scored) => format!("{:.0}", share(scored.correct, scored.n) * 100.0),
        None if questions.get() == 0 => String::new(),
        None => integer(questions.get().into()),
    };
    let shade = move || {
        let share = match scored.get() {
            Some(scored) => share(scored.correct, scored.n),
            None => share(questions.get(), state.greatest.get()).sqrt(),
        };
        format!("{:.0}%", share * 60.0)
    };
    let label = move || {
        let path = state.tree.with(|tree| tree.path(node).names.join(" · "));
        let words = preferences.messages();
        let n = questions.get();
        let count = fill(words.explore.count_all, &[("n", &integer(n.into()))]);
        match scored.get() {
            Some(scored) => {
                format!("{path}: {} ({} / {})", percent(scored.correct, scored.n), scored.correct, scored.n)
            }
            None => format!("{path}: {count}"),
        }
    };
    let is_checked = memo(move || state.checks.with(|checks| checks.get(at) == Some(&Check::Yes)));
    let is_few = move || scored.get().is_some_and(|scored| scored.n < FEW);
    view! {
        <td
            role="gridcell"
            id=cell_id(line, column)
            class="heat__cell heat__cell--some"
            class:heat__cell--few=is_few
            class:heat__cell--pointed=dynamic_value(move || state.cursor.get() == (line, column))
            aria-selected=dynamic_value(move || is_checked.get().to_string())
            aria-label=label
            title=label
            style:--share=shade
            on:click=handler(move |_| {
                state.cursor.set((line, column));
                press.run(node);
            })
        >
            {dynamic(text)}
        </td>
    }
}
