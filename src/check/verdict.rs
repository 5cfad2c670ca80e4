//! The verdict in one line, what it rests on, and what can be done about that.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::checking::{CheckContext, cancel, check};
use super::files::SplitSwitch;
use super::findings::SeveritySign;
use super::route::CheckedFile;
use super::state::{CheckEntry, Checks};
use crate::format::{integer, share};
use crate::i18n::words::findings::finding_counts;
use crate::i18n::{Messages, count, fill};
use crate::reactive::{dynamic, dynamic_text, effect, handler, memo};
use crate::shell::preferences::{Preferences, tr};
use crate::ui::text::Bar;
use engine::check::{Affected, Severity};
use protocol::check::{Against, CheckReport};

/// The verdict, which gets the focus when it is there; while a check runs, that it does.
#[component]
pub fn Verdict(
    /// The file.
    file: CheckedFile,
    /// What is known of it.
    entry: Memo<Option<CheckEntry>>,
) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    let running = memo(move || entry.with(|entry| entry.as_ref().is_some_and(|entry| entry.running)));
    let report = memo(move || entry.with(|entry| entry.as_ref()?.report.clone()).filter(|_| !running.get()));
    focus_when_new(panel, report);
    let name = memo(move || entry.with(|entry| entry.as_ref().map(|entry| entry.name.clone())).unwrap_or_default());
    view! {
        <div class="verdict-panel" role="status" tabindex="-1" node_ref=panel>
            {dynamic(move || running.get().then(|| view! { <Running file name /> }))}
            {dynamic(move || report.get().map(|report| view! { <Found file entry report name /> }))}
        </div>
    }
}

/// Gives the focus to a verdict that was not there before.
fn focus_when_new(panel: NodeRef<html::Div>, report: Memo<Option<Arc<CheckReport>>>) {
    let checks = expect_context::<Checks>();
    effect(move || {
        let Some(panel) = panel.get() else { return };
        let is_new = report.with(|report| report.as_ref().is_some_and(|report| checks.show(report.id)));
        if let Some(Err(error)) = is_new.then(|| panel.focus()) {
            leptos::logging::warn!("{error:?}");
        }
    });
}

#[component]
fn Running(file: CheckedFile, name: Memo<String>) -> impl IntoView {
    let context = CheckContext::of_page();
    let preferences = expect_context::<Preferences>();
    let text = move || fill(preferences.messages().check.checking, &[("name", &name.get())]);
    view! {
        <div class="verdict-panel__line">
            <p class="verdict-panel__running">{dynamic(text)}</p>
            <button type="button" class="button" on:click=handler(move |_| cancel(context, file))>{tr(|m| m.shell.cancel)}</button>
        </div>
        <progress class="progress__bar" aria-label=text></progress>
        <p class="muted">{tr(|m| m.check.checking_about)}</p>
    }
}

#[component]
fn Found(
    file: CheckedFile,
    entry: Memo<Option<CheckEntry>>,
    report: Arc<CheckReport>,
    name: Memo<String>,
) -> impl IntoView {
    let context = CheckContext::of_page();
    let preferences = expect_context::<Preferences>();
    let (severity, affected) = (report.severity, report.affected);
    let is_shape = matches!(report.against, Against::Shape(_));
    let dataset = memo(move || context.session.dataset.with(|dataset| Some(dataset.as_ref()?.name.clone())));
    let changed = memo(move || {
        let basis = context.session.basis.get();
        !basis.indexing && entry.with(|entry| entry.as_ref().is_some_and(|entry| entry.basis.dataset != basis.dataset))
    });
    let since = move || {
        let words = &preferences.messages().check;
        match dataset.get() {
            Some(name) if changed.get() => Some(fill(words.dataset_since, &[("name", &name)])),
            None if changed.get() && !is_shape => Some(words.dataset_gone.to_owned()),
            _ => None,
        }
    };
    let again = move |_| check(context, file, &name.get_untracked());
    let chosen = context.checks.split;
    // Another split is a wish for another check.
    Effect::watch(
        move || chosen.get(),
        move |_, _, _| {
            if is_shape && dataset.with_untracked(Option::is_none) {
                check(context, file, &name.get_untracked());
            }
        },
        false,
    );
    let (about, meant) = (report.clone(), report.clone());
    view! {
        <div class="verdict-panel__line">
            <h2 class=verdict_class(severity)>
                <SeveritySign severity worded=true />
                <span>{dynamic_text(move || preferences.messages().check.verdict(severity))}</span>
            </h2>
            <p class="verdict-panel__counts">{dynamic_text(move || finding_counts(preferences.language.get(), &report.findings))}</p>
        </div>
        <AffectedBar affected severity />
        <p class="verdict-panel__about">{dynamic_text(move || preferences.messages().check.verdict_about(&meant))}</p>
        <p class="verdict-panel__basis">{dynamic_text(move || basis(preferences.messages(), &about))}</p>
        {dynamic(move || since().map(|text| view! {
            <div class="verdict-panel__since">
                <p>{text}</p>
                {dataset.with(Option::is_some).then(|| view! {
                    <button type="button" class="button button--primary" on:click=again>{tr(|m| m.check.again)}</button>
                })}
            </div>
        }))}
        {dynamic(move || (is_shape && dataset.with(Option::is_none)).then(|| view! { <SplitSwitch /> }))}
    }
}

/// How many of all rows the findings are about, in words and as a bar; nothing where they are about none.
#[component]
pub fn AffectedBar(
    /// How many rows.
    affected: Affected,
    /// The verdict, which colours the bar.
    severity: Severity,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let Affected { rows, of } = affected;
    let text = move || {
        let words = &preferences.messages().check;
        let values = [rows, of].map(|number| integer(number.into()));
        fill(count(of, words.affected_row, words.affected), &[("n", &values[0]), ("of", &values[1])])
    };
    let class = if severity == Severity::Error { "affected affected--error" } else { "affected" };
    (rows > 0).then(|| view! { <p class=class><Bar share=share(rows, of) /> <span>{dynamic(text)}</span></p> })
}

fn verdict_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Ok => "verdict-panel__verdict verdict-panel__verdict--ok",
        Severity::Warning => "verdict-panel__verdict verdict-panel__verdict--warning",
        Severity::Error => "verdict-panel__verdict verdict-panel__verdict--error",
    }
}

/// What the file was checked against, and how many rows it has.
fn basis(words: &'static Messages, report: &CheckReport) -> String {
    let check = &words.check;
    let against = match &report.against {
        Against::Dataset(name) => fill(check.against_dataset, &[("name", name)]),
        Against::Shape(split) => check.against(*split).to_owned(),
    };
    let rows = match report.rows {
        Some(rows) => fill(count(rows, check.row_one, check.rows), &[("n", &integer(rows.into()))]),
        None => check.no_table.to_owned(),
    };
    let is_partial = report.rows.is_some() && matches!(report.against, Against::Shape(_));
    let shape = is_partial.then(|| check.shape_only.to_owned());
    [report.name.clone(), rows, against].into_iter().chain(shape).collect::<Vec<_>>().join(" · ")
}
