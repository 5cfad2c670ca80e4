//! The filters in force, each with a way to take it back.

use leptos::prelude::*;

use crate::components::common::icon::{Icon, IconView};
use crate::filters::{Filter, filters, toggle};
use crate::i18n::fill;
use crate::i18n::filter_words::filter_label;
use crate::queries::explore::Explorer;
use crate::reactive::{dynamic, memo};
use crate::state::preferences::{Preferences, tr};
use crate::tasks::filter::Filtering;
use engine::selection::Selection;

/// Chips shown; of more only the number is told.
const MOST: usize = 12;

/// A chip a filter, and a button that clears all.
#[component]
pub fn FilterChips() -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let preferences = expect_context::<Preferences>();
    let all = memo(move || explorer.wanted.selection.with(filters));
    let some = memo(move || all.with(|all| !all.is_empty()));
    let first = move || all.with(|all| all.iter().take(MOST).cloned().collect::<Vec<_>>());
    let more = move || {
        let more = all.with(Vec::len).saturating_sub(MOST);
        (more > 0).then(|| fill(preferences.messages().explore.more_filters, &[("n", &more.to_string())]))
    };
    move || {
        some.get().then(|| {
            view! {
                <div class="filter-chips" role="group" aria-label=tr(|m| m.explore.active_filters)>
                    <For each=first key=Filter::clone let:filter>
                        <FilterChip filter />
                    </For>
                    <span class="filter-chips__more">{dynamic(more)}</span>
                    <ClearButton />
                </div>
            }
        })
    }
}

#[component]
fn FilterChip(filter: Filter) -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let filtering = expect_context::<Filtering>();
    let preferences = expect_context::<Preferences>();
    let filter = StoredValue::new(filter);
    let label = Signal::derive(move || filter.with_value(|filter| filter_label(preferences.messages(), filter)));
    let name = move || fill(preferences.messages().explore.remove_filter, &[("filter", &label.get())]);
    let idle = move || filter.with_value(|filter| !explorer.applies(filter));
    let remove = move |_| filtering.change(|explore| toggle(&mut explore.selection, filter.get_value()));
    view! {
        <button type="button" class="filter-chip" class:filter-chip--idle=idle aria-label=name title=name on:click=remove>
            <span class="filter-chip__name">{label}</span>
            <IconView icon=Icon::Close />
        </button>
    }
}

/// Clears all filters.
#[component]
pub fn ClearButton() -> impl IntoView {
    let filtering = expect_context::<Filtering>();
    let clear = move |_| filtering.change(|explore| explore.selection = Selection::default());
    view! { <button type="button" class="link" on:click=clear>{tr(|m| m.explore.clear_all)}</button> }
}
