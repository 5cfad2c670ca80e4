//! The comparison as a dot plot.

use leptos::html;
use leptos::prelude::*;

use super::load::{chart_svg, save_file, save_png};
use super::state::LeaderboardQuery;
use crate::format::integer;
use crate::i18n::{BoardWords, fill};
use crate::reactive::{dynamic, dynamic_value, effect, handler, memo};
use crate::shell::notices::Notices;
use crate::shell::preferences::{Preferences, tr};
use crate::ui::icon::{Icon, IconView};
use engine::board::chart::{Ink, Labels, Marker, Scene, Shape, plot};
use engine::board::{Axis, Comparison};
use web::resize::ResizeWatch;

/// Width of a chart that is taken away, in pixels.
const SAVED_WIDTH: f64 = 1000.0;

/// The chart, and buttons to take it away.
#[component]
pub fn Chart(
    /// What the page shows.
    query: LeaderboardQuery,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let notices = expect_context::<Notices>();
    let (frame, width) = measured_frame();
    let words = move || &preferences.messages().board;
    let scene = memo(move || query.comparison.with(|comparison| plot(comparison, &labels(words()), width.get())));
    let title = move || query.comparison.with(|comparison| chart_title(words(), comparison.axis).to_owned());
    let description = move || query.comparison.with(|comparison| describe(words(), comparison));
    let save = move |to_png: bool| {
        let drawn = query.comparison.with_untracked(|comparison| plot(comparison, &labels(words()), SAVED_WIDTH));
        let axis = query.comparison.with_untracked(|comparison| comparison.axis);
        let name = format!("gmai-mmbench_compare_{}", axis.name());
        let svg = chart_svg(&drawn, &title(), &description());
        if to_png {
            save_png(notices, svg, (drawn.width, drawn.height), format!("{name}.png"), words().png_failed);
        } else {
            save_file(notices, svg.as_bytes(), &format!("{name}.svg"), "image/svg+xml");
        }
    };
    view! {
        <figure class="chart">
            <figcaption class="chart__head">
                <h2 class="section__title">{dynamic(title)}</h2>
                <div class="actions">
                    <button type="button" class="button" on:click=handler(move |_| save(false))>
                        <IconView icon=Icon::Download />
                        {tr(|m| m.board.save_svg)}
                    </button>
                    <button type="button" class="button" on:click=handler(move |_| save(true))>
                        <IconView icon=Icon::Download />
                        {tr(|m| m.board.save_png)}
                    </button>
                </div>
            </figcaption>
            <div class="chart__frame" node_ref=frame>
                <svg
                    class="chart__drawing"
                    role="img"
                    aria-labelledby="chart-title chart-desc"
                    width=dynamic_value(move || scene.with(|scene| format!("{:.0}", scene.width)))
                    height=dynamic_value(move || scene.with(|scene| format!("{:.0}", scene.height)))
                    viewBox=dynamic_value(move || scene.with(|scene| format!("0 0 {:.0} {:.0}", scene.width, scene.height)))
                >
                    <title id="chart-title">{dynamic(title)}</title>
                    <desc id="chart-desc">{dynamic(description)}</desc>
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

fn labels(words: &BoardWords) -> Labels {
    Labels {
        random: words.random.to_owned(),
        percent: words.chart_percent.to_owned(),
        count: "n".to_owned(),
        interval: words.chart_interval.to_owned(),
        source: words.chart_source.to_owned(),
        print_count: |count| integer(count.into()),
    }
}

fn chart_title(words: &BoardWords, axis: Axis) -> &'static str {
    match axis {
        Axis::Tasks => words.chart_title_tasks,
        Axis::Departments => words.chart_title_departments,
        Axis::Granularity => words.chart_title_granularity,
    }
}

fn describe(words: &BoardWords, comparison: &Comparison) -> String {
    let names: Vec<&str> = comparison.series.iter().map(|series| series.name.as_str()).collect();
    let rows: Vec<&str> = comparison.rows.iter().map(|row| row.group.name).collect();
    fill(words.chart_desc, &[("rows", &rows.join(", ")), ("names", &names.join(", "))])
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
