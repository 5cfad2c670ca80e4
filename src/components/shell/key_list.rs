//! Every key of the page.

use leptos::prelude::*;

use crate::i18n::Messages;
use crate::state::preferences::tr;

type Entry = (&'static [&'static str], fn(&'static Messages) -> &'static str);

const KEYS: [Entry; 20] = [
    (&["g", "d"], |m| m.keys.data),
    (&["g", "e"], |m| m.keys.explore),
    (&["g", "r"], |m| m.run.key),
    (&["g", "s"], |m| m.keys.score),
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
