//! The questions of the selection, one a line.

use leptos::prelude::*;

use crate::components::common::marked::marked;
use crate::components::common::virtual_grid::{GridColumn, GridSorting, RowRange, VirtualGrid};
use crate::queries::blocks::Blocks;
use crate::queries::explore::Explorer;
use crate::reactive::memo;
use crate::state::preferences::tr;
use crate::tasks::filter::Filtering;
use engine::selection::{Order, OrderBy};
use protocol::RowSummary;

const COLUMNS: &[GridColumn] = &[
    GridColumn { title: |m| m.columns.index, class: "cell cell--index" },
    GridColumn { title: |m| m.columns.question, class: "cell" },
    GridColumn { title: |m| m.columns.modality, class: "cell cell--wide" },
    GridColumn { title: |m| m.columns.task, class: "cell cell--wide" },
    GridColumn { title: |m| m.columns.department, class: "cell cell--wider" },
    GridColumn { title: |m| m.columns.granularity, class: "cell cell--wider" },
];

/// What each column is sorted by; the index stands for the place in the files.
const SORTED_BY: [OrderBy; 6] =
    [OrderBy::File, OrderBy::Question, OrderBy::Modality, OrderBy::Task, OrderBy::Department, OrderBy::Granularity];

/// The table of the selected questions; works while the dataset is being read.
#[component]
pub fn QuestionList(
    /// The rows by their position.
    rows: Blocks<RowSummary>,
    /// Number of questions.
    total: Signal<u32>,
    /// The open question's position.
    selected: Signal<Option<u32>>,
    /// Opens the question at a position.
    select: Callback<u32>,
    /// Told which positions are drawn.
    on_range: Callback<RowRange>,
) -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let filtering = expect_context::<Filtering>();
    let cells = Callback::new(move |at: u32| {
        let row = memo(move || rows.row(at));
        let is_known = memo(move || row.with(Option::is_some));
        (move || if is_known.get() { cells(row) } else { placeholder() }).into_any()
    });
    let sorted = Signal::derive(move || {
        let order = explorer.wanted.order.get();
        let column = SORTED_BY.iter().position(|by| *by == order.by)?;
        Some((column, order.descending))
    });
    let sort = Callback::new(move |column: usize| {
        let Some(by) = SORTED_BY.get(column).copied() else { return };
        filtering.change(|explore| {
            let descending = explore.order.by == by && !explore.order.descending;
            explore.order = Order { by, descending };
        });
    });
    view! {
        <VirtualGrid
            class="grid--questions"
            id="question"
            label=Signal::derive(tr(|m| m.explore.questions))
            columns=COLUMNS
            sorting=GridSorting { sorted, sort }
            total
            selected
            on_select=select
            on_range
            cells
        />
    }
}

/// Cells that stay when another question comes to their place: only texts change.
fn cells(row: Memo<Option<RowSummary>>) -> AnyView {
    let text = move |read: fn(&RowSummary) -> &String| {
        move || row.with(|row| row.as_ref().map(|row| read(row).clone()).unwrap_or_default())
    };
    let question =
        move || row.with(|row| row.as_ref().map(|row| marked(&row.question, &row.marks)).unwrap_or_default());
    view! {
        <span role="gridcell" class="cell cell--index">{text(|row| &row.index)}</span>
        <span role="gridcell" class="cell">{question}</span>
        <span role="gridcell" class="cell cell--wide">{text(|row| &row.modality)}</span>
        <span role="gridcell" class="cell cell--wide">{text(|row| &row.task)}</span>
        <span role="gridcell" class="cell cell--wider">{text(|row| &row.department)}</span>
        <span role="gridcell" class="cell cell--wider">{text(|row| &row.granularity)}</span>
    }
    .into_any()
}

fn placeholder() -> AnyView {
    view! { <span role="gridcell" class="cell cell--pending" aria-busy="true">"…"</span> }.into_any()
}
