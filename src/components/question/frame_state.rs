//! How pictures are shown, from one question to the next: size and place, window and level.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use crate::window::Window;
use crate::zoom::{Pair, Zoom};
use web::keyboard;

/// How the frame shows its picture; lasts while questions come and go in it.
#[derive(Clone, Copy)]
pub struct FrameState {
    /// Size and place.
    pub zoom: RwSignal<Zoom>,
    /// Window and level.
    pub window: RwSignal<Window>,
    /// Whether the sliders of window and level are there.
    pub sliders: RwSignal<bool>,
    /// Whether the frame covers the window.
    pub full: RwSignal<bool>,
    /// The frame's element.
    pub frame: NodeRef<html::Div>,
    picture: StoredValue<Pair>,
}

impl FrameState {
    /// The whole picture as it is; listens to the keys of a picture.
    pub fn new() -> Self {
        let state = Self {
            zoom: RwSignal::new(Zoom::Fit),
            window: RwSignal::new(Window::WHOLE),
            sliders: RwSignal::new(false),
            full: RwSignal::new(false),
            frame: NodeRef::new(),
            picture: StoredValue::new((1.0, 1.0)),
        };
        command_keys(state);
        state
    }

    /// Takes another picture of that size. Window, level and inversion stay, as do size and place where the picture is as
    /// large as the one before: pictures of a series are then compared at the same place.
    pub fn show(self, picture: Pair) {
        if self.picture.get_value() != picture {
            self.zoom.set(Zoom::Fit);
        }
        self.picture.set_value(picture);
    }

    /// Exchanges black and white.
    pub fn invert(self) {
        self.window.update(|window| *window = window.inverted());
    }

    /// Zooms one step around a point of the frame, measured from its middle.
    pub fn step(self, larger: bool, anchor: Pair) {
        let Some(frame) = self.frame.get_untracked() else {
            return;
        };
        let size = (f64::from(frame.client_width()), f64::from(frame.client_height()));
        let picture = self.picture.get_value();
        self.zoom.update(|zoom| *zoom = zoom.step(larger, anchor, picture, size));
    }

    /// Zooms around the pointer.
    pub fn zoom_by_wheel(self, event: &ev::WheelEvent) {
        let Some(frame) = self.frame.get_untracked() else {
            return;
        };
        event.prevent_default();
        let bounds = frame.get_bounding_client_rect();
        let anchor = (
            f64::from(event.client_x()) - bounds.left() - bounds.width() / 2.0,
            f64::from(event.client_y()) - bounds.top() - bounds.height() / 2.0,
        );
        self.step(event.delta_y() < 0.0, anchor);
    }
}

impl Default for FrameState {
    fn default() -> Self {
        Self::new()
    }
}

/// Heard before the page hears them, so that Esc leaves the full view and nothing else.
fn command_keys(state: FrameState) {
    let listener = keyboard::listen_first(move |event, key| match key {
        "0" => state.zoom.set(Zoom::Fit),
        "1" => state.zoom.set(Zoom::ACTUAL),
        "+" | "=" => state.step(true, (0.0, 0.0)),
        "-" => state.step(false, (0.0, 0.0)),
        "i" => state.invert(),
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
