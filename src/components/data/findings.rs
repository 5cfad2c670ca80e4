//! What was noted while the dataset was read.

use leptos::prelude::*;

use crate::format::integer;
use crate::i18n::{dataset_fault, fill};
use crate::reactive::{dynamic, memo};
use crate::state::preferences::{Preferences, tr};
use crate::state::session::Session;

/// Each finding as a sentence with its place.
#[component]
pub fn Findings() -> impl IntoView {
    let session = expect_context::<Session>();
    let preferences = expect_context::<Preferences>();
    let findings = memo(move || {
        session.dataset.with(|dataset| {
            dataset.as_ref().map_or_else(Default::default, |dataset| (dataset.findings.clone(), dataset.finding_count))
        })
    });
    let items = move || {
        let language = preferences.language.get();
        let parts = session.parts.get();
        findings.with(|(findings, _)| {
            findings.iter().map(|fault| view! { <li>{dataset_fault(language, fault, &parts)}</li> }).collect_view()
        })
    };
    let more = move || {
        let more = findings.with(|(shown, count)| count.saturating_sub(u64::try_from(shown.len()).unwrap_or(u64::MAX)));
        (more > 0).then(|| {
            view! {
                <p class="findings__more">{fill(preferences.messages().data.findings_more, &[("n", &integer(more))])}</p>
            }
        })
    };
    let none = move || findings.with(|(findings, _)| findings.is_empty());
    view! {
        <h3 class="section__subtitle">{tr(|m| m.data.findings_title)}</h3>
        {dynamic(move || none().then(|| view! { <p class="muted">{tr(|m| m.data.findings_none)}</p> }))}
        <ul class="findings">{dynamic(items)}</ul>
        {dynamic(more)}
    }
}
