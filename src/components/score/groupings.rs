//! Accuracy by column: those that VLMEvalKit reports, then ours.

use leptos::prelude::*;

use super::grouping_table::GroupingTable;
use crate::i18n::Messages;
use crate::reactive::memo;
use crate::state::preferences::tr;
use protocol::ScoreSummary;

/// A table a column.
#[component]
pub fn Groupings(
    /// The score.
    summary: Signal<Option<ScoreSummary>>,
) -> impl IntoView {
    view! {
        <GroupingSet summary vlmevalkit=true title=|m| m.score.groups_vlmevalkit />
        <GroupingSet summary vlmevalkit=false title=|m| m.score.groups_ours />
    }
}

#[component]
fn GroupingSet(
    summary: Signal<Option<ScoreSummary>>,
    vlmevalkit: bool,
    title: fn(&'static Messages) -> &'static str,
) -> impl IntoView {
    let columns = memo(move || {
        summary.with(|summary| {
            let groupings = summary.iter().flat_map(|summary| &summary.groupings);
            groupings
                .filter(|grouping| grouping.vlmevalkit == vlmevalkit)
                .map(|grouping| grouping.column.clone())
                .collect::<Vec<_>>()
        })
    });
    let some = memo(move || columns.with(|columns| !columns.is_empty()));
    move || {
        some.get().then(|| {
            view! {
                <section class="section">
                    <h2 class="section__title">{tr(title)}</h2>
                    <div class="groupings">
                        <For each=move || columns.get() key=Clone::clone let:column>
                            <GroupingTable summary column />
                        </For>
                    </div>
                </section>
            }
        })
    }
}
