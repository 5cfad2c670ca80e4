//! The header, or in a frame the bar in its place: what is loaded, and switches.

use leptos::html;
use leptos::prelude::*;

use crate::embed::serve::Embed;
use crate::format::{integer, percent, whole_percent};
use crate::i18n::fill;
use crate::i18n::words::rule_sets::rule_set_words;
use crate::reactive::{dynamic, dynamic_text, dynamic_value, handler, memo};
use crate::score::route::ScoreRoute;
use crate::shell::address::{Page, Route};
use crate::shell::appearance::Theme;
use crate::shell::navigation::Navigation;
use crate::shell::notices::{Notices, cancel_indexing, close_dataset, close_predictions};
use crate::shell::preferences::{Preferences, tr};
use crate::shell::session::{ScoreState, Session};
use crate::ui::button::{FileButton, OpenInTab};
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Bar;
use protocol::{DatasetState, Phase, PredictionsId};
use web::focus::catch_focus;

/// The bar at the top.
#[component]
pub fn Header(
    /// Whether the list of keys is open.
    keys_open: RwSignal<bool>,
) -> impl IntoView {
    let page = expect_context::<Navigation>().page();
    view! {
        <header class="header">
            <a class="header__name" href="#/data">"GMAI Scope"</a>
            <LoadedFiles />
            <div class="header__switches">
                <LanguageSwitch />
                <ThemeSwitch />
                <button
                    type="button"
                    class="button button--icon"
                    aria-label=tr(|m| m.keys.title)
                    title=tr(|m| m.keys.title)
                    on:click=handler(move |_| keys_open.set(true))
                >
                    "?"
                </button>
                <a
                    class="button button--icon"
                    href="#/settings"
                    aria-current=dynamic_value(move || (page.get() == Page::Settings).then_some("page"))
                    aria-label=tr(|m| m.settings.title)
                    title=tr(|m| m.settings.title)
                >
                    <IconView icon=Icon::Settings />
                </a>
            </div>
        </header>
    }
}

/// Offers the next language, in that language.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let next = move || preferences.language.get().locale().next();
    view! {
        <button
            type="button"
            class="button button--quiet"
            lang=dynamic_value(move || next().tag())
            on:click=handler(move |_| preferences.set_language(next()))
        >
            {dynamic_text(move || next().own_name())}
        </button>
    }
}

/// Goes through the themes; its label says which one is on.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let label = move || {
        let words = preferences.messages();
        match preferences.theme.get() {
            Theme::System => words.shell.theme_system,
            Theme::Light => words.shell.theme_light,
            Theme::Dark => words.shell.theme_dark,
        }
    };
    view! {
        <button
            type="button"
            class="button button--icon"
            aria-label=label
            title=label
            on:click=handler(move |_| preferences.set_theme(preferences.theme.get_untracked().next()))
        >
            <IconView icon=Icon::Theme />
        </button>
    }
}

/// The dataset and the prediction files.
#[component]
pub fn LoadedFiles() -> impl IntoView {
    let session = expect_context::<Session>();
    let has_dataset = memo(move || session.dataset.with(Option::is_some));
    let ids = memo(move || session.predictions.with(|list| list.iter().map(|file| file.id).collect::<Vec<_>>()));
    view! {
        <ul class="header__chips" aria-label=tr(|m| m.shell.loaded)>
            {dynamic(move || has_dataset.get().then(|| view! { <li><DatasetChip /></li> }))}
            <For each=move || ids.get() key=|id| *id let:id>
                <li><PredictionsChip id /></li>
            </For>
            <li>
                <FileButton class="button button--icon" label=Signal::derive(tr(|m| m.shell.open_files))>
                    <IconView icon=Icon::Add />
                </FileButton>
            </li>
        </ul>
    }
}

/// In the place of header and navigation.
#[component]
pub fn EmbedBar() -> impl IntoView {
    let embed = expect_context::<Embed>();
    view! {
        <header class="header embed-bar" aria-label=tr(|m| m.embed.bar)>
            <span class="embed-bar__name">"GMAI Scope"</span>
            <LoadedFiles />
            <OpenInTab class="button button--quiet" />
            {dynamic(move || embed.asks_consent().then(|| view! { <Consent /> }))}
        </header>
    }
}

/// Lets the visitor decide whether the page around sees figures of the visitor's files.
#[component]
fn Consent() -> impl IntoView {
    let embed = expect_context::<Embed>();
    let preferences = expect_context::<Preferences>();
    let check = NodeRef::<html::Input>::new();
    let changed = move |_| {
        if let Some(check) = check.get_untracked() {
            embed.consent.set(check.checked());
        }
    };
    let words = move || {
        let site = embed.origin.get().unwrap_or_default();
        let site = site.split_once("://").map_or(site.as_str(), |(_, site)| site);
        fill(preferences.messages().embed.let_hear, &[("site", site)])
    };
    view! {
        <label class="embed-bar__consent">
            <input node_ref=check type="checkbox" prop:checked=dynamic_value(move || embed.consent.get()) on:change=changed />
            <span>{dynamic(words)}</span>
        </label>
    }
}

/// Name, number of questions, progress of indexing, and a way to stop or remove it.
#[component]
pub fn DatasetChip() -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let preferences = expect_context::<Preferences>();
    // The button that closes the dataset goes with it.
    on_cleanup(|| catch_focus("main"));
    let with = move |read: fn(&DatasetState) -> String| {
        session.dataset.with(|dataset| dataset.as_deref().map_or_else(String::new, read))
    };
    let indexing = memo(move || session.basis.with(|basis| basis.indexing));
    let done = memo(move || session.dataset.with(|dataset| dataset.as_deref().map_or(0, done_percent)));
    let state = move || {
        let words = preferences.messages();
        session.dataset.with(|dataset| match dataset.as_deref().map(|dataset| &dataset.phase) {
            Some(Phase::Indexing) => fill(words.shell.chip_indexing, &[("percent", &done.get().to_string())]),
            Some(Phase::Cancelled) => words.shell.chip_cancelled.to_owned(),
            Some(Phase::Failed(_)) => words.shell.chip_failed.to_owned(),
            Some(Phase::Complete) | None => String::new(),
        })
    };
    let count =
        move || fill(preferences.messages().shell.chip_questions, &[("n", &integer(session.rows.get().into()))]);
    #[expect(clippy::cast_precision_loss, reason = "a percentage")]
    let share = Signal::derive(move || done.get() as f64 / 100.0);
    view! {
        <span class="chip">
            <a class="chip__link" href="#/data" title=dynamic_value(move || with(|dataset| dataset.name.clone()))>
                <span class="chip__name">{dynamic_text(move || with(|dataset| dataset.name.clone()))}</span>
                <span class="chip__figure">{dynamic(count)}</span>
                <span class="chip__state">{dynamic(state)}</span>
                {dynamic(move || indexing.get().then(|| view! { <Bar share /> }))}
            </a>
            {dynamic(move || {
                if indexing.get() {
                    view! {
                        <button type="button" class="chip__action" on:click=handler(move |_| cancel_indexing(session, notices))>
                            {tr(|m| m.shell.cancel)}
                        </button>
                    }
                    .into_any()
                } else {
                    view! {
                        <button
                            type="button"
                            class="chip__action"
                            aria-label=tr(|m| m.shell.close_dataset)
                            title=tr(|m| m.shell.close_dataset)
                            on:click=handler(move |_| close_dataset(session, notices))
                        >
                            <IconView icon=Icon::Close />
                        </button>
                    }
                    .into_any()
                }
            })}
        </span>
    }
}

fn done_percent(dataset: &DatasetState) -> u64 {
    whole_percent(dataset.bytes_done, dataset.bytes_total)
}

/// Name and accuracy under the chosen rule set, and a way to remove it.
#[component]
pub fn PredictionsChip(
    /// The file.
    id: PredictionsId,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let notices = expect_context::<Notices>();
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    // The button that closes the file goes with it.
    on_cleanup(|| catch_focus("main"));
    let name = memo(move || session.predictions_named(id).unwrap_or_default());
    let accuracy = move || match session.score(id, navigation.score().rules) {
        Some(ScoreState::Ready(score)) if score.refusal.is_none() => {
            let words = preferences.messages();
            let form = if score.is_vlmevalkits() { words.shell.chip_score } else { words.shell.chip_own_score };
            fill(
                form,
                &[
                    ("accuracy", &percent(score.hits, score.n)),
                    ("rules", rule_set_words(preferences.language.get(), score.rules).short),
                ],
            )
        }
        Some(ScoreState::Ready(_) | ScoreState::Failed(_)) => preferences.messages().shell.chip_no_score.to_owned(),
        Some(ScoreState::Running) | None => "…".to_owned(),
    };
    let route = move || Route::Score(ScoreRoute { predictions: Some(id), at: None, ..navigation.score() });
    let remove = move || fill(preferences.messages().shell.close_predictions, &[("name", &name.get())]);
    view! {
        <span class="chip">
            <a class="chip__link" href=dynamic_value(move || route().to_string()) title=name>
                <span class="chip__name">{name}</span>
                <span class="chip__figure">{dynamic(accuracy)}</span>
            </a>
            <button
                type="button"
                class="chip__action"
                aria-label=remove
                title=remove
                on:click=handler(move |_| close_predictions(session, notices, id))
            >
                <IconView icon=Icon::Close />
            </button>
        </span>
    }
}
