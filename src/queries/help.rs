//! The texts of the help page, which lie beside it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::help::Topic;
use crate::reactive::effect;
use crate::state::preferences::Preferences;
use web::fetch::fetch_text;

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

/// The text of a topic in the current language; fetched anew when one of them, or `retries`, changes.
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
