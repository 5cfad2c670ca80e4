//! The rows that a finding is about.

use leptos::prelude::*;

use crate::format::integer;
use crate::i18n::{Messages, fill};
use crate::reactive::dynamic;
use crate::state::preferences::{Preferences, tr};
use crate::state::route::{ExploreRoute, Route};
use engine::check::{Finding, Place};

/// The index of each row, leading to its question where a dataset has it.
#[component]
pub fn FindingRows(
    /// The finding.
    finding: Finding,
) -> impl IntoView {
    if finding.indices.is_empty() {
        return ().into_any();
    }
    let preferences = expect_context::<Preferences>();
    let shown = u64::try_from(finding.indices.len()).unwrap_or(u64::MAX);
    let total = u64::from(finding.count);
    let title = move || {
        let words = &preferences.messages().check;
        if shown >= total {
            return words.rows_concerned.to_owned();
        }
        fill(words.rows_first, &[("shown", &integer(shown)), ("n", &integer(total))])
    };
    let has_links = finding.places.iter().any(|place| place.dataset_row.is_some());
    let lead = has_links.then(|| view! { <span class="muted">" " {tr(|m| m.check.links_lead)}</span> });
    let places = finding.places.into_iter().map(Some).chain(std::iter::repeat(None));
    let items: Vec<_> = finding.indices.into_iter().zip(places).collect();
    let items = move || {
        let words = preferences.messages();
        items.iter().map(|(index, place)| view! { <li>{row(words, index, *place)}</li> }).collect_view()
    };
    view! {
        <p class="finding__rows-title">{dynamic(title)} {lead}</p>
        <ul class="finding__rows" tabindex="0" aria-label=tr(|m| m.check.rows_concerned)>{dynamic(items)}</ul>
    }
    .into_any()
}

fn row(words: &'static Messages, index: &str, place: Option<Place>) -> AnyView {
    let words = &words.check;
    let place = place.unwrap_or_default();
    let title = place.row.map(|row| {
        // Row 1 of a spreadsheet is its header.
        fill(words.place, &[("index", index), ("row", &integer(u64::from(row) + 2))])
    });
    let text = if index.is_empty() { words.no_index.to_owned() } else { index.to_owned() };
    match place.dataset_row {
        Some(row) => {
            let href = Route::Explore(ExploreRoute::of_row(row)).to_string();
            view! { <a href=href title=title>{text}</a> }.into_any()
        }
        None => view! { <span title=title>{text}</span> }.into_any(),
    }
}
