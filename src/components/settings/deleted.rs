//! What was deleted just before this load of the page.

use leptos::html;
use leptos::prelude::*;

use super::kept::place_list;
use crate::queries::stored::Survey;
use crate::reactive::{dynamic, effect};
use crate::state::deleted::Deleted;
use crate::state::preferences::{Preferences, tr};

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
    // The page was loaded anew, so that the focus would be at its very beginning.
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
