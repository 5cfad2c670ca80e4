//! A table of many rows of one height, of which only those in view are elements.

use leptos::ev;
use leptos::prelude::*;

use super::virtual_list::Viewport;
use crate::i18n::Messages;
use crate::reactive::{dynamic_value, effect, handler, memo};
use crate::shell::preferences::tr;
use web::theme::is_narrow;

/// Usual height of a row in pixels, and the least where it is pressed by a finger.
const ROW_HEIGHT: u32 = 32;
const TOUCH_ROW_HEIGHT: u32 = 44;

/// Rows drawn beyond the edges, so that slow scrolling shows no gaps; the rows drawn begin and end at a multiple of it, so
/// that what is a little more or less high draws the same ones.
const OVERSCAN: u32 = 8;

/// A column's heading.
#[derive(Debug, Clone, Copy)]
pub struct GridColumn {
    /// The heading.
    pub title: fn(&'static Messages) -> &'static str,
    /// Class of the heading's cell.
    pub class: &'static str,
}

/// What a table is sorted by; its headings are then buttons.
#[derive(Debug, Clone, Copy)]
pub struct GridSorting {
    /// The column, and whether the greatest comes first.
    pub sorted: Signal<Option<(usize, bool)>>,
    /// Told which column's heading is pressed.
    pub sort: Callback<usize>,
    /// Whether it can be sorted by a column.
    pub can_sort: fn(usize) -> bool,
}

/// The rows drawn: from the first to before the last one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowRange {
    /// First row.
    pub first: u32,
    /// Row after the last one.
    pub end: u32,
}

/// The table. Arrow keys, Home, End, Page up and Page down move the selection while it has the focus.
#[component]
pub fn VirtualGrid(
    /// Class that sets the columns' widths.
    class: &'static str,
    /// Start of the rows' element ids.
    id: &'static str,
    /// What the table lists.
    #[prop(into)]
    label: Signal<&'static str>,
    /// Headings.
    columns: &'static [GridColumn],
    /// Height of a row in pixels, where rows are higher than usual.
    #[prop(default = ROW_HEIGHT)]
    row_height: u32,
    /// How it is sorted, where it can be.
    #[prop(optional)]
    sorting: Option<GridSorting>,
    /// Number of rows.
    #[prop(into)]
    total: Signal<u32>,
    /// The selected row.
    #[prop(into)]
    selected: Signal<Option<u32>>,
    /// Told which row is selected by pointer or key.
    on_select: Callback<u32>,
    /// Told which rows are drawn.
    on_range: Callback<RowRange>,
    /// The cells of a row.
    cells: Callback<u32, AnyView>,
) -> impl IntoView {
    let row_height = if is_narrow() { row_height.max(TOUCH_ROW_HEIGHT) } else { row_height };
    let viewport = Viewport::new(row_height);
    let height = memo(move || viewport.size.get().1);
    let drawn_height = Memo::new(move |before: Option<&u32>| drawn_height(before.copied(), height.get(), row_height));
    let range = memo(move || visible(viewport.scroll_top.get(), drawn_height.get(), total.get(), row_height));
    effect(move || on_range.run(range.get()));
    follow_selection(viewport, selected, total, height, row_height);

    let pressed = move |event: ev::KeyboardEvent| {
        let page = (height.get_untracked() / row_height).max(2) - 1;
        if let Some(row) = target(&event.key(), selected.get_untracked(), page, total.get_untracked()) {
            event.prevent_default();
            on_select.run(row);
        }
    };
    let active = move || {
        let row = selected.get()?;
        let range = range.get();
        (range.first..range.end).contains(&row).then(|| format!("{id}-{row}"))
    };
    let headings = columns.iter().enumerate().map(|(at, column)| heading(at, *column, sorting)).collect_view();
    view! {
        <div
            role="grid"
            class=format!("grid {class}")
            style:--list-line=viewport.pixels(1)
            aria-label=label
            aria-rowcount=dynamic_value(move || total.get() + 1)
            aria-activedescendant=active
            tabindex="0"
            on:keydown=pressed
        >
            <div role="rowgroup" class="grid__head">
                <div role="row" class="grid__row grid__row--head" aria-rowindex="1">{headings}</div>
            </div>
            <div role="rowgroup" class="grid__viewport" node_ref=viewport.element on:scroll=handler(move |_| viewport.scrolled())>
                <div role="presentation" class="grid__space" style:height=dynamic_value(move || viewport.pixels(total.get()))>
                    <For
                        each=move || { let range = range.get(); range.first..range.end }
                        key=|row| *row
                        children=move |row| {
                            let is_selected = move || selected.get() == Some(row);
                            view! {
                                <div
                                    role="row"
                                    id=format!("{id}-{row}")
                                    class="grid__row"
                                    class:grid__row--selected=is_selected
                                    aria-rowindex=row + 2
                                    aria-selected=dynamic_value(move || is_selected().to_string())
                                    style:top=viewport.pixels(row)
                                    on:click=handler(move |_| on_select.run(row))
                                >
                                    {cells.run(row)}
                                </div>
                            }
                        }
                    />
                </div>
            </div>
        </div>
    }
}

fn heading(at: usize, column: GridColumn, sorting: Option<GridSorting>) -> AnyView {
    let Some(GridSorting { sorted, sort, .. }) = sorting.filter(|sorting| (sorting.can_sort)(at)) else {
        return view! { <span role="columnheader" class=column.class title=tr(column.title)>{tr(column.title)}</span> }
            .into_any();
    };
    let direction = move || match sorted.get() {
        Some((by, false)) if by == at => "ascending",
        Some((by, true)) if by == at => "descending",
        _ => "none",
    };
    view! {
        <span role="columnheader" class=column.class title=tr(column.title) aria-sort=direction>
            <button type="button" class="table__sort" on:click=handler(move |_| sort.run(at))>{tr(column.title)}</button>
        </span>
    }
    .into_any()
}

/// The height to draw rows for. A table that becomes a little lower keeps its rows: where a filter adds a line above it,
/// the next one takes the line away, and rows that came and went would be asked for each time.
fn drawn_height(before: Option<u32>, height: u32, row_height: u32) -> u32 {
    let a_little = OVERSCAN * row_height;
    before.filter(|&before| (height..height.saturating_add(a_little)).contains(&before)).unwrap_or(height)
}

fn visible(scroll_top: u32, height: u32, total: u32, row_height: u32) -> RowRange {
    let first = (scroll_top / row_height / OVERSCAN).saturating_sub(1).saturating_mul(OVERSCAN);
    let end = scroll_top.saturating_add(height).div_ceil(row_height).div_ceil(OVERSCAN).saturating_add(1);
    let end = end.saturating_mul(OVERSCAN);
    RowRange { first: first.min(total), end: end.min(total) }
}

/// The row that a key leads to.
fn target(key: &str, selected: Option<u32>, page: u32, total: u32) -> Option<u32> {
    let last = total.checked_sub(1)?;
    let row = match (key, selected) {
        ("ArrowDown" | "ArrowUp" | "PageDown" | "PageUp", None) | ("Home", _) => 0,
        ("End", _) => last,
        ("ArrowDown", Some(row)) => row.saturating_add(1),
        ("ArrowUp", Some(row)) => row.saturating_sub(1),
        ("PageDown", Some(row)) => row.saturating_add(page),
        ("PageUp", Some(row)) => row.saturating_sub(page),
        _ => return None,
    };
    Some(row.min(last))
}

/// Brings the selected row into view when it changes, and once there are rows to scroll to.
fn follow_selection(
    viewport: Viewport,
    selected: Signal<Option<u32>>,
    total: Signal<u32>,
    height: Memo<u32>,
    row_height: u32,
) {
    let wanted = memo(move || selected.get().filter(|row| *row < total.get()));
    let measured = memo(move || height.get() > 0);
    effect(move || {
        let (Some(row), true, Some(element)) = (wanted.get(), measured.get(), viewport.element.get()) else {
            return;
        };
        let top = i32::try_from(row.saturating_mul(row_height)).unwrap_or(i32::MAX);
        let (scrolled, shown) = (element.scroll_top(), element.client_height());
        if top + shown < scrolled || top > scrolled + 2 * shown {
            element.set_scroll_top(top - shown / 2);
        } else {
            viewport.bring_into_view(row, 0);
        }
    });
}
