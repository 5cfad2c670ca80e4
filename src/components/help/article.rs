//! The text of a topic.

use leptos::html;
use leptos::prelude::*;

use crate::help::Topic;
use crate::i18n::fill;
use crate::queries::help::{HelpText, help_text};
use crate::reactive::{dynamic, effect, handler};
use crate::state::preferences::{Preferences, tr};
use web::fragment;

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
