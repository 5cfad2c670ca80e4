//! Values of columns, images and results to filter by.

use leptos::ev;
use leptos::prelude::*;

use super::filters::{Filter, is_set, toggle};
use super::state::{Explorer, Filtering};
use crate::format::integer;
use crate::i18n::filter_words::value_label;
use crate::i18n::{Messages, fill};
use crate::reactive::{dynamic, dynamic_text, dynamic_value, handler, memo};
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use engine::selection::{Outcome, OutcomeOf};
use protocol::PredictionsId;
use protocol::explore::Facets;

/// A group a column; each counts its values under the other filters in force.
#[component]
pub fn FacetList() -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let values = move |read: fn(&Facets) -> Vec<(Filter, u32)>| {
        memo(move || explorer.result.read(|summary| read(&summary.facets)).unwrap_or_default())
    };
    let files = memo(move || {
        let ids = explorer.result.read(|summary| summary.facets.outcomes.iter().map(|(id, _)| *id).collect::<Vec<_>>());
        ids.unwrap_or_default()
    });
    let word = move |pick: fn(&'static Messages) -> &'static str| {
        Signal::derive(move || pick(preferences.messages()).to_owned())
    };
    view! {
        <div class="facets">
            <Facet
                title=word(|m| m.columns.modality)
                values=values(|facets| named(&facets.modalities, Filter::Modality))
            />
            <Facet
                title=word(|m| m.explore.facet_original_task)
                values=values(|facets| named(&facets.original_tasks, Filter::OriginalTask))
            />
            <Facet
                title=word(|m| m.explore.facet_options)
                values=values(|facets| numbers(&facets.option_counts, Filter::OptionCount))
            />
            <Facet title=word(|m| m.explore.facet_part) values=values(|facets| numbers(&facets.parts, Filter::Part)) />
            <Facet
                title=word(|m| m.explore.facet_picture)
                values=values(|facets| {
                    facets.pictures.iter().map(|(kind, count)| (Filter::Picture(*kind), *count)).collect()
                })
            />
            <For each=move || files.get() key=|id| *id let:id>
                {
                    let title = Signal::derive(move || {
                        let file = session.short_predictions_name(id).unwrap_or_default();
                        fill(preferences.messages().explore.facet_result, &[("file", &file)])
                    });
                    let values = memo(move || {
                        let file = session.predictions_named(id).unwrap_or_default();
                        explorer.result.read(|summary| outcomes(&summary.facets, id, &file)).unwrap_or_default()
                    });
                    view! { <Facet title values /> }
                }
            </For>
        </div>
    }
}

fn named(counts: &[(String, u32)], filter: fn(String) -> Filter) -> Vec<(Filter, u32)> {
    counts.iter().map(|(name, count)| (filter(name.clone()), *count)).collect()
}

fn numbers(counts: &[(u32, u32)], filter: fn(u32) -> Filter) -> Vec<(Filter, u32)> {
    counts.iter().map(|(number, count)| (filter(*number), *count)).collect()
}

fn outcomes(facets: &Facets, id: PredictionsId, file: &str) -> Vec<(Filter, u32)> {
    let of_file = facets.outcomes.iter().find(|(other, _)| *other == id).map(|(_, counts)| counts.as_slice());
    let filter = |outcome: Outcome| Filter::Outcome(OutcomeOf { file: file.to_owned(), outcome });
    of_file.unwrap_or_default().iter().map(|(outcome, count)| (filter(*outcome), *count)).collect()
}

/// Values that are listed at first, of a group with more.
const FEW: usize = 10;

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
        explorer.params.selection.with(|selection| {
            values.with(|values| values.iter().filter(|(filter, _)| is_set(selection, filter)).count())
        })
    });
    let told = move || {
        let chosen = chosen.get();
        (chosen > 0).then(|| fill(preferences.messages().explore.facet_chosen, &[("n", &chosen.to_string())]))
    };
    let names = memo(move || values.with(|values| values.iter().map(|(filter, _)| filter.clone()).collect::<Vec<_>>()));
    let all = RwSignal::new(false);
    let wanted = RwSignal::new(String::new());
    let is_long = memo(move || names.with(Vec::len) > FEW);
    let listed = move || {
        let wanted = if is_long.get() { wanted.get().to_lowercase() } else { String::new() };
        let words = preferences.messages();
        let is_wanted = |filter: &Filter| value_label(words, filter).to_lowercase().contains(&wanted);
        let is_chosen = |filter: &Filter| explorer.params.selection.with(|selection| is_set(selection, filter));
        let shows_all = all.get() || !wanted.is_empty() || !is_long.get();
        let is_listed =
            |(at, filter): &(usize, Filter)| is_wanted(filter) && (shows_all || *at < FEW || is_chosen(filter));
        names.get().into_iter().enumerate().filter(is_listed).map(|(_, filter)| filter).collect::<Vec<_>>()
    };
    let search = move || {
        is_long.get().then(|| view! {
            <input
                type="search"
                class="field facet__search"
                aria-label=dynamic_text(move || fill(preferences.messages().explore.facet_search, &[("facet", &title.get())]))
                placeholder=tr(|m| m.explore.facet_search_hint)
                prop:value=wanted
                on:input=move |event| wanted.set(event_target_value(&event))
            />
        })
    };
    let more = move || {
        (is_long.get() && !all.get() && wanted.with(String::is_empty)).then(|| {
            let number = names.with(Vec::len).to_string();
            view! {
                <button type="button" class="link facet__all" on:click=handler(move |_| all.set(true))>
                    {fill(preferences.messages().explore.facet_all, &[("n", &number)])}
                </button>
            }
        })
    };
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
                    {dynamic(search)}
                    <ul class="facet__values">
                        <For
                            each=move || if open.get() { listed() } else { Vec::new() }
                            key=Filter::clone
                            let:filter
                        >
                            <li><Value filter values /></li>
                        </For>
                    </ul>
                    {dynamic(more)}
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
        memo(move || filter.with_value(|filter| explorer.params.selection.with(|selection| is_set(selection, filter))));
    let press = move |_: ev::Event| {
        filtering.change(|explore| toggle(&mut explore.selection, filter.get_value()));
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
