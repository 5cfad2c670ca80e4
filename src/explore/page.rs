//! The explore page: filters on the left, the questions that pass them, and the open one beside them.

use leptos::prelude::*;

use super::facets::FacetList;
use super::filter_chips::Published;
use super::keyword_field::{Examples, KeywordField};
use super::results::Results;
use super::route::ExploreRoute;
use super::state::{Explorer, Filtering};
use super::tree::view::LexicalTree;
use crate::embed::frame_event::FrameEvent;
use crate::embed::serve::{Embed, send_each};
use crate::format::integer;
use crate::i18n::{Messages, fill};
use crate::reactive::{dynamic, dynamic_value, effect, handler, memo};
use crate::shell::address::Route;
use crate::shell::navigation::Navigation;
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::icon::{Icon, IconView};
use crate::ui::pane::Pane;
use crate::ui::segments::Segments;
use crate::ui::separator::{PaneSize, Separator};
use engine::lexical_tree::TreeKind;
use engine::selection::Selection;
use protocol::explore::OutsideTree;
use web::theme::is_narrow;

/// The page, with or without a dataset.
#[component]
pub fn ExplorePage() -> impl IntoView {
    let session = expect_context::<Session>();
    let navigation = expect_context::<Navigation>();
    let explorer = Explorer::new(session, navigation);
    provide_context(explorer);
    report_selection(expect_context(), explorer);
    provide_context(Filtering::new(navigation));
    let loaded = memo(move || session.dataset.with(Option::is_some));
    let is_wide = !is_narrow();
    // Where the filters would lie over the results they begin hidden; without results the tree is what there is to see.
    let panel_open = RwSignal::new(true);
    effect(move || panel_open.set(is_wide || !loaded.get()));
    let files = memo(move || explorer.result.read(|summary| summary.accuracy.len().min(3)).unwrap_or_default());
    let class = move || {
        let panel = if panel_open.get() { "" } else { "explore--closed" };
        let width = if loaded.get() { files.get().to_string() } else { "published".to_owned() };
        format!("explore explore--{width} {panel}")
    };
    let size = PaneSize::new(PANEL);
    // The filters stand at the left but behind the results, so that the Tab key reaches the list before them.
    view! {
        <div class=class style:--panel=dynamic_value(move || size.length())>
            {dynamic(move || {
                if loaded.get() {
                    view! { <div class="explore__results"><Results panel_open /></div> }.into_any()
                } else {
                    view! { <Published panel_open /> }.into_any()
                }
            })}
            {dynamic(move || (panel_open.get() && is_wide).then(|| view! {
                <Separator size label=Signal::derive(tr(|m| m.explore.panel_width)) controls="explore-panel" />
            }))}
            <Panel open=panel_open />
        </div>
    }
}

const PANEL: Pane = Pane { name: "filters", is_first: true, limits: (16, 44) };

/// All that narrows the selection.
#[component]
pub fn Panel(
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let preferences = expect_context::<Preferences>();
    let outside =
        memo(move || explorer.result.outside(explorer.params.view.get()).filter(|outside| outside.questions > 0));
    let outside = move || {
        outside.get().map(|OutsideTree { questions, labels }| {
            let words = preferences.messages().explore;
            let text = if labels == 0 { words.outside_unlabelled } else { words.outside_tree };
            let text = fill(text, &[("n", &integer(questions.into())), ("labels", &integer(labels.into()))]);
            view! { <p class="panel__outside">{text}</p> }
        })
    };
    let count = memo(move || explorer.result.read(|summary| summary.count));
    let results = move || {
        count.get().map(|count| {
            let text = fill(preferences.messages().explore.show_results, &[("n", &integer(count.into()))]);
            view! {
                <button type="button" class="button button--primary panel__results" on:click=handler(move |_| open.set(false))>
                    {text}
                </button>
            }
        })
    };
    view! {
        <section class="panel" id="explore-panel" aria-label=tr(|m| m.explore.filters) hidden=dynamic_value(move || !open.get())>
            <div class="panel__head">
                <h2 class="panel__title">{tr(|m| m.explore.filters)}</h2>
                <Examples />
                <button
                    type="button"
                    class="button button--icon"
                    aria-label=tr(|m| m.explore.hide_filters)
                    title=tr(|m| m.explore.hide_filters)
                    on:click=handler(move |_| open.set(false))
                >
                    <IconView icon=Icon::Previous />
                </button>
            </div>
            <KeywordField reveal=Callback::new(move |()| open.set(true)) />
            <ViewSwitch />
            <LexicalTree />
            {dynamic(outside)}
            <FacetList />
            {dynamic(results)}
        </section>
    }
}

/// A button a tree.
#[component]
pub fn ViewSwitch() -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let filtering = expect_context::<Filtering>();
    let chosen = move || TreeKind::ALL.iter().position(|kind| *kind == explorer.params.view.get()).unwrap_or_default();
    let choose = Callback::new(move |at: usize| {
        if let Some(kind) = TreeKind::ALL.get(at).copied() {
            filtering.change(|explore| explore.view = kind);
        }
    });
    view! {
        <Segments label=Signal::derive(tr(|m| m.explore.view)) names=VIEWS chosen=Signal::derive(chosen) choose />
    }
}

/// The names of the trees, in the order of [`TreeKind::ALL`].
const VIEWS: &[fn(&'static Messages) -> &'static str] =
    &[|m| m.explore.view_task, |m| m.explore.view_department, |m| m.explore.view_granularity];

/// Tells the page around what the explore page lists.
pub fn report_selection(embed: Embed, explorer: Explorer) {
    let selection = memo(move || {
        let answer = explorer.result.answer.get();
        let wanted = explorer.params.selection.get();
        let count = answer.filter(|answer| answer.selection == wanted).map(|answer| answer.summary.count);
        // Results name the visitor's files.
        FrameEvent::Selection { filter: parameters(Selection { outcomes: Vec::new(), ..wanted }), count }
    });
    send_each(embed, move || vec![selection.get()]);
}

fn parameters(selection: Selection) -> String {
    let route = Route::Explore(ExploreRoute { selection, ..ExploreRoute::default() }).to_string();
    route.split_once('?').map_or_else(String::new, |(_, parameters)| parameters.to_owned())
}
