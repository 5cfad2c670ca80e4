//! Which files stand against each other, and under which rule set.

use leptos::prelude::*;

use super::route::{CompareRoute, Side};
use super::state::Comparing;
use crate::reactive::{dynamic, handler};
use crate::shell::preferences::tr;
use crate::ui::rule_sets::rule_set_options;
use protocol::PredictionsId;

/// A choice for each side, a button that exchanges them, and the rule set.
#[component]
pub fn Choice(
    /// What the page shows.
    comparing: Comparing,
) -> impl IntoView {
    let choose_rules = move |event| {
        if let Ok(rules) = event_target_value(&event).parse() {
            comparing.change(|route| CompareRoute { rules, ..route });
        }
    };
    let exchange = move |_| {
        if let Some(b) = comparing.files.with_untracked(|files| files.get(1).copied()) {
            choose(comparing, Side::A, b);
        }
    };
    view! {
        <div class="compare-choice">
            <FileOfSide comparing side=Side::A />
            <button type="button" class="button" on:click=handler(exchange)>{tr(|m| m.compare.exchange)}</button>
            <FileOfSide comparing side=Side::B />
            <label class="choice">
                <span class="choice__label">{tr(|m| m.score.rule_set)}</span>
                <select class="field" on:change=handler(choose_rules)>
                    {rule_set_options(move || comparing.navigation.compare().rules)}
                </select>
            </label>
        </div>
    }
}

#[component]
fn FileOfSide(comparing: Comparing, side: Side) -> impl IntoView {
    let (place, label) = match side {
        Side::A => (0, tr(|m| m.compare.file_a)),
        Side::B => (1, tr(|m| m.compare.file_b)),
    };
    let options = move || {
        let chosen = comparing.files.with(|files| files.get(place).copied());
        let option = |file: protocol::PredictionsState| {
            let is_chosen = chosen == Some(file.id);
            view! { <option value=file.id.to_string() prop:selected=is_chosen>{file.name}</option> }
        };
        comparing.session.predictions.get().into_iter().map(option).collect_view()
    };
    let change = move |event| {
        if let Ok(id) = event_target_value(&event).parse() {
            choose(comparing, side, id);
        }
    };
    view! {
        <label class="choice">
            <span class="choice__label">{label}</span>
            <select class="field" on:change=handler(change)>{dynamic(options)}</select>
        </label>
    }
}

fn choose(comparing: Comparing, side: Side, id: PredictionsId) {
    let open: Vec<_> = comparing.session.predictions.with_untracked(|list| list.iter().map(|file| file.id).collect());
    comparing.change(|route| route.with_file(side, id, &open));
}
