//! What is kept in the browser, place by place.

use leptos::prelude::*;

use crate::format::bytes;
use crate::i18n::{Messages, fill};
use crate::queries::stored::Survey;
use crate::state::preferences::{Preferences, tr};
use web::stored::Place;

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
            None => view! { <p>{words.loading}</p> }.into_any(),
            Some(survey) if survey.stored.is_empty() => {
                view! { <p class="kept__nothing">{words.settings.nothing}</p> }.into_any()
            }
            Some(survey) => {
                let places = survey.stored.into_iter().map(|stored| {
                    let names = stored.names.into_iter().map(|name| view! { <li><code>{name}</code></li> });
                    view! {
                        <div class="kept__place">
                            <dt>{place_name(words, stored.place)}</dt>
                            <dd><ul class="tags">{names.collect_view()}</ul></dd>
                        </div>
                    }
                });
                view! { <dl class="kept">{places.collect_view()}</dl> }.into_any()
            }
        }
    };
    view! {
        <section class="section" aria-labelledby="kept-title">
            <h2 id="kept-title" class="section__title">{tr(|m| m.settings.stored)}</h2>
            <p>{tr(|m| m.settings.stored_about)}</p>
            {places}
            <p class="kept__used">{used}</p>
        </section>
    }
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
