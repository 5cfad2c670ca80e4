//! The bar above the questions: how many there are, how they are listed, and ways to one of them.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};

use super::columns::{ChosenTiles, ColumnPicker, ShownColumns, TileSizes};
use super::export_menu::ExportMenu;
use super::route::ListKind;
use super::state::{Explorer, Filtering};
use crate::format::integer;
use crate::i18n::{Messages, fill};
use crate::reactive::{dynamic, effect, handler, memo};
use crate::run::route::RunRoute;
use crate::shell::address::Route;
use crate::shell::around::host;
use crate::shell::navigation::Navigation;
use crate::shell::notice::Notice;
use crate::shell::notices::Notices;
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::Session;
use crate::ui::icon::{Icon, IconView};
use crate::ui::segments::Segments;
use protocol::{Failure, FindIndex};
use web::clipboard;

/// How questions are listed, in the order of [`LIST_NAMES`].
const LISTS: [ListKind; 3] = [ListKind::Table, ListKind::Gallery, ListKind::Map];

const LIST_NAMES: &[fn(&'static Messages) -> &'static str] =
    &[|m| m.explore.table, |m| m.explore.gallery, |m| m.explore.heat_map];

/// The bar.
#[component]
pub fn Toolbar(
    /// Whether the filters are shown.
    panel_open: RwSignal<bool>,
    /// The columns of the table.
    columns: ShownColumns,
    /// The tiles of the gallery.
    tiles: ChosenTiles,
    /// Opens a row of the dataset.
    select: Callback<u32>,
) -> impl IntoView {
    let explorer = expect_context::<Explorer>();
    let filtering = expect_context::<Filtering>();
    let preferences = expect_context::<Preferences>();
    let counts = memo(move || explorer.result.read(|summary| (summary.count, summary.of)));
    let count = move || {
        let words = preferences.messages();
        counts.get().map(|(count, of)| {
            let text = if count == of { words.explore.count_all } else { words.explore.count_of };
            fill(text, &[("n", &integer(count.into())), ("of", &integer(of.into()))])
        })
    };
    let selection = memo(move || explorer.result.read(|summary| summary.number));
    let list = explorer.params.list;
    let chosen = move || LISTS.iter().position(|kind| *kind == list.get()).unwrap_or_default();
    let choose = Callback::new(move |at: usize| {
        if let Some(kind) = LISTS.get(at).copied() {
            filtering.change(|explore| explore.list = kind);
        }
    });
    let of_list = move || match list.get() {
        ListKind::Table => Some(view! { <ColumnPicker columns /> }.into_any()),
        ListKind::Gallery => Some(view! { <TileSizes tiles /> }.into_any()),
        ListKind::Map => None,
    };
    view! {
        <div class="toolbar toolbar--explore">
            <PanelButton open=panel_open />
            <h1 class="unseen">{tr(|m| m.explore.title)}</h1>
            <span class="toolbar__count" role="status">{dynamic(count)}</span>
            <Segments
                label=Signal::derive(tr(|m| m.explore.list_as))
                names=LIST_NAMES
                chosen=Signal::derive(chosen)
                choose
            />
            {dynamic(of_list)}
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
    host().allows_keys().then(|| view! { <a class="button toolbar__run" href=link>{tr(|m| m.explore.run_these)}</a> })
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
                    aria-label=tr(|m| m.explore.filters)
                    title=tr(|m| m.explore.show_filters)
                    on:click=handler(move |_| open.set(true))
                >
                    <IconView icon=Icon::Filter />
                    <span class="toolbar__word">{tr(|m| m.explore.filters)}</span>
                </button>
            }
        })
    }
}

/// A field for an index.
#[component]
pub fn JumpForm(
    /// Opens a row.
    select: Callback<u32>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let preferences = expect_context::<Preferences>();
    let field = NodeRef::<html::Input>::new();
    let missing = RwSignal::new(None::<String>);
    let jump = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else { return };
        let index = field.value().trim().to_owned();
        if index.is_empty() {
            return;
        }
        spawn_local(async move {
            match find_row(session, index.clone()).await {
                Ok(Some(row)) => {
                    missing.set(None);
                    select.run(row);
                }
                Ok(None) => missing.set(Some(index)),
                Err(failure) => notices.push(Notice::Failed(failure)),
            }
        });
    };
    let leave = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(Err(error)) = field.get_untracked().map(|field| field.blur())
        {
            leptos::logging::warn!("{error:?}");
        }
    };
    let told =
        move || missing.get().map(|index| fill(preferences.messages().explore.jump_missing, &[("index", &index)]));
    view! {
        <form class="jump" on:submit=jump>
            <span class="jump__told" role="status">{dynamic(told)}</span>
            <input
                node_ref=field
                class="field"
                type="text"
                autocomplete="off"
                spellcheck="false"
                aria-label=tr(|m| m.explore.jump_label)
                placeholder=tr(|m| m.explore.jump_label)
                on:keydown=leave
                on:input=handler(move |_| missing.set(None))
            />
        </form>
    }
}

/// The row of an index as typed, where it exists.
///
/// # Errors
/// If no dataset is loaded.
pub async fn find_row(session: Session, index: String) -> Result<Option<u32>, Failure> {
    session.ask(FindIndex { index }).await
}

/// How long success is told; a link that is to be copied by hand stays.
const TOLD_FOR: Duration = Duration::from_secs(4);

/// What has become of copying.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Copied {
    Yes,
    /// The browser does not let the page copy; the link is shown instead.
    No(String),
}

/// Copies the address of the filters and the open question.
#[component]
pub fn LinkButton() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let copied = RwSignal::new(None::<Copied>);
    // Another state has another link.
    effect(move || {
        navigation.explore();
        copied.set(None);
    });
    let copy = move |_| {
        let Ok(link) = window().location().href() else { return };
        spawn_local(async move {
            let done = if clipboard::write(&link).await.is_ok() { Copied::Yes } else { Copied::No(link) };
            if done == Copied::Yes {
                set_timeout(move || drop(copied.try_set(None)), TOLD_FOR);
            }
            copied.try_set(Some(done));
        });
    };
    let told = move || {
        let words = preferences.messages();
        copied.get().map(|copied| match copied {
            Copied::Yes => words.explore.copied.to_owned(),
            Copied::No(link) => fill(words.explore.link_is, &[("link", &link)]),
        })
    };
    view! {
        <button
            type="button"
            class="button button--icon"
            aria-label=tr(|m| m.explore.copy_link)
            title=tr(|m| m.explore.copy_link)
            on:click=copy
        >
            <IconView icon=Icon::Link />
        </button>
        <span class="toolbar__told" role="status">{dynamic(told)}</span>
    }
}
