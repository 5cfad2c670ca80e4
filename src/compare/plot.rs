//! The difference by group as a forest plot, with its figures.

use leptos::prelude::*;

use super::groups::{forest_rows, groups_table, sorted_groups};
use super::route::{Axis, CompareRoute};
use super::state::{Compared, Comparing};
use super::view;
use crate::i18n::{CompareWords, column_title, fill};
use crate::reactive::{Loadable, dynamic_text, dynamic_value, handler, memo};
use crate::shell::preferences::{Preferences, tr};
use crate::ui::drawing::Drawing;
use engine::board::chart::{ForestLabels, Scene, forest};

/// A choice of axes, the plot, the table.
#[component]
pub fn Groups(
    /// What the page shows.
    comparing: Comparing,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let axis = memo(move || comparing.navigation.compare().axis);
    let title = move || column_title(preferences.messages(), &axis.get().column());
    let draw = Callback::new(move |width| {
        let words = comparing.words();
        comparing.answer.with(|answer| match answer {
            Loadable::Ready(compared) => scene(compared, axis.get(), words, width),
            Loadable::Idle | Loadable::Loading | Loadable::Failed(_) => forest(&[], &labels(words), width),
        })
    });
    let chart_title = Signal::derive(move || {
        let names = comparing.answer.with(|answer| match answer {
            Loadable::Ready(compared) => compared.sides().map(|([a, b], ..)| (a.to_owned(), b.to_owned())),
            Loadable::Idle | Loadable::Loading | Loadable::Failed(_) => None,
        });
        let (a, b) = names.unwrap_or_default();
        fill(comparing.words().plot_title, &[("column", &title()), ("a", &a), ("b", &b)])
    });
    let description = Signal::derive(move || comparing.words().plot_about.to_owned());
    let name = Signal::derive(move || format!("comparison_{}", axis.get().name()));
    let figures = comparing.show(move |compared| {
        let Some((_, files, pair)) = compared.sides() else { return ().into_any() };
        let axis = axis.get();
        let groups = sorted_groups(pair, axis);
        view::table(groups_table(comparing.words(), &title(), (&groups, axis), files, compared.of.rules))
    });
    let has_groups = comparing.show(move |compared| {
        let is_empty = compared.sides().is_none_or(|(.., pair)| sorted_groups(pair, axis.get()).is_empty());
        if is_empty {
            view! { <p class="hint">{tr(|m| m.compare.no_groups)}</p> }.into_any()
        } else {
            view! { <p class="muted">{tr(|m| m.compare.plot_about)}</p> }.into_any()
        }
    });
    view! {
        <section class="section by-group">
            <div class="section__head">
                <h2 class="section__title">{tr(|m| m.compare.by_group)}</h2>
                <AxisChoice comparing axis />
            </div>
            {has_groups}
            <Drawing draw title=chart_title description name />
            {figures}
        </section>
    }
}

fn scene(compared: &Compared, axis: Axis, words: &CompareWords, width: f64) -> Scene {
    let groups = compared.sides().map(|(.., pair)| sorted_groups(pair, axis)).unwrap_or_default();
    forest(&forest_rows(&groups), &labels(words), width)
}

fn labels(words: &CompareWords) -> ForestLabels {
    ForestLabels {
        negative: format!("← {}", words.b_better),
        positive: format!("{} →", words.a_better),
        count: "n".to_owned(),
        axis: words.axis_points.to_owned(),
    }
}

#[component]
fn AxisChoice(comparing: Comparing, axis: Memo<Axis>) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let segments = Axis::ALL
        .map(|choice| {
            let title = move || column_title(preferences.messages(), &choice.column());
            view! {
                <button
                    type="button"
                    class="segments__segment"
                    aria-pressed=dynamic_value(move || (axis.get() == choice).to_string())
                    on:click=handler(move |_| comparing.change(|route| CompareRoute { axis: choice, ..route }))
                >
                    {dynamic_text(title)}
                </button>
            }
        })
        .collect_view();
    view! { <div class="segments" role="group" aria-label=tr(|m| m.compare.axis)>{segments}</div> }
}
