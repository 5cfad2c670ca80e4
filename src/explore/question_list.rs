//! The questions of the selection, one a line.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::outcome_marks::OutcomeMarks;
use super::selection::{Answer, SelectionResult};
use super::state::{ExploreParams, Explorer, Filtering};
use crate::i18n::filter_words::bilingual;
use crate::reactive::{effect, memo};
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::grid::{GridColumn, GridSorting, RowRange, VirtualGrid};
use crate::ui::rows::{Blocks, PendingStep};
use crate::ui::stepping::ListPosition;
use crate::ui::text::marked;
use engine::selection::{Order, OrderBy};
use protocol::RowSummary;
use protocol::explore::{FindPlace, Place, ReadSelected, SelectionNumber};

const COLUMNS: &[GridColumn] = &[
    GridColumn { title: |m| m.columns.index, class: "cell cell--index" },
    GridColumn { title: |m| m.columns.question, class: "cell cell--question" },
    GridColumn { title: |m| m.columns.modality, class: "cell cell--wide cell--modality" },
    GridColumn { title: |m| m.columns.task, class: "cell cell--wide cell--task" },
    GridColumn { title: |m| m.columns.department, class: "cell cell--wider cell--department" },
    GridColumn { title: |m| m.columns.granularity, class: "cell cell--wider cell--granularity" },
    GridColumn { title: |m| m.explore.results, class: "cell cell--results" },
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
        let order = explorer.params.order.get();
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
            sorting=GridSorting { sorted, sort, can_sort: |column| column < SORTED_BY.len() }
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
    let preferences = expect_context::<Preferences>();
    let name = move |read: fn(&RowSummary) -> &String| {
        move || {
            let text = text(read)();
            if text.is_empty() { text } else { bilingual(preferences.messages(), &text) }
        }
    };
    let question =
        move || row.with(|row| row.as_ref().map(|row| marked(&row.question, &row.marks)).unwrap_or_default());
    view! {
        <span role="gridcell" class="cell cell--index">{text(|row| &row.index)}</span>
        <span role="gridcell" class="cell cell--question">{question}</span>
        <span role="gridcell" class="cell cell--wide cell--modality">{name(|row| &row.modality)}</span>
        <span role="gridcell" class="cell cell--wide cell--task">{name(|row| &row.task)}</span>
        <span role="gridcell" class="cell cell--wider cell--department">{name(|row| &row.department)}</span>
        <span role="gridcell" class="cell cell--wider cell--granularity">{name(|row| &row.granularity)}</span>
        <span role="gridcell" class="cell cell--results"><OutcomeMarks row /></span>
    }
    .into_any()
}

fn placeholder() -> AnyView {
    view! { <span role="gridcell" class="cell cell--pending" aria-busy="true">"…"</span> }.into_any()
}

/// The rows of the selection by their position in it. Those in view, from the first to before the last position, came with
/// the selection or are fetched; the rows of an earlier selection stay until others arrive.
pub fn listed_rows(session: Session, result: SelectionResult, in_view: Signal<(u32, u32)>) -> Blocks<RowSummary> {
    let number = memo(move || result.read(|summary| summary.number));
    let blocks = Blocks::new(move |start, end| {
        let selection = number.get_untracked();
        Box::pin(async move {
            let Some(selection) = selection else { return Ok(Vec::new()) };
            let rows = session.ask(ReadSelected { selection, start, end }).await?;
            if rows.is_none() && !result.answer.is_disposed() && number.get_untracked() == Some(selection) {
                result.renew();
            }
            Ok(rows.unwrap_or_default())
        })
    });
    // The same rows have other results where files or rules are others.
    let shown = memo(move || {
        result.answer.with(|answer| {
            let Answer { rules, summary, .. } = answer.as_deref()?;
            let files: Vec<u32> = summary.accuracy.iter().map(|file| file.predictions).collect();
            Some((summary.number, *rules, files))
        })
    });
    Effect::new(move |earlier: Option<_>| {
        let shown = shown.get();
        let (first, end) = in_view.get();
        if earlier.as_ref() != Some(&shown) {
            result.answer.with_untracked(|answer| match answer {
                Some(answer) => blocks.renew_with(answer.start, &answer.summary.rows),
                None => blocks.renew(),
            });
        }
        blocks.ensure(first, end, result.read(|summary| summary.count).unwrap_or_default());
        shown
    });
    blocks
}

/// Where the open question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    selection: SelectionNumber,
    row: u32,
    /// Where it is, or where the question is that follows it; `None` if none does.
    place: Option<Place>,
}

/// The open question's place in the selection.
#[derive(Clone, Copy)]
pub struct Cursor {
    mark: RwSignal<Option<Mark>>,
    params: ExploreParams,
    result: SelectionResult,
    /// What is to be opened next.
    pub pending_step: PendingStep,
}

impl Cursor {
    /// The position of the open question, or of that which was closed last, where it is part of the selection.
    pub fn position(self) -> Option<u32> {
        let mark = self.current(self.mark.get())?;
        mark.place.filter(|place| place.row == mark.row).map(|place| place.at)
    }

    /// Whether the open question is known not to be part of the selection.
    pub fn is_outside(self) -> bool {
        let mark = self.current(self.mark.get());
        mark.is_some_and(|mark| mark.place.is_none_or(|place| place.row != mark.row))
    }

    /// Where the open question is, or that which was closed last; `None` until the worker has told it.
    fn list_position(self, total: u32) -> Option<ListPosition> {
        let Some(row) = self.params.row.get() else {
            return Some(self.position().map_or(ListPosition::NoneOpen, ListPosition::At));
        };
        let mark = self.current(self.mark.get()).filter(|mark| mark.row == row)?;
        Some(match mark.place {
            Some(place) if place.row == row => ListPosition::At(place.at),
            Some(place) => ListPosition::Before(place.at),
            None => ListPosition::Before(total),
        })
    }

    fn current(self, mark: Option<Mark>) -> Option<Mark> {
        let number = self.result.read(|summary| summary.number);
        mark.filter(|mark| Some(mark.selection) == number)
    }
}

/// Follows the open question through selections; `open` opens a row that was stepped to.
pub fn cursor(
    session: Session,
    params: ExploreParams,
    result: SelectionResult,
    rows: Blocks<RowSummary>,
    open: impl Fn(u32) + 'static,
) -> Cursor {
    let number = memo(move || result.read(|summary| summary.number));
    let pending_step = PendingStep::new(params.row, number);
    let cursor = Cursor { mark: RwSignal::new(None), params, result, pending_step };
    effect(move || {
        let Some(selection) = number.get().filter(|_| pending_step.is_pending()) else { return };
        let total = result.read(|summary| summary.count).unwrap_or_default();
        let Some(list_position) = cursor.list_position(total) else { return };
        let Some(at) = pending_step.position(list_position, total) else { return };
        rows.ensure(at, at.saturating_add(1), total);
        let Some(row) = rows.current_row(at).map(|row| row.row) else { return };
        pending_step.forget();
        cursor.mark.set(Some(Mark { selection, row, place: Some(Place { at, row }) }));
        open(row);
    });
    effect(move || {
        let (Some(selection), Some(row)) = (number.get(), params.row.get()) else { return };
        let is_known = |mark: &Option<Mark>| mark.is_some_and(|mark| mark.selection == selection && mark.row == row);
        if cursor.mark.with_untracked(is_known) {
            return;
        }
        spawn_local(async move {
            let Ok(place) = session.ask(FindPlace { selection, row }).await else {
                // That is told where the selection itself is shown.
                pending_step.forget();
                return;
            };
            if cursor.mark.is_disposed() || number.get_untracked() != Some(selection) {
                return;
            }
            if params.row.get_untracked() == Some(row) {
                cursor.mark.set(Some(Mark { selection, row, place }));
            }
        });
    });
    cursor
}
