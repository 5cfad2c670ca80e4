//! An image that has arrived, and what the pointer does to it.

use leptos::ev;
use leptos::prelude::*;

use super::ask::Image;
use super::image_tools::{FILTER, FrameState};
use super::window::Window;
use super::zoom::{Pair, Zoom};
use crate::reactive::{dynamic_value, handler};
use crate::ui::text::FailureNote;
use engine::image::{Damage, ImageError};
use protocol::Failure;

/// The pointer's button at the right.
const RIGHT_BUTTON: i16 = 2;

/// What a drag changes, and where the pointer was last.
#[derive(Clone, Copy)]
enum Drag {
    Place(Pair),
    Window(Pair),
}

/// The image in its frame: dragged to move it, with the right button or shift to set window and level.
#[component]
pub fn ImageShown(
    /// The image.
    image: Image,
    /// How it is shown.
    state: FrameState,
    /// What it is.
    alt: Signal<String>,
) -> impl IntoView {
    let drag = StoredValue::new(None::<Drag>);
    let broken = RwSignal::new(false);
    let info = image.info.clone();
    let (width, height) = (f64::from(info.width), f64::from(info.height));
    let placed = move || match state.zoom.get() {
        Zoom::Fit => None,
        Zoom::Free { scale, middle } => Some((scale, middle)),
    };
    let length = move |pixels: f64| move || placed().map(|(scale, _)| format!("{}px", pixels * scale));
    let transform = move || placed().map(|(_, (x, y))| format!("translate(calc(-50% + {x}px), calc(-50% + {y}px))"));
    // Around the frame's own part of the image, so that it costs the same however large the image is.
    let filter = move || (state.window.get() != Window::WHOLE).then(|| format!("url(#{FILTER})"));
    let press = move |event: ev::PointerEvent| {
        let begun = begun(&event, state);
        if begun.is_some() {
            event.prevent_default();
            capture(&event);
        }
        if matches!(begun, Some(Drag::Window(_))) {
            // They show the figures that the drag changes.
            state.sliders.set(true);
        }
        drag.set_value(begun);
    };
    let release = move |_: ev::PointerEvent| drag.set_value(None);
    let damaged = Failure::Image(ImageError::Damaged { format: info.format, damage: Damage::Unnamed });
    move || {
        if broken.get() {
            return view! { <div class="image__fault"><FailureNote failure=damaged.clone() /></div> }.into_any();
        }
        view! {
            <div
                class="image__stage"
                style:filter=filter
                on:pointerdown=press
                on:pointermove=move |event| drag.update_value(|drag| *drag = dragged(*drag, &event, state))
                on:pointerup=release
                on:pointercancel=release
                on:contextmenu=move |event| event.prevent_default()
                on:dblclick=handler(move |_| state.zoom.set(Zoom::Fit))
            >
                <img
                    class="image__pixels"
                    class:image__pixels--coarse=dynamic_value(move || placed().is_some_and(|(scale, _)| scale >= 3.0))
                    src=image.url.as_str().to_owned()
                    alt=alt
                    draggable="false"
                    style:width=length(width)
                    style:height=length(height)
                    style:transform=transform
                    on:error=handler(move |_| broken.set(true))
                />
            </div>
        }
        .into_any()
    }
}

/// The drag that a press begins, where it begins one.
fn begun(event: &ev::PointerEvent, state: FrameState) -> Option<Drag> {
    let at = point(event);
    match event.button() {
        RIGHT_BUTTON => Some(Drag::Window(at)),
        0 if event.shift_key() => Some(Drag::Window(at)),
        0 if state.zoom.get_untracked() != Zoom::Fit => Some(Drag::Place(at)),
        _ => None,
    }
}

/// Follows the pointer; returns the drag as it goes on.
fn dragged(drag: Option<Drag>, event: &ev::PointerEvent, state: FrameState) -> Option<Drag> {
    let to = point(event);
    match drag? {
        Drag::Place(from) => {
            state.zoom.update(|zoom| *zoom = zoom.pan((to.0 - from.0, to.1 - from.1)));
            Some(Drag::Place(to))
        }
        Drag::Window(from) => {
            // Whole steps; what is left over of a pixel counts with the next move.
            let (right, down) = (whole(to.0 - from.0), whole(to.1 - from.1));
            state.window.update(|window| *window = window.dragged(right, down));
            Some(Drag::Window((from.0 + f64::from(right), from.1 + f64::from(down))))
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a distance on a screen, and `as` stops at the limits")]
fn whole(pixels: f64) -> i32 {
    pixels as i32
}

fn point(event: &ev::PointerEvent) -> Pair {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// Keeps the drag when the pointer leaves the image.
fn capture(event: &ev::PointerEvent) {
    let Some(target) = event.current_target() else { return };
    let target: leptos::web_sys::Element = wasm_bindgen::JsCast::unchecked_into(target);
    if let Err(error) = target.set_pointer_capture(event.pointer_id()) {
        leptos::logging::warn!("{error:?}");
    }
}
