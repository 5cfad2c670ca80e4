//! Window and level: the filter that applies them and the sliders that set them.

use leptos::prelude::*;

use super::frame_state::FrameState;
use crate::i18n::Messages;
use crate::reactive::{dynamic_text, dynamic_value, handler};
use crate::state::preferences::tr;
use crate::window::{LEVELS, WIDTHS, Window};

/// Element id of the filter; one picture at a time has a frame.
pub const FILTER: &str = "picture-window";

/// The filter of a frame, which the browser applies to colour values as they are stored, without gamma.
#[component]
pub fn WindowFilter(
    /// How the picture is shown.
    state: FrameState,
) -> impl IntoView {
    let slope = move || state.window.get().transfer().0.to_string();
    let intercept = move || state.window.get().transfer().1.to_string();
    view! {
        <svg class="picture__filter" aria-hidden="true" width="0" height="0">
            <filter id=FILTER x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB">
                <feComponentTransfer>
                    <feFuncR type="linear" slope=slope intercept=intercept />
                    <feFuncG type="linear" slope=slope intercept=intercept />
                    <feFuncB type="linear" slope=slope intercept=intercept />
                </feComponentTransfer>
            </filter>
        </svg>
    }
}

/// Two sliders and a button that takes them back.
#[component]
pub fn WindowSliders(
    /// How the picture is shown.
    state: FrameState,
) -> impl IntoView {
    let window = state.window;
    view! {
        <div class="picture__window" role="group" aria-label=tr(|m| m.question.window_title)>
            <Slider
                label=|m| m.question.window_width
                limits=WIDTHS
                value=Signal::derive(move || window.get().width())
                change=Callback::new(move |width| window.update(|window| *window = window.with_width(width)))
            />
            <Slider
                label=|m| m.question.window_level
                limits=LEVELS
                value=Signal::derive(move || window.get().level())
                change=Callback::new(move |level| window.update(|window| *window = window.with_level(level)))
            />
            <button type="button" class="picture__tool" on:click=handler(move |_| window.set(Window::WHOLE))>
                {tr(|m| m.question.window_reset)}
            </button>
        </div>
    }
}

#[component]
fn Slider(
    label: fn(&'static Messages) -> &'static str,
    limits: (i32, i32),
    value: Signal<i32>,
    change: Callback<i32>,
) -> impl IntoView {
    view! {
        <label class="picture__slider">
            <span class="picture__slider-name">{tr(label)}</span>
            <input
                type="range"
                min=limits.0
                max=limits.1
                prop:value=dynamic_value(move || value.get().to_string())
                on:input=move |event| {
                    if let Ok(value) = event_target_value(&event).parse() {
                        change.run(value);
                    }
                }
            />
            <output class="picture__slider-value">{dynamic_text(move || value.get().to_string())}</output>
        </label>
    }
}
