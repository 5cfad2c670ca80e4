//! The settings page: preferences, what is kept in the browser, and what was deleted.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::choices::Choices;
use super::forget::Forget;
use crate::format::bytes;
use crate::i18n::{Messages, SettingsWords, fill};
use crate::reactive::{dynamic, effect};
use crate::shell::preferences::{Preferences, tr};
use web::stored::{Place, Stored, stored, used_bytes};

/// What is kept, and a way to forget it.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let survey = survey();
    view! {
        <div class="page page--narrow">
            <h1 class="page__title">{tr(|m| m.settings.title)}</h1>
            <DeletedReport survey />
            <Choices />
            <KeptTable survey />
            <Forget />
        </div>
    }
}

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
        ("gmai-scope-open", words.about_open),
        ("gmai-scope-run-key", words.about_key),
        ("gmai-scope-runs", words.about_runs),
        ("gmai-scope-model-", words.about_model),
        ("gmai-scope-images", words.about_images),
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

/// Tells it once, and what the browser has not deleted; nothing where nothing was asked to be deleted.
#[component]
pub fn DeletedReport(
    /// What is kept now.
    survey: RwSignal<Option<Survey>>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let deleted = expect_context::<Deleted>().take();
    let told = move || {
        let words = preferences.messages().settings;
        survey.with(|survey| match survey {
            None => "",
            Some(survey) if survey.stored.is_empty() => words.forgotten,
            Some(_) => words.remains,
        })
    };
    let report = NodeRef::<html::Section>::new();
    // The page was reloaded, so that the focus would be at its very beginning.
    effect(move || {
        if let Some(Err(error)) = report.get().map(|report| report.focus()) {
            leptos::logging::warn!("{error:?}");
        }
    });
    deleted.map(|deleted| {
        view! {
            <section class="section section--framed" node_ref=report tabindex="-1" aria-labelledby="deleted-title">
                <h2 id="deleted-title" class="section__title">{tr(|m| m.settings.deleted)}</h2>
                <p class="kept__told" role="status">{dynamic(told)}</p>
                {dynamic(move || place_list(preferences.messages(), deleted.clone()))}
            </section>
        }
    })
}

/// What was deleted; `None` where nothing was asked to be, or it has been told.
#[derive(Clone, Copy)]
pub struct Deleted(StoredValue<Option<Vec<Stored>>>);

impl Deleted {
    /// To be told.
    pub fn new(deleted: Option<Vec<Stored>>) -> Self {
        Self(StoredValue::new(deleted))
    }

    /// It, the first time.
    pub fn take(self) -> Option<Vec<Stored>> {
        self.0.try_update_value(Option::take).flatten()
    }
}

/// What is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// Place by place; only those where something is.
    pub stored: Vec<Stored>,
    /// Bytes in all, where the browser tells.
    pub used: Option<u64>,
}

/// Looks once.
pub fn survey() -> RwSignal<Option<Survey>> {
    let survey = RwSignal::new(None);
    spawn_local(look(survey));
    survey
}

async fn look(survey: RwSignal<Option<Survey>>) {
    let stored = stored().await.into_iter().filter(|stored| !stored.names.is_empty()).collect();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is a whole number below 2^53")]
    let used = used_bytes().await.map(|bytes| bytes as u64);
    survey.try_set(Some(Survey { stored, used }));
}
