//! The bar above the questions: how many there are, how they are listed, and ways to one of them.

use leptos::prelude::*;

use super::export_menu::ExportMenu;
use super::jump_form::JumpForm;
use super::link_button::LinkButton;
use crate::components::common::icon::{Icon, IconView};
use crate::embed::around::host;
use crate::format::integer;
use crate::i18n::{Messages, fill};
use crate::queries::explore::Explorer;
use crate::reactive::{dynamic, dynamic_value, handler, memo};
use crate::state::navigation::Navigation;
use crate::state::preferences::{Preferences, tr};
use crate::state::route::{ListKind, Route, RunRoute};
use crate::tasks::filter::Filtering;

type Kind = (ListKind, fn(&'static Messages) -> &'static str);

const LISTS: [Kind; 2] = [(ListKind::Table, |m| m.explore.table), (ListKind::Gallery, |m| m.explore.gallery)];

/// The bar.
#[component]
pub fn Toolbar(
    /// Whether the filters are shown.
    panel_open: RwSignal<bool>,
    /// Opens a row of the dataset.
    select: Callback<u32>,
) -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let filtering = expect_context::<Filtering>();
    let preferences = expect_context::<Preferences>();
    let counts = memo(move || explorer.found.read(|summary| (summary.count, summary.of)));
    let count = move || {
        let words = preferences.messages();
        counts.get().map(|(count, of)| {
            let text = if count == of { words.explore.count_all } else { words.explore.count_of };
            fill(text, &[("n", &integer(count.into())), ("of", &integer(of.into()))])
        })
    };
    let selection = memo(move || explorer.found.read(|summary| summary.number));
    let lists = LISTS
        .map(|(kind, name)| {
            view! {
                <button
                    type="button"
                    class="segments__segment"
                    aria-pressed=dynamic_value(move || (explorer.wanted.list.get() == kind).to_string())
                    on:click=handler(move |_| filtering.change(|explore| explore.list = kind))
                >
                    {tr(name)}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="toolbar toolbar--explore">
            <PanelButton open=panel_open />
            <h1 class="unseen">{tr(|m| m.explore.title)}</h1>
            <span class="toolbar__count" role="status">{dynamic(count)}</span>
            <div class="segments" role="group" aria-label=tr(|m| m.explore.list_as)>{lists}</div>
            <JumpForm select />
            <LinkButton />
            <ExportMenu selection />
            <RunThese />
        </div>
    }
}

/// Leads to the run page with the selection chosen there; none where no run can be started.
#[component]
fn RunThese() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let link = move || Route::Run(RunRoute { from_selection: true, ..navigation.run() }).to_string();
    host().allows_keys().then(|| view! { <a class="button" href=link>{tr(|m| m.explore.run_these)}</a> })
}

/// Shows the filters where they are hidden; where they lie over the page, this is how they are come by.
#[component]
pub fn PanelButton(
    /// Whether they are shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    move || {
        (!open.get()).then(|| {
            view! {
                <button
                    type="button"
                    class="button"
                    aria-expanded="false"
                    aria-controls="explore-panel"
                    title=tr(|m| m.explore.show_filters)
                    on:click=handler(move |_| open.set(true))
                >
                    <IconView icon=Icon::Filter />
                    {tr(|m| m.explore.filters)}
                </button>
            }
        })
    }
}
