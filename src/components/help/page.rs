//! The help page.

use leptos::prelude::*;

use super::article::Article;
use crate::components::shell::key_list::KeyList;
use crate::help::Topic;
use crate::reactive::{dynamic, dynamic_text, dynamic_value, memo};
use crate::state::navigation::Navigation;
use crate::state::preferences::{Preferences, tr};
use crate::state::route::{HelpRoute, Route};

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
