//! How much something matters, as a sign with its word.

use leptos::prelude::*;

use crate::app::state::preferences::tr;
use crate::engine::check::Severity;

/// The sign; the word is for those who cannot see it.
#[component]
pub fn SeveritySign(
    /// How much it matters.
    severity: Severity,
) -> impl IntoView {
    let (sign, class, word) = match severity {
        Severity::Ok => ("●", "severity severity--ok", tr(|m| m.check.ready)),
        Severity::Warning => ("▲", "severity severity--warning", tr(|m| m.check.warning)),
        Severity::Error => ("✕", "severity severity--error", tr(|m| m.check.error)),
    };
    view! {
        <span class=class title=word>
            <span aria-hidden="true">{sign}</span>
            <span class="unseen">{word}</span>
        </span>
    }
}
