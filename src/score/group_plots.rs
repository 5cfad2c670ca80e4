//! The second tab: a plot a column, those that VLMEvalKit reports, then ours.

use leptos::prelude::*;

use super::plot::GroupPlot;
use crate::i18n::Messages;
use crate::reactive::memo;
use crate::shell::preferences::tr;
use protocol::ScoreSummary;

/// Every grouping.
#[component]
pub fn GroupPlots(
    /// The score.
    summary: Memo<Option<ScoreSummary>>,
) -> impl IntoView {
    view! {
        <p class="muted plot__about">{tr(|m| m.score.plot_about)} " " {tr(|m| m.score.plot_leads)}</p>
        <Plots summary vlmevalkit=true title=|m| m.score.groups_vlmevalkit />
        <Plots summary vlmevalkit=false title=|m| m.score.groups_ours />
    }
}

#[component]
fn Plots(
    summary: Memo<Option<ScoreSummary>>,
    vlmevalkit: bool,
    title: fn(&'static Messages) -> &'static str,
) -> impl IntoView {
    let columns = memo(move || {
        summary.with(|summary| {
            let groupings = summary.iter().flat_map(|summary| &summary.groupings);
            let reported = groupings.filter(|grouping| grouping.vlmevalkit == vlmevalkit);
            reported.map(|grouping| grouping.column.clone()).collect::<Vec<_>>()
        })
    });
    let some = memo(move || columns.with(|columns| !columns.is_empty()));
    move || {
        some.get().then(|| {
            view! {
                <section class="section">
                    <h2 class="section__title">{tr(title)}</h2>
                    <div class="plots">
                        <For each=move || columns.get() key=Clone::clone let:column>
                            <GroupPlot summary column=Signal::stored(column) />
                        </For>
                    </div>
                </section>
            }
        })
    }
}
