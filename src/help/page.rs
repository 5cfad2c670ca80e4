//! The help page, and the list of keys.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::route::{HelpRoute, Topic};
use crate::i18n::{Messages, fill};
use crate::reactive::{dynamic, dynamic_text, dynamic_value, effect, handler, memo};
use crate::shell::address::Route;
use crate::shell::navigation::Navigation;
use crate::shell::preferences::{Preferences, tr};
use web::fetch::fetch_text;
use web::fragment;

/// The topics, and the text of one of them.
#[component]
pub fn HelpPage() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let topic = memo(move || navigation.help().topic);
    let title = move || preferences.messages().help.of(topic.get());
    let contents = Topic::ALL
        .map(|entry| {
            view! {
                <li>
                    <a
                        class="help__topic"
                        href=Route::Help(HelpRoute::of_topic(entry)).to_string()
                        aria-current=dynamic_value(move || (topic.get() == entry).then_some("true"))
                    >
                        {dynamic_text(move || preferences.messages().help.of(entry))}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="page help">
            <h1 class="page__title">{tr(|m| m.help.title)}</h1>
            <div class="help__columns">
                <nav class="help__contents" aria-label=tr(|m| m.help.topics)>
                    <ul>{contents}</ul>
                </nav>
                <article class="help__article" aria-labelledby="help-title">
                    <h2 id="help-title" class="help__title">{dynamic(title)}</h2>
                    <Article topic />
                    {dynamic(move || (topic.get() == Topic::Keys).then(|| view! { <KeyList /> }))}
                </article>
            </div>
        </div>
    }
}

/// The text of a topic in the current language, fetched when it is shown.
#[component]
pub fn Article(
    /// The topic.
    topic: Memo<Topic>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let retries = RwSignal::new(0_u32);
    let text = help_text(topic, preferences, retries);
    let body = NodeRef::<html::Div>::new();
    effect(move || {
        let Some(body) = body.get() else { return };
        let shown = text.with(|text| match text {
            HelpText::Ready(markup) => fragment::show(&body, markup),
            HelpText::Loading | HelpText::Missing(_) => fragment::show(&body, ""),
        });
        if let Err(error) = shown {
            leptos::logging::warn!("help not shown: {error:?}");
        }
    });
    let state = move || match text.get() {
        HelpText::Loading => Some(view! { <p class="hint" role="status">{tr(|m| m.shell.loading)}</p> }.into_any()),
        HelpText::Missing(detail) => {
            let what = fill(preferences.messages().help.missing, &[("detail", &detail)]);
            Some(
                view! {
                    <div class="note note--fault" role="alert">
                        <p class="note__what">{what}</p>
                        <button type="button" class="button" on:click=handler(move |_| retries.update(|count| *count += 1))>
                            {tr(|m| m.help.again)}
                        </button>
                    </div>
                }
                .into_any(),
            )
        }
        HelpText::Ready(_) => None,
    };
    view! {
        {dynamic(state)}
        <div class="help__text" node_ref=body></div>
    }
}

/// The text of a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpText {
    /// Being fetched.
    Loading,
    /// The text, with markup.
    Ready(String),
    /// Not to be had; what the browser said.
    Missing(String),
}

/// The text of a topic in the current language; fetched again when one of them, or `retries`, changes.
pub fn help_text(topic: Memo<Topic>, preferences: Preferences, retries: RwSignal<u32>) -> RwSignal<HelpText> {
    let text = RwSignal::new(HelpText::Loading);
    let wanted = StoredValue::new(String::new());
    effect(move || {
        retries.track();
        let address = topic.get().address(preferences.language.get().locale());
        wanted.set_value(address.clone());
        text.set(HelpText::Loading);
        spawn_local(async move {
            let fetched = fetch_text(&address).await;
            // The reader may have gone on to another topic, or away from the page.
            if wanted.try_with_value(|wanted| *wanted == address) == Some(true) {
                text.set(match fetched {
                    Ok(markup) => HelpText::Ready(markup),
                    Err(detail) => HelpText::Missing(detail),
                });
            }
        });
    });
    text
}

type Entry = (&'static [&'static str], fn(&'static Messages) -> &'static str);

const KEYS: [Entry; 21] = [
    (&["g", "d"], |m| m.keys.data),
    (&["g", "e"], |m| m.keys.explore),
    (&["g", "r"], |m| m.run.key),
    (&["g", "s"], |m| m.keys.score),
    (&["g", "v"], |m| m.compare.key),
    (&["g", "c"], |m| m.check.key),
    (&["g", "b"], |m| m.board.key),
    (&["g", "h"], |m| m.help.key),
    (&["j"], |m| m.keys.next),
    (&["k"], |m| m.keys.previous),
    (&["/"], |m| m.keys.jump),
    (&["Enter"], |m| m.keys.open),
    (&["Esc"], |m| m.keys.back),
    (&["Space"], |m| m.keys.answer),
    (&["a", "…", "e"], |m| m.question.key_pick),
    (&["f"], |m| m.keys.full),
    (&["0"], |m| m.keys.fit),
    (&["1"], |m| m.keys.actual),
    (&["+", "-"], |m| m.keys.zoom),
    (&["i"], |m| m.question.key_invert),
    (&["?"], |m| m.keys.keys),
];

/// The keys and what they do.
#[component]
pub fn KeyList() -> impl IntoView {
    let rows = KEYS
        .map(|(keys, meaning)| {
            let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect_view();
            view! {
                <div class="keys__row">
                    <dt>{keys}</dt>
                    <dd>{tr(meaning)}</dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="keys__list">{rows}</dl> }
}
