//! The values of one column to filter by.

use leptos::ev;
use leptos::prelude::*;

use crate::filters::{Filter, is_set};
use crate::format::integer;
use crate::i18n::fill;
use crate::i18n::filter_words::value_label;
use crate::queries::explore::Explorer;
use crate::reactive::{dynamic, dynamic_text, dynamic_value, memo};
use crate::state::preferences::Preferences;
use crate::tasks::filter::Filtering;

/// A group that opens to a checkbox a value; not shown where there is nothing to choose between.
#[component]
pub fn Facet(
    /// What the values are.
    title: Signal<String>,
    /// The values with their number of questions under the other filters.
    values: Memo<Vec<(Filter, u32)>>,
) -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let preferences = expect_context::<Preferences>();
    let open = RwSignal::new(false);
    let chosen = memo(move || {
        explorer.wanted.selection.with(|selection| {
            values.with(|values| values.iter().filter(|(filter, _)| is_set(selection, filter)).count())
        })
    });
    let told = move || {
        let chosen = chosen.get();
        (chosen > 0).then(|| fill(preferences.messages().explore.facet_chosen, &[("n", &chosen.to_string())]))
    };
    let names = memo(move || values.with(|values| values.iter().map(|(filter, _)| filter.clone()).collect::<Vec<_>>()));
    let is_shown = memo(move || names.with(|names| names.len() > 1) || chosen.get() > 0);
    let toggled = move |event: ev::Event| {
        open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    move || {
        is_shown.get().then(|| {
            view! {
                <details class="facet" on:toggle=toggled>
                    <summary class="facet__title">
                        <span class="facet__name">{title}</span>
                        <span class="facet__chosen">{dynamic(told)}</span>
                    </summary>
                    <ul class="facet__values">
                        <For
                            each=move || if open.get() { names.get() } else { Vec::new() }
                            key=Filter::clone
                            let:filter
                        >
                            <li><Value filter values /></li>
                        </For>
                    </ul>
                </details>
            }
        })
    }
}

#[component]
fn Value(filter: Filter, values: Memo<Vec<(Filter, u32)>>) -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let filtering = expect_context::<Filtering>();
    let preferences = expect_context::<Preferences>();
    let filter = StoredValue::new(filter);
    let count = memo(move || {
        filter.with_value(|filter| {
            values.with(|values| values.iter().find(|(other, _)| other == filter).map_or(0, |(_, count)| *count))
        })
    });
    let checked =
        memo(move || filter.with_value(|filter| explorer.wanted.selection.with(|selection| is_set(selection, filter))));
    let press = move |_: ev::Event| {
        filtering.change(|explore| crate::filters::toggle(&mut explore.selection, filter.get_value()));
    };
    view! {
        <label class="facet__value" class:facet__value--none=dynamic_value(move || count.get() == 0)>
            <input type="checkbox" prop:checked=dynamic_value(move || checked.get()) on:change=press />
            <span class="facet__label">
                {dynamic_text(move || filter.with_value(|filter| value_label(preferences.messages(), filter)))}
            </span>
            <span class="facet__count">{dynamic_text(move || integer(count.get().into()))}</span>
        </label>
    }
}
