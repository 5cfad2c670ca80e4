//! Which columns of the table are shown, and how large the gallery's images are: kept for later visits.

use leptos::html;
use leptos::prelude::*;

use super::tiles::TileSize;
use crate::i18n::Messages;
use crate::reactive::{dynamic_value, handler, memo};
use crate::shell::preferences::tr;
use crate::shell::session::Session;
use crate::ui::button::{close_on_escape, close_when_left};
use crate::ui::icon::{Icon, IconView};
use crate::ui::segments::Segments;
use web::storage;

type Choice = (&'static str, fn(&'static Messages) -> &'static str);

/// The columns that can be hidden; their names are those of their classes.
const COLUMNS: [Choice; 5] = [
    ("modality", |m| m.columns.modality),
    ("task", |m| m.columns.task),
    ("department", |m| m.columns.department),
    ("granularity", |m| m.columns.granularity),
    ("results", |m| m.explore.results),
];

const HIDDEN: &str = "gmai-scope.hidden-columns";

/// The hidden columns.
#[derive(Clone, Copy)]
pub struct ShownColumns(RwSignal<Vec<&'static str>>);

impl ShownColumns {
    /// As they were left.
    pub fn new() -> Self {
        let kept = storage::read(HIDDEN).unwrap_or_default();
        let is_hidden = |name: &str| kept.split(' ').any(|hidden| hidden == name);
        Self(RwSignal::new(COLUMNS.iter().map(|(name, _)| *name).filter(|name| is_hidden(name)).collect()))
    }

    /// A class for each hidden column.
    pub fn class(self) -> String {
        let class = |name: &&str| ["columns--no-", *name].concat();
        self.0.with(|hidden| hidden.iter().map(class).collect::<Vec<_>>().join(" "))
    }

    fn toggle(self, name: &'static str) {
        self.0.update(|hidden| match hidden.iter().position(|other| *other == name) {
            Some(at) => drop(hidden.remove(at)),
            None => hidden.push(name),
        });
        storage::write(HIDDEN, &self.0.with_untracked(|hidden| hidden.join(" ")));
    }
}

const TILES: &str = "gmai-scope.tiles";

/// How large the gallery's tiles are.
#[derive(Clone, Copy)]
pub struct ChosenTiles {
    chosen: RwSignal<Option<TileSize>>,
    is_remote: Memo<bool>,
}

impl ChosenTiles {
    /// As it was left.
    pub fn new() -> Self {
        let kept = storage::read(TILES).and_then(|kept| TileSize::ALL.get(kept.parse::<usize>().ok()?).copied());
        let session = expect_context::<Session>();
        Self { chosen: RwSignal::new(kept), is_remote: memo(move || session.is_remote()) }
    }

    /// The size that was chosen. Without a choice, tiles of a dataset on a server are large: each takes the download of a
    /// whole image, so that a few come soon.
    pub fn size(self) -> TileSize {
        let usual = || if self.is_remote.get() { TileSize::Large } else { TileSize::default() };
        self.chosen.get().unwrap_or_else(usual)
    }
}

/// In the order of [`TileSize::ALL`].
const SIZES: &[fn(&'static Messages) -> &'static str] =
    &[|m| m.explore.tiles_small, |m| m.explore.tiles_medium, |m| m.explore.tiles_large];

/// A button a size.
#[component]
pub fn TileSizes(
    /// What it changes.
    tiles: ChosenTiles,
) -> impl IntoView {
    let chosen = move || TileSize::ALL.iter().position(|size| *size == tiles.size()).unwrap_or_default();
    let choose = Callback::new(move |at: usize| {
        if let Some(size) = TileSize::ALL.get(at).copied() {
            storage::write(TILES, &at.to_string());
            tiles.chosen.set(Some(size));
        }
    });
    view! {
        <Segments
            label=Signal::derive(tr(|m| m.explore.tile_size))
            names=SIZES
            chosen=Signal::derive(chosen)
            choose
        />
    }
}

/// A menu of checkboxes.
#[component]
pub fn ColumnPicker(
    /// What it changes.
    columns: ShownColumns,
) -> impl IntoView {
    let menu = NodeRef::<html::Details>::new();
    close_when_left(menu);
    let entries = COLUMNS
        .map(|(name, title)| {
            let is_shown = move || columns.0.with(|hidden| !hidden.contains(&name));
            view! {
                <li>
                    <label class="menu__choice">
                        <input
                            type="checkbox"
                            prop:checked=dynamic_value(is_shown)
                            on:change=handler(move |_| columns.toggle(name))
                        />
                        {tr(title)}
                    </label>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="menu" node_ref=menu on:keydown=move |event| close_on_escape(menu, &event)>
            <summary class="menu__title" aria-label=tr(|m| m.explore.columns) title=tr(|m| m.explore.columns)>
                <IconView icon=Icon::Columns />
            </summary>
            <ul class="menu__entries menu__entries--start">{entries}</ul>
        </details>
    }
}
