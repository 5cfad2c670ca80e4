//! The buttons under a picture.

use leptos::prelude::*;

use super::frame_state::FrameState;
use crate::components::common::icon::{Icon, IconView};
use crate::i18n::Messages;
use crate::reactive::{dynamic_value, handler};
use crate::state::preferences::tr;
use crate::zoom::Zoom;

/// Fit, actual size, larger, smaller, window and level, inverted, full window; and what the picture is.
#[component]
pub fn PictureTools(
    /// How the picture is shown.
    state: FrameState,
    /// Format and size.
    facts: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="picture__tools" role="group" aria-label=tr(|m| m.question.image_tools)>
            <Tool label=|m| m.question.image_fit press=Callback::new(move |()| state.zoom.set(Zoom::Fit))>
                <IconView icon=Icon::Fit />
            </Tool>
            <Tool label=|m| m.question.image_actual press=Callback::new(move |()| state.zoom.set(Zoom::ACTUAL))>"1:1"</Tool>
            <Tool label=|m| m.question.image_smaller press=Callback::new(move |()| state.step(false, (0.0, 0.0)))>
                <IconView icon=Icon::ZoomOut />
            </Tool>
            <Tool label=|m| m.question.image_larger press=Callback::new(move |()| state.step(true, (0.0, 0.0)))>
                <IconView icon=Icon::ZoomIn />
            </Tool>
            <Tool
                label=|m| m.question.window_show
                press=Callback::new(move |()| state.sliders.update(|sliders| *sliders = !*sliders))
                pressed=Signal::from(state.sliders)
            >
                <IconView icon=Icon::Sliders />
            </Tool>
            <Tool
                label=|m| m.question.invert
                press=Callback::new(move |()| state.invert())
                pressed=Signal::derive(move || state.window.get().is_inverted())
            >
                <IconView icon=Icon::Invert />
            </Tool>
            <Tool label=|m| m.question.image_full press=Callback::new(move |()| state.full.update(|full| *full = !*full))>
                <IconView icon=Icon::Full />
            </Tool>
            <span class="picture__facts">{facts}</span>
        </div>
    }
}

#[component]
fn Tool(
    label: fn(&'static Messages) -> &'static str,
    press: Callback<()>,
    /// Whether it is on, of a tool that is switched on and off.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="picture__tool"
            aria-label=tr(label)
            title=tr(label)
            aria-pressed=dynamic_value(move || pressed.map(|pressed| pressed.get().to_string()))
            on:click=handler(move |_| press.run(()))
        >
            {children()}
        </button>
    }
}
