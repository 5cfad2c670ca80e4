//! A tile of the gallery: a small picture, or why there is none, and what it belongs to.

use leptos::prelude::*;

use crate::components::common::marked::marked;
use crate::i18n::explain;
use crate::i18n::words::question::short_fault;
use crate::queries::latest::Loadable;
use crate::queries::picture::Picture;
use crate::queries::thumbnails::Thumbnails;
use crate::reactive::{dynamic, dynamic_value, handler, memo};
use crate::state::preferences::Preferences;
use crate::state::session::Session;
use protocol::{Failure, RowSummary};

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
    /// Where pictures come from.
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
    let picture = move || match number.get() {
        Some(row) => view! { <TilePicture picture=thumbnails.of(at, row, 0) /> }.into_any(),
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
            <div class="tile__picture">{dynamic(picture)}</div>
            <div class="tile__caption">
                <span class="tile__index">{dynamic(index)}</span>
                " "
                <span class="tile__question">{dynamic(caption)}</span>
            </div>
        </div>
    }
}

#[component]
fn TilePicture(picture: ReadSignal<Loadable<Picture>>) -> impl IntoView {
    move || match picture.get() {
        Loadable::Idle | Loadable::Loading => view! { <span class="tile__wait" aria-busy="true">"…"</span> }.into_any(),
        Loadable::Ready(picture) => view! {
            // The caption beside it says what it is.
            <img class="tile__image" src=picture.url.as_str().to_owned() alt="" draggable="false" />
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
