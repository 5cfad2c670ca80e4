//! One picture in a black frame: fit, actual size, zoom, pan, window and level; in its question, or over the whole window.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::frame_state::FrameState;
use super::picture_shown::PictureShown;
use super::picture_tools::PictureTools;
use super::picture_window::{WindowFilter, WindowSliders};
use crate::components::common::failure_note::FailureNote;
use crate::format::bytes;
use crate::i18n::fill;
use crate::i18n::words::question::picture_note;
use crate::queries::latest::Loadable;
use crate::queries::picture::{Picture, PictureKey, picture};
use crate::reactive::{dynamic, dynamic_value, effect, memo};
use crate::state::preferences::{Preferences, tr};
use crate::state::session::Session;
use crate::zoom::Zoom;
use engine::image::PictureNote;
use web::focus::catch_focus;

/// A picture of a question.
#[component]
pub fn PictureFrame(
    /// Row of the dataset.
    row: u32,
    /// Index of the question.
    index: String,
    /// Which of its pictures.
    which: RwSignal<u32>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let key = Signal::derive(move || Some(PictureKey { dataset: session.dataset_id.get(), row, which: which.get() }));
    let loaded = picture(session, key);
    let state = expect_context::<FrameState>();
    effect(move || {
        loaded.with(|loaded| {
            if let Loadable::Ready(picture) = loaded {
                state.show((f64::from(picture.info.width), f64::from(picture.info.height)));
            }
        });
    });
    let alt = Signal::derive(move || fill(preferences.messages().question.image_alt, &[("index", &index)]));
    let content = move || match loaded.get() {
        Loadable::Idle | Loadable::Loading => {
            view! { <p class="picture__wait">{tr(|m| m.question.image_loading)}</p> }.into_any()
        }
        Loadable::Failed(failure) => view! { <div class="picture__fault"><FailureNote failure /></div> }.into_any(),
        Loadable::Ready(picture) => view! { <PictureShown picture state alt /> }.into_any(),
    };
    let facts = move || {
        loaded.with(|loaded| match loaded {
            Loadable::Ready(picture) => facts(picture),
            _ => String::new(),
        })
    };
    let notes = memo(move || {
        loaded.with(|loaded| match loaded {
            Loadable::Ready(picture) => picture.info.notes.clone(),
            _ => Vec::new(),
        })
    });
    let frame = move || {
        view! {
            <div
                class="picture__frame"
                class:picture__frame--free=dynamic_value(move || state.zoom.get() != Zoom::Fit)
                node_ref=state.frame
                on:wheel=move |event| state.zoom_by_wheel(&event)
            >
                {dynamic(content)}
            </div>
            <WindowFilter state />
            {dynamic(move || state.sliders.get().then(|| view! { <WindowSliders state /> }))}
            <PictureTools state facts=Signal::derive(facts) />
            <PictureNotes notes />
        }
    };
    move || {
        if state.full.get() {
            view! { <WholeWindow state label=alt>{frame()}</WholeWindow> }.into_any()
        } else {
            view! { <div class="picture">{frame()}</div> }.into_any()
        }
    }
}

/// A dialog over the whole window, from which the Tab key does not lead out, and in which the question's keys work. Its
/// place in the question stays as large as it was.
#[component]
fn WholeWindow(state: FrameState, label: Signal<String>, children: Children) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    effect(move || {
        let Some(dialog) = dialog.get().filter(|dialog| !dialog.open()) else { return };
        if let Err(error) = dialog.show_modal() {
            leptos::logging::warn!("{error:?}");
        }
    });
    on_cleanup(|| catch_focus("article"));
    view! {
        <div class="picture" aria-hidden="true"><div class="picture__frame"></div></div>
        <dialog
            class="picture picture--full"
            node_ref=dialog
            aria-label=label
            autofocus=true
            data-page-keys=""
            on:close=move |_: ev::Event| state.full.set(false)
        >
            {children()}
        </dialog>
    }
}

/// What is to be known of the picture.
#[component]
fn PictureNotes(notes: Memo<Vec<PictureNote>>) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    move || {
        let lines = notes.get().into_iter().map(|note| picture_note(preferences.messages(), note));
        lines.map(|line| view! { <p class="picture__note">{line}</p> }).collect_view()
    }
}

fn facts(picture: &Picture) -> String {
    let info = &picture.info;
    format!("{} · {} × {} · {}", info.format, info.width, info.height, bytes(info.bytes))
}
