//! How images are shown, from one question to the next, and the buttons for it: size and place, window and level.

use leptos::prelude::*;
use leptos::{ev, html};

use super::window::{LEVELS, Preset, WIDTHS, Window};
use super::zoom::{Pair, Zoom};
use crate::i18n::Messages;
use crate::reactive::{dynamic, dynamic_text, dynamic_value, handler, memo};
use crate::shell::preferences::{Preferences, tr};
use crate::ui::icon::{Icon, IconView};
use web::keyboard;

/// Fit, actual size, larger, smaller, window and level, inverted, full window; and what the image is.
#[component]
pub fn ImageTools(
    /// How the image is shown.
    state: FrameState,
    /// Format and size.
    facts: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="image__tools" role="group" aria-label=tr(|m| m.question.image_tools)>
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
            <span class="image__facts">{facts}</span>
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
            class="image__tool"
            aria-label=tr(label)
            title=tr(label)
            aria-pressed=dynamic_value(move || pressed.map(|pressed| pressed.get().to_string()))
            on:click=handler(move |_| press.run(()))
        >
            {children()}
        </button>
    }
}

/// Element id of the filter; one image at a time has a frame.
pub const FILTER: &str = "image-window";

/// The filter of a frame, which the browser applies to colour values as they are stored, without gamma.
#[component]
pub fn WindowFilter(
    /// How the image is shown.
    state: FrameState,
) -> impl IntoView {
    let slope = move || state.window.get().transfer().0.to_string();
    let intercept = move || state.window.get().transfer().1.to_string();
    view! {
        <svg class="image__filter" aria-hidden="true" width="0" height="0">
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
    /// How the image is shown.
    state: FrameState,
) -> impl IntoView {
    let window = state.window;
    view! {
        <div class="image__window" role="group" aria-label=tr(|m| m.question.window_title)>
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
            <Presets window />
            <button type="button" class="image__tool" on:click=handler(move |_| window.set(Window::WHOLE))>
                {tr(|m| m.question.window_reset)}
            </button>
        </div>
    }
}

#[component]
fn Presets(window: RwSignal<Window>) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let current = memo(move || Preset::of(window.get()));
    let choose = move |event: ev::Event| {
        let preset = event_target_value(&event).parse::<usize>().ok().and_then(|at| Preset::ALL.get(at));
        if let Some(preset) = preset {
            window.update(|window| *window = preset.window(*window));
        }
    };
    let options = move || {
        let words = preferences.messages().question;
        let name = |preset: Preset| match preset {
            Preset::Whole => words.preset_whole,
            Preset::Lung => words.preset_lung,
            Preset::SoftTissue => words.preset_soft_tissue,
            Preset::Brain => words.preset_brain,
            Preset::Bone => words.preset_bone,
        };
        let option = |(at, preset): (usize, Preset)| {
            let selected = move || current.get() == Some(preset);
            view! { <option value=at.to_string() prop:selected=dynamic_value(selected)>{name(preset)}</option> }
        };
        Preset::ALL.into_iter().enumerate().map(option).collect_view()
    };
    view! {
        <select class="image__presets" aria-label=tr(|m| m.question.presets) title=tr(|m| m.question.presets) on:change=choose>
            <option value="" prop:selected=dynamic_value(move || current.get().is_none())>{tr(|m| m.question.preset_none)}</option>
            {dynamic(options)}
        </select>
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
        <label class="image__slider">
            <span class="image__slider-name">{tr(label)}</span>
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
            <output class="image__slider-value">{dynamic_text(move || value.get().to_string())}</output>
        </label>
    }
}

/// How the frame shows its image; lasts while questions come and go in it.
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
    image: StoredValue<Pair>,
}

impl FrameState {
    /// The whole image as it is; listens to the keys of an image.
    pub fn new() -> Self {
        let state = Self {
            zoom: RwSignal::new(Zoom::Fit),
            window: RwSignal::new(Window::WHOLE),
            sliders: RwSignal::new(false),
            full: RwSignal::new(false),
            frame: NodeRef::new(),
            image: StoredValue::new((1.0, 1.0)),
        };
        command_keys(state);
        state
    }

    /// Takes another image of that size. Window, level and inversion stay, as do size and place where the image is as
    /// large as the one before: images of a series are then compared at the same place.
    pub fn show(self, image: Pair) {
        if self.image.get_value() != image {
            self.zoom.set(Zoom::Fit);
        }
        self.image.set_value(image);
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
        let image = self.image.get_value();
        self.zoom.update(|zoom| *zoom = zoom.step(larger, anchor, image, size));
    }

    /// Zooms around the pointer: with Ctrl, as which browsers report pinching too, or where there is nothing to scroll to.
    pub fn zoom_by_wheel(self, event: &ev::WheelEvent) {
        let zooms = event.ctrl_key() || event.meta_key() || self.full.get_untracked();
        let Some(frame) = self.frame.get_untracked().filter(|_| zooms) else {
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
