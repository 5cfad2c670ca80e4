//! What is kept in the browser, place by place.

use leptos::prelude::*;

use crate::format::bytes;
use crate::i18n::{Messages, SettingsWords, fill};
use crate::queries::stored::Survey;
use crate::reactive::dynamic;
use crate::state::preferences::{Preferences, tr};
use web::stored::{Place, Stored};

/// Places and names, and the size of all.
#[component]
pub fn KeptTable(
    /// What is kept, once it is known.
    survey: RwSignal<Option<Survey>>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let used = move || {
        let used = survey.with(|survey| survey.as_ref()?.used)?;
        Some(fill(preferences.messages().settings.used, &[("bytes", &bytes(used))]))
    };
    let places = move || {
        let words = preferences.messages();
        match survey.get() {
            None => view! { <p>{words.shell.loading}</p> }.into_any(),
            Some(survey) if survey.stored.is_empty() => {
                view! { <p class="kept__nothing">{words.settings.nothing}</p> }.into_any()
            }
            Some(survey) => place_list(words, survey.stored),
        }
    };
    view! {
        <section class="section" aria-labelledby="kept-title">
            <h2 id="kept-title" class="section__title">{tr(|m| m.settings.stored)}</h2>
            <p>{tr(|m| m.settings.stored_about)}</p>
            {dynamic(places)}
            <p class="kept__used">{dynamic(used)}</p>
        </section>
    }
}

/// Places with the names of what they hold, and what that is; nothing where they hold nothing.
pub fn place_list(words: &'static Messages, all: Vec<Stored>) -> AnyView {
    let places = all.into_iter().filter(|stored| !stored.names.is_empty()).map(|stored| {
        let names = stored.names.into_iter().map(|name| {
            let about = meaning(&words.settings, &name).map(|about| view! { <span class="muted">{about}</span> });
            view! { <li><code>{name}</code> " " {about}</li> }
        });
        view! {
            <div class="kept__place">
                <dt>{place_name(words, stored.place)}</dt>
                <dd><ul class="plain-list">{names.collect_view()}</ul></dd>
            </div>
        }
    });
    view! { <dl class="kept">{places.collect_view()}</dl> }.into_any()
}

/// What is behind a name, where it is not a preference, which its name tells.
fn meaning(words: &SettingsWords, name: &str) -> Option<&'static str> {
    let meanings = [
        ("gmai-scope-recent", words.about_recent),
        ("gmai-scope-run-key", words.about_key),
        ("gmai-scope-runs", words.about_runs),
        ("gmai-scope-model-", words.about_model),
        ("gmai-scope-shell-", words.about_site),
        ("gmai-scope.board", words.about_board),
    ];
    meanings.into_iter().find(|(beginning, _)| name.starts_with(beginning)).map(|(_, meaning)| meaning)
}

fn place_name(words: &'static Messages, place: Place) -> &'static str {
    let words = &words.settings;
    match place {
        Place::Databases => words.databases,
        Place::Caches => words.caches,
        Place::Files => words.files,
        Place::Local => words.local,
        Place::Session => words.session,
        Place::ServiceWorkers => words.service_workers,
    }
}
