//! Values of columns, pictures and results to filter by.

use leptos::prelude::*;

use super::facet::Facet;
use crate::filters::Filter;
use crate::i18n::fill;
use crate::queries::explore::Explorer;
use crate::reactive::memo;
use crate::state::preferences::Preferences;
use crate::state::session::Session;
use engine::selection::{Outcome, OutcomeOf};
use protocol::PredictionsId;
use protocol::explore::Facets;

/// A group a column; each counts its values under the other filters in force.
#[component]
pub fn FacetList() -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let values = move |read: fn(&Facets) -> Vec<(Filter, u32)>| {
        memo(move || explorer.found.read(|summary| read(&summary.facets)).unwrap_or_default())
    };
    let files = memo(move || {
        let ids = explorer.found.read(|summary| summary.facets.outcomes.iter().map(|(id, _)| *id).collect::<Vec<_>>());
        ids.unwrap_or_default()
    });
    let word = move |pick: fn(&'static crate::i18n::Messages) -> &'static str| {
        Signal::derive(move || pick(preferences.messages()).to_owned())
    };
    view! {
        <div class="facets">
            <Facet
                title=word(|m| m.columns.modality)
                values=values(|facets| named(&facets.modalities, Filter::Modality))
            />
            <Facet
                title=word(|m| m.explore.facet_original_task)
                values=values(|facets| named(&facets.original_tasks, Filter::OriginalTask))
            />
            <Facet
                title=word(|m| m.explore.facet_options)
                values=values(|facets| numbers(&facets.option_counts, Filter::OptionCount))
            />
            <Facet title=word(|m| m.explore.facet_part) values=values(|facets| numbers(&facets.parts, Filter::Part)) />
            <Facet
                title=word(|m| m.explore.facet_picture)
                values=values(|facets| {
                    facets.pictures.iter().map(|(kind, count)| (Filter::Picture(*kind), *count)).collect()
                })
            />
            <For each=move || files.get() key=|id| *id let:id>
                {
                    let title = Signal::derive(move || {
                        let file = session.short_predictions_name(id).unwrap_or_default();
                        fill(preferences.messages().explore.facet_result, &[("file", &file)])
                    });
                    let values = memo(move || {
                        let file = session.predictions_named(id).unwrap_or_default();
                        explorer.found.read(|summary| outcomes(&summary.facets, id, &file)).unwrap_or_default()
                    });
                    view! { <Facet title values /> }
                }
            </For>
        </div>
    }
}

fn named(counts: &[(String, u32)], filter: fn(String) -> Filter) -> Vec<(Filter, u32)> {
    counts.iter().map(|(name, count)| (filter(name.clone()), *count)).collect()
}

fn numbers(counts: &[(u32, u32)], filter: fn(u32) -> Filter) -> Vec<(Filter, u32)> {
    counts.iter().map(|(number, count)| (filter(*number), *count)).collect()
}

fn outcomes(facets: &Facets, id: PredictionsId, file: &str) -> Vec<(Filter, u32)> {
    let of_file = facets.outcomes.iter().find(|(other, _)| *other == id).map(|(_, counts)| counts.as_slice());
    let filter = |outcome: Outcome| Filter::Outcome(OutcomeOf { file: file.to_owned(), outcome });
    of_file.unwrap_or_default().iter().map(|(outcome, count)| (filter(*outcome), *count)).collect()
}
