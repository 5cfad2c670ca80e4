//! What was found, by how much it matters.

use std::sync::Arc;

use leptos::prelude::*;

use super::finding::FindingView;
use crate::i18n::Messages;
use crate::i18n::words::findings::note_words;
use crate::reactive::dynamic_text;
use crate::state::preferences::{Preferences, tr};
use engine::check::{Note, Severity};
use protocol::check::CheckReport;

/// Errors, warnings and notes.
#[component]
pub fn Findings(
    /// What was found.
    report: Arc<CheckReport>,
) -> impl IntoView {
    let none = report.findings.is_empty().then(|| view! { <p class="check__none">{tr(|m| m.check.nothing_found)}</p> });
    let notes = report.notes.clone();
    let has_notes = !notes.is_empty();
    view! {
        <div class="check__findings">
            {none}
            <Group report=report.clone() severity=Severity::Error title=|m| m.check.errors_title />
            <Group report severity=Severity::Warning title=|m| m.check.warnings_title />
            {has_notes.then(|| view! { <Notes notes /> })}
        </div>
    }
}

#[component]
fn Group(report: Arc<CheckReport>, severity: Severity, title: fn(&'static Messages) -> &'static str) -> impl IntoView {
    let findings = report.findings.iter().filter(|finding| finding.kind.severity() == severity).cloned();
    let of = report.affected.of;
    let items: Vec<_> =
        findings.map(|finding| view! { <li><FindingView finding of failure=report.failure.clone() /></li> }).collect();
    (!items.is_empty()).then(|| {
        view! {
            <section class="finding-group">
                <h3 class="finding-group__title">{tr(title)}</h3>
                <ul class="finding-group__list">{items}</ul>
            </section>
        }
    })
}

#[component]
fn Notes(notes: Vec<Note>) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let items = notes
        .into_iter()
        .map(|note| view! { <li>{dynamic_text(move || note_words(preferences.language.get(), note))}</li> })
        .collect_view();
    view! {
        <section class="finding-group">
            <h3 class="finding-group__title">{tr(|m| m.check.notes_title)}</h3>
            <ul class="check__notes">{items}</ul>
        </section>
    }
}
