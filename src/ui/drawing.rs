//! A chart in the width that it is given, with buttons that save it.

use js_sys::Uint8Array;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::icon::{Icon, IconView};
use crate::reactive::{dynamic, dynamic_value, effect, handler, memo};
use crate::shell::notice::Notice;
use crate::shell::notices::{Notices, save_bytes};
use crate::shell::preferences::{Preferences, tr};
use engine::board::chart::{Ink, Marker, Palette, Scene, Shape, to_svg};
use protocol::Failure;
use web::raster::png_of_svg;
use web::resize::ResizeWatch;
use web::theme::custom_property;

/// Width of a chart that is saved, in pixels.
const SAVED_WIDTH: f64 = 1000.0;

/// Pixels of a PNG for each of the chart's, as dense screens and print want them.
const PNG_SCALE: f64 = 2.0;

/// Number of colours for series.
const SERIES_COLORS: usize = 6;

/// A chart that follows the width of its frame.
#[component]
pub fn Drawing(
    /// Draws it into a width in pixels.
    draw: Callback<f64, Scene>,
    /// Its title.
    title: Signal<String>,
    /// What it shows, for those who do not see it.
    description: Signal<String>,
    /// The name of its files, without the extension.
    name: Signal<String>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let notices = expect_context::<Notices>();
    let (frame, width) = measured_frame();
    let scene = memo(move || draw.run(width.get()));
    let save = move |to_png: bool| {
        let (drawn, name) = untrack(|| (draw.run(SAVED_WIDTH), name.get()));
        let svg = untrack(|| to_svg(&drawn, &palette(), &title.get(), &description.get()));
        if to_png {
            let failed = preferences.messages().shell.png_failed;
            save_png(notices, svg, (drawn.width, drawn.height), format!("{name}.png"), failed);
        } else {
            save_bytes(notices, svg.as_bytes(), &format!("{name}.svg"), "image/svg+xml");
        }
    };
    view! {
        <figure class="chart">
            <figcaption class="chart__head">
                <h2 class="section__title">{dynamic(move || title.get())}</h2>
                <div class="actions">
                    <button type="button" class="button" on:click=handler(move |_| save(false))>
                        <IconView icon=Icon::Download />
                        {tr(|m| m.shell.save_svg)}
                    </button>
                    <button type="button" class="button" on:click=handler(move |_| save(true))>
                        <IconView icon=Icon::Download />
                        {tr(|m| m.shell.save_png)}
                    </button>
                </div>
            </figcaption>
            <div class="chart__frame" node_ref=frame>
                <svg
                    class="chart__drawing"
                    role="img"
                    aria-label=dynamic_value(move || title.get())
                    width=dynamic_value(move || scene.with(|scene| format!("{:.0}", scene.width)))
                    height=dynamic_value(move || scene.with(|scene| format!("{:.0}", scene.height)))
                    viewBox=dynamic_value(move || scene.with(|scene| format!("0 0 {:.0} {:.0}", scene.width, scene.height)))
                >
                    <desc>{dynamic(move || description.get())}</desc>
                    {dynamic(move || scene.with(shapes))}
                </svg>
            </div>
        </figure>
    }
}

/// A frame whose width is followed.
fn measured_frame() -> (NodeRef<html::Div>, RwSignal<f64>) {
    let frame = NodeRef::<html::Div>::new();
    let width = RwSignal::new(SAVED_WIDTH);
    let watch = StoredValue::new_local(None);
    effect(move || {
        let Some(element) = frame.get() else { return };
        let measured = element.clone();
        watch.set_value(ResizeWatch::new(&element, move || {
            let now = f64::from(measured.client_width());
            if width.try_get_untracked().is_some_and(|before| (before - now).abs() > 0.5) {
                width.set(now);
            }
        }));
    });
    (frame, width)
}

/// Draws an SVG of a size and saves it as PNG; `failed` says in the page's language that the browser could not.
fn save_png(notices: Notices, svg: String, size: (f64, f64), name: String, failed: &'static str) {
    spawn_local(async move {
        match png_of_svg(&svg, size.0, size.1, PNG_SCALE).await {
            Ok(bytes) => save_bytes(notices, &Uint8Array::new(&bytes).to_vec(), &name, "image/png"),
            Err(error) => {
                leptos::logging::warn!("{error:?}");
                notices.push(Notice::Failed(Failure::Export { detail: failed.to_owned() }));
            }
        }
    });
}

fn palette() -> Palette {
    Palette {
        background: custom_property("--surface"),
        grid: custom_property("--border"),
        text: custom_property("--text"),
        muted: custom_property("--muted"),
        series: (1..=SERIES_COLORS).map(|number| custom_property(&format!("--series-{number}"))).collect(),
    }
}

fn shapes(scene: &Scene) -> impl IntoView + use<> {
    scene.shapes.iter().map(shape).collect_view()
}

fn shape(shape: &Shape) -> AnyView {
    match shape.clone() {
        Shape::Line { from, to, ink, width, dashed } => view! {
            <line
                class=format!("chart__line {}", ink_class(ink))
                class:chart__line--dashed=dashed
                x1=from.0 y1=from.1 x2=to.0 y2=to.1 stroke-width=width
            />
        }
        .into_any(),
        Shape::Text { at, anchor, ink, text } => view! {
            <text class=format!("chart__text {}", ink_class(ink)) x=at.0 y=at.1 text-anchor=anchor.name()>{text}</text>
        }
        .into_any(),
        Shape::Mark { at, series, label } => view! {
            <path
                class=format!("chart__mark {}", ink_class(Ink::Series(series)))
                transform=format!("translate({:.2} {:.2})", at.0, at.1)
                d=Marker::of_series(series).path()
            >
                <title>{label}</title>
            </path>
        }
        .into_any(),
    }
}

fn ink_class(ink: Ink) -> String {
    match ink {
        Ink::Grid => "chart__grid".to_owned(),
        Ink::Text => "chart__words".to_owned(),
        Ink::Muted => "chart__muted".to_owned(),
        Ink::Random => "chart__random".to_owned(),
        Ink::Series(at) => format!("chart__series--{at}"),
    }
}
