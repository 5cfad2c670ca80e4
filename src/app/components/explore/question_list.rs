//! The questions of the dataset, one a row.

use leptos::prelude::*;

use crate::app::components::common::failure_note::FailureNote;
use crate::app::components::common::virtual_grid::{GridColumn, RowRange, VirtualGrid};
use crate::app::queries::rows::question_rows;
use crate::app::state::preferences::tr;
use crate::app::state::session::Session;
use crate::protocol::RowSummary;

const COLUMNS: &[GridColumn] = &[
    GridColumn { title: |m| m.column_index, class: "cell cell--index" },
    GridColumn { title: |m| m.question, class: "cell" },
    GridColumn { title: |m| m.modality, class: "cell cell--wide" },
    GridColumn { title: |m| m.task, class: "cell cell--wide" },
    GridColumn { title: |m| m.department, class: "cell cell--wider" },
    GridColumn { title: |m| m.granularity, class: "cell cell--wider" },
];

/// The table of questions; works while the dataset is being read.
#[component]
pub fn QuestionList(
    /// The open question's row.
    selected: Signal<Option<u32>>,
    /// Opens a row.
    select: Callback<u32>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let blocks = question_rows(session);
    let range = RwSignal::new(RowRange::default());
    Effect::new(move |_| {
        let RowRange { first, end } = range.get();
        // Follows the number of rows, so that a block fetched short is fetched again as the dataset grows.
        blocks.ensure(first, end, session.rows.get());
    });
    let cells = Callback::new(move |at: u32| {
        let row = Memo::new(move |_| blocks.row(at));
        (move || row.get().map_or_else(placeholder, cells)).into_any()
    });
    view! {
        {move || blocks.failure.get().map(|failure| view! { <FailureNote failure /> })}
        <VirtualGrid
            class="grid--questions"
            id="question"
            label=Signal::derive(tr(|m| m.questions))
            columns=COLUMNS
            total=session.rows
            selected
            on_select=select
            on_range=Callback::new(move |drawn| range.set(drawn))
            cells
        />
    }
}

fn cells(row: RowSummary) -> AnyView {
    view! {
        <span role="gridcell" class="cell cell--index">{row.index}</span>
        <span role="gridcell" class="cell">{row.question}</span>
        <span role="gridcell" class="cell cell--wide">{row.modality}</span>
        <span role="gridcell" class="cell cell--wide">{row.task}</span>
        <span role="gridcell" class="cell cell--wider">{row.department}</span>
        <span role="gridcell" class="cell cell--wider">{row.granularity}</span>
    }
    .into_any()
}

fn placeholder() -> AnyView {
    view! { <span role="gridcell" class="cell cell--pending" aria-busy="true">"…"</span> }.into_any()
}
