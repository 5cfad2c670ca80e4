//! Every key of the page.

use leptos::prelude::*;

use crate::i18n::Messages;
use crate::state::preferences::tr;

type Entry = (&'static [&'static str], fn(&'static Messages) -> &'static str);

const KEYS: [Entry; 20] = [
    (&["g", "d"], |m| m.key_data),
    (&["g", "e"], |m| m.key_explore),
    (&["g", "r"], |m| m.run.key),
    (&["g", "s"], |m| m.key_score),
    (&["g", "c"], |m| m.check.key),
    (&["g", "b"], |m| m.board.key),
    (&["g", "h"], |m| m.help.key),
    (&["j"], |m| m.key_next),
    (&["k"], |m| m.key_previous),
    (&["/"], |m| m.key_jump),
    (&["Enter"], |m| m.key_open),
    (&["Esc"], |m| m.key_back),
    (&["Space"], |m| m.key_answer),
    (&["a", "…", "e"], |m| m.question_view.key_pick),
    (&["f"], |m| m.key_full),
    (&["0"], |m| m.key_fit),
    (&["1"], |m| m.key_actual),
    (&["+", "-"], |m| m.key_zoom),
    (&["i"], |m| m.question_view.key_invert),
    (&["?"], |m| m.key_keys),
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
