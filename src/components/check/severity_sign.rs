//! How much something matters, as a sign with its word.

use leptos::prelude::*;

use crate::state::preferences::tr;
use engine::check::Severity;

/// The sign; where no word stands beside it, there is one for those who cannot see it.
#[component]
pub fn SeveritySign(
    /// How much it matters.
    severity: Severity,
    /// Whether a word stands beside it.
    #[prop(default = false)]
    worded: bool,
) -> impl IntoView {
    let (sign, class, word) = match severity {
        Severity::Ok => ("●", "severity severity--ok", tr(|m| m.check.ready)),
        Severity::Warning => ("▲", "severity severity--warning", tr(|m| m.check.warning)),
        Severity::Error => ("✕", "severity severity--error", tr(|m| m.check.error)),
    };
    view! {
        <span class=class title=word>
            <span aria-hidden="true">{sign}</span>
            {(!worded).then(|| view! { <span class="unseen">{word}</span> })}
        </span>
    }
}
