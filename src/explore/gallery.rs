//! Questions as thumbnails, of which only those in view are elements.

use leptos::ev;
use leptos::prelude::*;

use super::outcome_marks::OutcomeMarks;
use super::tiles::{TileSize, Tiles};
use crate::i18n::explain;
use crate::i18n::words::question::short_fault;
use crate::question::ask::{Image, Thumbnails};
use crate::reactive::{Loadable, dynamic, dynamic_value, effect, handler, memo};
use crate::shell::preferences::Preferences;
use crate::shell::session::Session;
use crate::ui::grid::RowRange;
use crate::ui::text::marked;
use crate::ui::virtual_list::Viewport;
use protocol::{Failure, RowSummary};

/// The gallery. Arrow keys, Home, End, Page up and Page down move a cursor while it has the focus; Enter opens.
#[component]
pub fn Gallery(
    /// Start of the tiles' element ids.
    id: &'static str,
    /// What the gallery shows.
    #[prop(into)]
    label: Signal<&'static str>,
    /// How large its tiles are.
    size: TileSize,
    /// Number of questions.
    #[prop(into)]
    total: Signal<u32>,
    /// The open question's position.
    #[prop(into)]
    selected: Signal<Option<u32>>,
    /// Told which position is opened by pointer or key.
    on_select: Callback<u32>,
    /// Told which positions are drawn.
    on_range: Callback<RowRange>,
    /// The question at a position, where it is known; followed.
    row_at: Callback<u32, Option<RowSummary>>,
) -> impl IntoView {
    let viewport = Viewport::new(size.line());
    let Viewport { scroll_top, size: frame, .. } = viewport;
    let tiles = memo(move || {
        let (width, height) = frame.get();
        Tiles::new(total.get(), size, width, height)
    });
    let lines = memo(move || tiles.get().drawn(scroll_top.get(), frame.get().1));
    let cursor = RwSignal::new(selected.get_untracked());
    effect(move || cursor.set(selected.get()));
    effect(move || {
        let (tiles, lines) = (tiles.get(), lines.get());
        let (first, end) = (lines.start.saturating_mul(tiles.columns), lines.end.saturating_mul(tiles.columns));
        on_range.run(RowRange { first, end: end.min(tiles.total) });
    });
    follow_cursor(viewport, cursor, tiles);

    let thumbnails = Thumbnails::new(expect_context::<Session>(), move |at| is_in_view(at, tiles, viewport));
    let pressed = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let from = cursor.get_untracked();
        if let Some(to) = tiles.get_untracked().step(&event.key(), from) {
            event.prevent_default();
            cursor.set(Some(to));
        } else if let ("Enter", Some(at)) = (event.key().as_str(), from) {
            event.prevent_default();
            on_select.run(at);
        }
    };
    let active = move || {
        let at = cursor.get()?;
        let line = tiles.get().place(at).0;
        lines.get().contains(&line).then(|| format!("{id}-{at}"))
    };
    // Tiles are made again when a line holds another number of them.
    let drawn = move || {
        let tiles = tiles.get();
        lines.get().map(move |line| (line, tiles.of_line(line)))
    };
    view! {
        <div
            role="grid"
            class="gallery"
            style:--list-line=viewport.pixels(1)
            aria-label=label
            aria-rowcount=dynamic_value(move || tiles.get().lines())
            aria-colcount=dynamic_value(move || tiles.get().columns)
            aria-activedescendant=active
            tabindex="0"
            on:keydown=pressed
        >
            <div role="presentation" class="gallery__viewport" node_ref=viewport.element on:scroll=handler(move |_| viewport.scrolled())>
                <div
                    role="rowgroup"
                    class="gallery__space"
                    style:height=dynamic_value(move || viewport.pixels(tiles.get().lines()))
                    style:--columns=dynamic_value(move || tiles.get().columns.to_string())
                >
                    <For
                        each=drawn
                        key=Clone::clone
                        children=move |(line, places)| view! {
                            <div
                                role="row"
                                class="gallery__line"
                                aria-rowindex=line + 1
                                style:top=viewport.pixels(line)
                            >
                                {(1..).zip(places).map(|(column, at): (u32, u32)| view! {
                                    <Tile
                                        id=format!("{id}-{at}")
                                        at
                                        column
                                        row=Signal::derive(move || row_at.run(at))
                                        thumbnails
                                        selected=Signal::derive(move || selected.get() == Some(at))
                                        pointed=Signal::derive(move || cursor.get() == Some(at))
                                        open=Callback::new(move |()| on_select.run(at))
                                    />
                                }).collect_view()}
                            </div>
                        }
                    />
                </div>
            </div>
        </div>
    }
}

/// Whether any of a tile's line is within the frame; not once the gallery is gone.
fn is_in_view(at: u32, tiles: Memo<Tiles>, viewport: Viewport) -> bool {
    let (top, size) = (viewport.scroll_top.try_get_untracked(), viewport.size.try_get_untracked());
    let (Some(tiles), Some(top), Some((_, height))) = (tiles.try_get_untracked(), top, size) else {
        return false;
    };
    let line = tiles.size.line();
    let line_top = tiles.place(at).0.saturating_mul(line);
    line_top.saturating_add(line) > top && line_top < top.saturating_add(height)
}

/// Brings the cursor's line into view when either moves.
fn follow_cursor(viewport: Viewport, cursor: RwSignal<Option<u32>>, tiles: Memo<Tiles>) {
    let wanted = memo(move || {
        let tiles = tiles.get();
        let at = cursor.get().filter(|at| *at < tiles.total && tiles.columns > 0)?;
        Some(tiles.place(at).0)
    });
    effect(move || {
        viewport.element.track();
        if let Some(line) = wanted.get() {
            viewport.bring_into_view(line, 0);
        }
    });
}

/// The question at a position of the gallery.
#[component]
pub fn Tile(
    /// Element id.
    id: String,
    /// Position in the gallery, counted from 0.
    at: u32,
    /// Column, counted from 1.
    column: u32,
    /// The question, where it is known.
    row: Signal<Option<RowSummary>>,
    /// Where images come from.
    thumbnails: Thumbnails,
    /// Whether it is the open one.
    selected: Signal<bool>,
    /// Whether the cursor is on it.
    pointed: Signal<bool>,
    /// Opens it.
    open: Callback<()>,
) -> impl IntoView {
    let row = memo(move || row.get());
    let number = memo(move || row.with(|row| row.as_ref().map(|row| row.row)));
    let image = move || match number.get() {
        Some(row) => view! { <TileImage image=thumbnails.of(at, row, 0) /> }.into_any(),
        None => view! { <span class="tile__wait" aria-busy="true">"…"</span> }.into_any(),
    };
    let index = move || row.with(|row| row.as_ref().map(|row| row.index.clone()));
    let question = move || row.with(|row| row.as_ref().map(|row| row.question.clone()));
    let caption = move || row.with(|row| row.as_ref().map(|row| marked(&row.question, &row.marks)));
    view! {
        <div
            role="gridcell"
            id=id
            class="tile"
            class:tile--selected=selected
            class:tile--pointed=pointed
            aria-colindex=column
            aria-selected=dynamic_value(move || selected.get().to_string())
            title=question
            on:click=handler(move |_| open.run(()))
        >
            <div class="tile__frame">{dynamic(image)}</div>
            <div class="tile__caption">
                <span class="tile__index">{dynamic(index)}</span>
                " "
                <OutcomeMarks row />
                " "
                <span class="tile__question">{dynamic(caption)}</span>
            </div>
        </div>
    }
}

#[component]
fn TileImage(image: ReadSignal<Loadable<Image>>) -> impl IntoView {
    move || match image.get() {
        Loadable::Idle | Loadable::Loading => view! { <span class="tile__wait" aria-busy="true">"…"</span> }.into_any(),
        Loadable::Ready(image) => view! {
            // The caption beside it says what it is.
            <img class="tile__image" src=image.url.as_str().to_owned() alt="" draggable="false" />
        }
        .into_any(),
        Loadable::Failed(failure) => view! { <TileFault failure /> }.into_any(),
    }
}

#[component]
fn TileFault(failure: Failure) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let session = expect_context::<Session>();
    let told = failure.clone();
    let short = move || short_fault(preferences.messages(), &told);
    let full = move || session.parts.with(|parts| explain(preferences.language.get(), &failure, parts).what);
    view! { <span class="tile__fault" title=full>{dynamic(short)}</span> }
}
