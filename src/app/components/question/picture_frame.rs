//! One picture in a black frame: fit, actual size, zoom and pan.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::picture_tools::PictureTools;
use crate::app::components::common::failure_note::FailureNote;
use crate::app::format::bytes;
use crate::app::i18n::fill;
use crate::app::queries::latest::Loadable;
use crate::app::queries::picture::{Picture, PictureKey, picture};
use crate::app::state::preferences::{Preferences, tr};
use crate::app::state::session::Session;
use crate::app::zoom::{Pair, Zoom};
use crate::engine::image::ImageError;
use crate::protocol::Failure;
use crate::web::keyboard;

/// How the frame shows its picture.
#[derive(Clone, Copy)]
pub struct FrameState {
    /// Size and place.
    pub zoom: RwSignal<Zoom>,
    /// Whether the frame covers the window.
    pub full: RwSignal<bool>,
    frame: NodeRef<html::Div>,
    picture: StoredValue<Pair>,
}

impl FrameState {
    /// Zooms one step around a point of the frame, measured from its middle.
    pub fn step(self, larger: bool, anchor: Pair) {
        let Some(frame) = self.frame.get_untracked() else {
            return;
        };
        let size = (f64::from(frame.client_width()), f64::from(frame.client_height()));
        let picture = self.picture.get_value();
        self.zoom.update(|zoom| *zoom = zoom.step(larger, anchor, picture, size));
    }
}

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
    let key =
        Signal::derive(move || Some(PictureKey { dataset: session.dataset_number.get(), row, which: which.get() }));
    let loaded = picture(session, key);
    let state = FrameState {
        zoom: RwSignal::new(Zoom::Fit),
        full: RwSignal::new(false),
        frame: NodeRef::new(),
        picture: StoredValue::new((1.0, 1.0)),
    };
    command_keys(state);
    Effect::new(move |_| {
        let size = loaded.with(|loaded| match loaded {
            Loadable::Ready(picture) => Some((f64::from(picture.info.width), f64::from(picture.info.height))),
            _ => None,
        });
        state.zoom.set(Zoom::Fit);
        state.picture.set_value(size.unwrap_or((1.0, 1.0)));
    });
    let alt = Signal::derive(move || fill(preferences.messages().picture_alt, &[("index", &index)]));
    let content = move || match loaded.get() {
        Loadable::Idle | Loadable::Loading => {
            view! { <p class="picture__wait">{tr(|m| m.picture_loading)}</p> }.into_any()
        }
        Loadable::Failed(failure) => view! { <div class="picture__fault"><FailureNote failure /></div> }.into_any(),
        Loadable::Ready(picture) => view! { <Shown picture state alt /> }.into_any(),
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
                on:wheel=move |event| zoom_by_wheel(state, &event)
            >
                {content}
            </div>
            <PictureTools state facts=Signal::derive(facts) />
        </div>
    }
}

#[component]
fn Shown(picture: Picture, state: FrameState, alt: Signal<String>) -> impl IntoView {
    let dragged_from = StoredValue::new(None::<Pair>);
    let broken = RwSignal::new(false);
    let info = picture.info.clone();
    let (width, height) = (f64::from(info.width), f64::from(info.height));
    let placed = move || match state.zoom.get() {
        Zoom::Fit => None,
        Zoom::Free { scale, middle } => Some((scale, middle)),
    };
    let length = move |pixels: f64| move || placed().map(|(scale, _)| format!("{}px", pixels * scale));
    let transform = move || placed().map(|(_, (x, y))| format!("translate(calc(-50% + {x}px), calc(-50% + {y}px))"));
    let press = move |event: ev::PointerEvent| {
        if event.button() == 0 && state.zoom.get_untracked() != Zoom::Fit {
            event.prevent_default();
            capture(&event);
            dragged_from.set_value(Some(point(&event)));
        }
    };
    let drag = move |event: ev::PointerEvent| {
        let (Some(from), to) = (dragged_from.get_value(), point(&event)) else {
            return;
        };
        state.zoom.update(|zoom| *zoom = zoom.pan((to.0 - from.0, to.1 - from.1)));
        dragged_from.set_value(Some(to));
    };
    let release = move |_: ev::PointerEvent| dragged_from.set_value(None);
    let damaged = Failure::Image(ImageError::Damaged { format: info.format, detail: String::new() });
    move || {
        if broken.get() {
            return view! { <div class="picture__fault"><FailureNote failure=damaged.clone() /></div> }.into_any();
        }
        view! {
            <img
                class="picture__image"
                class:picture__image--coarse=move || placed().is_some_and(|(scale, _)| scale >= 3.0)
                src=picture.url.as_str().to_owned()
                alt=alt
                draggable="false"
                style:width=length(width)
                style:height=length(height)
                style:transform=transform
                on:pointerdown=press
                on:pointermove=drag
                on:pointerup=release
                on:pointercancel=release
                on:dblclick=move |_| state.zoom.set(Zoom::Fit)
                on:error=move |_| broken.set(true)
            />
        }
        .into_any()
    }
}

fn facts(picture: &Picture) -> String {
    let info = &picture.info;
    format!("{} · {} × {} · {}", info.format, info.width, info.height, bytes(info.bytes))
}

fn point(event: &ev::PointerEvent) -> Pair {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// Keeps the drag when the pointer leaves the picture.
fn capture(event: &ev::PointerEvent) {
    let target = event_target::<leptos::web_sys::Element>(event);
    if let Err(error) = target.set_pointer_capture(event.pointer_id()) {
        leptos::logging::warn!("{error:?}");
    }
}

fn zoom_by_wheel(state: FrameState, event: &ev::WheelEvent) {
    let Some(frame) = state.frame.get_untracked() else {
        return;
    };
    event.prevent_default();
    let bounds = frame.get_bounding_client_rect();
    let anchor = (
        f64::from(event.client_x()) - bounds.left() - bounds.width() / 2.0,
        f64::from(event.client_y()) - bounds.top() - bounds.height() / 2.0,
    );
    state.step(event.delta_y() < 0.0, anchor);
}

/// Heard before the page hears them, so that Esc leaves the full view and nothing else.
fn command_keys(state: FrameState) {
    let listener = keyboard::listen_first(move |event, key| match key {
        "0" => state.zoom.set(Zoom::Fit),
        "1" => state.zoom.set(Zoom::ACTUAL),
        "+" | "=" => state.step(true, (0.0, 0.0)),
        "-" => state.step(false, (0.0, 0.0)),
        "f" => state.full.update(|full| *full = !*full),
        "Escape" if state.full.get_untracked() => {
            event.prevent_default();
            state.full.set(false);
        }
        _ => {}
    });
    // Dropping the value, with the frame, ends the listening.
    StoredValue::new_local(listener);
}
