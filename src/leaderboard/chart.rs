//! The comparison as a dot plot.

use leptos::prelude::*;

use super::state::LeaderboardQuery;
use crate::format::integer;
use crate::i18n::{BoardWords, fill};
use crate::shell::preferences::Preferences;
use crate::ui::drawing::Drawing;
use engine::board::chart::{Labels, plot};
use engine::board::{Axis, Comparison};

/// The chart, and buttons to save it.
#[component]
pub fn Chart(
    /// What the page shows.
    query: LeaderboardQuery,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let words = move || &preferences.messages().board;
    let draw =
        Callback::new(move |width| query.comparison.with(|comparison| plot(comparison, &labels(words()), width)));
    let title =
        Signal::derive(move || query.comparison.with(|comparison| chart_title(words(), comparison.axis).to_owned()));
    let description = Signal::derive(move || query.comparison.with(|comparison| describe(words(), comparison)));
    let name = Signal::derive(move || {
        format!("gmai-mmbench_compare_{}", query.comparison.with(|comparison| comparison.axis.name()))
    });
    view! { <Drawing draw title description name /> }
}

fn labels(words: &BoardWords) -> Labels {
    Labels {
        random: words.random.to_owned(),
        percent: words.chart_percent.to_owned(),
        count: "n".to_owned(),
        interval: words.chart_interval.to_owned(),
        source: words.chart_source.to_owned(),
        print_count: |count| integer(count.into()),
    }
}

fn chart_title(words: &BoardWords, axis: Axis) -> &'static str {
    match axis {
        Axis::Tasks => words.chart_title_tasks,
        Axis::Departments => words.chart_title_departments,
        Axis::Granularity => words.chart_title_granularity,
    }
}

fn describe(words: &BoardWords, comparison: &Comparison) -> String {
    let names: Vec<&str> = comparison.series.iter().map(|series| series.name.as_str()).collect();
    let rows: Vec<&str> = comparison.rows.iter().map(|row| row.group.name).collect();
    fill(words.chart_desc, &[("rows", &rows.join(", ")), ("names", &names.join(", "))])
}
