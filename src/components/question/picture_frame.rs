//! One picture in a black frame: fit, actual size, zoom, pan, window and level.

use leptos::prelude::*;

use super::frame_state::FrameState;
use super::picture_shown::PictureShown;
use super::picture_tools::PictureTools;
use super::picture_window::{WindowFilter, WindowSliders};
use crate::components::common::failure_note::FailureNote;
use crate::format::bytes;
use crate::i18n::fill;
use crate::queries::latest::Loadable;
use crate::queries::picture::{Picture, PictureKey, picture};
use crate::state::preferences::{Preferences, tr};
use crate::state::session::Session;
use crate::zoom::Zoom;

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
    let state = FrameState::new();
    Effect::new(move |_| {
        state.show(loaded.with(|loaded| match loaded {
            Loadable::Ready(picture) => Some((f64::from(picture.info.width), f64::from(picture.info.height))),
            _ => None,
        }));
    });
    let alt = Signal::derive(move || fill(preferences.messages().picture_alt, &[("index", &index)]));
    let content = move || match loaded.get() {
        Loadable::Idle | Loadable::Loading => {
            view! { <p class="picture__wait">{tr(|m| m.picture_loading)}</p> }.into_any()
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
    view! {
        <div class="picture" class:picture--full=move || state.full.get()>
            <div
                class="picture__frame"
                class:picture__frame--free=move || state.zoom.get() != Zoom::Fit
                node_ref=state.frame
                on:wheel=move |event| state.zoom_by_wheel(&event)
            >
                {content}
            </div>
            <WindowFilter state />
            {move || state.sliders.get().then(|| view! { <WindowSliders state /> })}
            <PictureTools state facts=Signal::derive(facts) />
        </div>
    }
}

fn facts(picture: &Picture) -> String {
    let info = &picture.info;
    format!("{} · {} × {} · {}", info.format, info.width, info.height, bytes(info.bytes))
}
