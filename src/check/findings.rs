//! What was found, by how much it matters.

use std::sync::Arc;

use leptos::prelude::*;

use super::again::RunAgain;
use super::route::{CheckRoute, CheckedFile};
use crate::explore::route::ExploreRoute;
use crate::format::integer;
use crate::i18n::words::findings::{Detail, finding_detail, finding_words, is_fix_fitting, note_words};
use crate::i18n::{Messages, count, fill};
use crate::reactive::{dynamic, dynamic_text, dynamic_value, memo};
use crate::shell::address::Route;
use crate::shell::navigation::Navigation;
use crate::shell::preferences::{Preferences, tr};
use crate::ui::icon::{Icon, IconView};
use crate::ui::marks::{CORRECT, INCORRECT, WARNING};
use engine::check::{Finding, FindingKind, Note, Place, Severity};
use protocol::Failure;
use protocol::check::CheckReport;

/// Errors, warnings and notes.
#[component]
pub fn Findings(
    /// What was found.
    report: Arc<CheckReport>,
    /// In which file.
    file: CheckedFile,
) -> impl IntoView {
    let none = report.findings.is_empty().then(|| view! { <p class="check__none">{tr(|m| m.check.nothing_found)}</p> });
    let notes = report.notes.clone();
    let has_notes = !notes.is_empty();
    view! {
        <div class="check__findings">
            {none}
            <Group report=report.clone() file severity=Severity::Error title=|m| m.check.errors_title />
            <Group report file severity=Severity::Warning title=|m| m.check.warnings_title />
            {has_notes.then(|| view! { <Notes notes /> })}
        </div>
    }
}

#[component]
fn Group(
    report: Arc<CheckReport>,
    file: CheckedFile,
    severity: Severity,
    title: fn(&'static Messages) -> &'static str,
) -> impl IntoView {
    let findings = report.findings.iter().filter(|finding| finding.kind.severity() == severity).cloned();
    let of = report.affected.of;
    let items: Vec<_> = findings
        .map(|finding| view! { <li><FindingView finding file of failure=report.failure.clone() /></li> })
        .collect();
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

/// A finding that opens and closes; the address says which one is open.
#[component]
pub fn FindingView(
    /// The finding.
    finding: Finding,
    /// The file.
    file: CheckedFile,
    /// Rows of the file, and questions without a row.
    of: u32,
    /// Why the file could not be read, where that is so.
    failure: Option<Failure>,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let kind = finding.kind;
    let (titled, reason) = (finding.clone(), failure.clone());
    let title = move || finding_words(preferences.language.get(), &titled, reason.as_ref()).title;
    let open = memo(move || navigation.check().finding == Some(kind));
    let toggle = move |_| {
        let finding = if open.get_untracked() { None } else { Some(kind) };
        navigation.replace(Route::Check(CheckRoute { finding, ..navigation.check() }));
    };
    let rows = finding.clone();
    let number = move || number(preferences.messages(), &rows, of);
    let id = format!("finding-{kind:?}");
    let controls = id.clone();
    view! {
        <div class="finding">
            <h4 class="finding__heading">
                <button
                    type="button"
                    class="finding__summary"
                    aria-expanded=dynamic_value(move || open.get().to_string())
                    aria-controls=controls
                    on:click=toggle
                >
                    <SeveritySign severity=kind.severity() />
                    <span class="finding__title">{dynamic(title)}</span>
                    <span class="finding__count">{dynamic(number)}</span>
                    <IconView icon=Icon::Next />
                </button>
            </h4>
            <div class="finding__body" id=id hidden=dynamic_value(move || !open.get())>
                {dynamic(move || open.get().then(|| view! { <Body finding=finding.clone() file failure=failure.clone() /> }))}
            </div>
        </div>
    }
}

#[component]
fn Body(finding: Finding, file: CheckedFile, failure: Option<Failure>) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let about = finding.clone();
    let has_fix = is_fix_fitting(&finding, failure.as_ref());
    let (named, reason) = (finding.clone(), failure.clone());
    let words = memo(move || finding_words(preferences.language.get(), &named, reason.as_ref()));
    let details = move || match finding_detail(preferences.language.get(), &about, failure.as_ref()) {
        Detail::None => ().into_any(),
        Detail::Sentence(sentence) => fact(tr(|m| m.check.details), view! { <p>{sentence}</p> }.into_any()),
        Detail::Names(names) => fact(tr(|m| m.check.details), tags(names)),
        Detail::Absent(names) => fact(tr(|m| m.check.absent), tags(names)),
    };
    view! {
        <dl class="finding__facts">
            {dynamic(details)}
            {fact(tr(|m| m.check.meaning), (move || words.get().meaning).into_any())}
            {has_fix.then(|| fact(tr(|m| m.check.fix), (move || words.get().fix).into_any()))}
        </dl>
        <RunAgain file kind=finding.kind />
        <FindingRows finding />
    }
}

fn fact(title: impl Fn() -> &'static str + Send + 'static, content: AnyView) -> AnyView {
    view! {
        <div>
            <dt>{dynamic(title)}</dt>
            <dd>{content}</dd>
        </div>
    }
    .into_any()
}

fn tags(names: Vec<String>) -> AnyView {
    let tags = names.into_iter().map(|name| view! { <code>{name}</code> }).collect_view();
    view! { <span class="tags">{tags}</span> }.into_any()
}

/// How many rows or questions; empty where the finding is about the file as a whole.
fn number(words: &'static Messages, finding: &Finding, of: u32) -> String {
    let words = &words.check;
    let (one, many) = match finding.kind {
        FindingKind::MissingRows => (words.question_of, words.questions_of),
        _ if finding.indices.is_empty() => return String::new(),
        _ => (words.row_of, words.rows_of),
    };
    fill(count(of, one, many), &[("n", &integer(finding.count.into())), ("of", &integer(of.into()))])
}

/// The index of each row, leading to its question where a dataset has it.
#[component]
pub fn FindingRows(
    /// The finding.
    finding: Finding,
) -> impl IntoView {
    if finding.indices.is_empty() {
        return ().into_any();
    }
    let preferences = expect_context::<Preferences>();
    let shown = u64::try_from(finding.indices.len()).unwrap_or(u64::MAX);
    let total = u64::from(finding.count);
    let title = move || {
        let words = &preferences.messages().check;
        if shown >= total {
            return words.rows_concerned.to_owned();
        }
        fill(words.rows_first, &[("shown", &integer(shown)), ("n", &integer(total))])
    };
    let has_links = finding.places.iter().any(|place| place.dataset_row.is_some());
    let lead = has_links.then(|| view! { <span class="muted">" " {tr(|m| m.check.links_lead)}</span> });
    let places = finding.places.into_iter().map(Some).chain(std::iter::repeat(None));
    let items: Vec<_> = finding.indices.into_iter().zip(places).collect();
    let items = move || {
        let words = preferences.messages();
        items.iter().map(|(index, place)| view! { <li>{row(words, index, *place)}</li> }).collect_view()
    };
    view! {
        <p class="finding__rows-title">{dynamic(title)} {lead}</p>
        <ul class="finding__rows" tabindex="0" aria-label=tr(|m| m.check.rows_concerned)>{dynamic(items)}</ul>
    }
    .into_any()
}

fn row(words: &'static Messages, index: &str, place: Option<Place>) -> AnyView {
    let words = &words.check;
    let place = place.unwrap_or_default();
    let title = place.row.map(|row| {
        // Row 1 of a spreadsheet is its header.
        fill(words.place, &[("index", index), ("row", &integer(u64::from(row) + 2))])
    });
    let text = if index.is_empty() { words.no_index.to_owned() } else { index.to_owned() };
    match place.dataset_row {
        Some(row) => {
            let href = Route::Explore(ExploreRoute::of_row(row)).to_string();
            view! { <a href=href title=title>{text}</a> }.into_any()
        }
        None => view! { <span title=title>{text}</span> }.into_any(),
    }
}

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
        Severity::Ok => (CORRECT, "severity severity--ok", tr(|m| m.check.ready)),
        Severity::Warning => (WARNING, "severity severity--warning", tr(|m| m.check.warning)),
        Severity::Error => (INCORRECT, "severity severity--error", tr(|m| m.check.error)),
    };
    view! {
        <span class=class title=word>
            <span aria-hidden="true">{sign}</span>
            {(!worded).then(|| view! { <span class="unseen">{word}</span> })}
        </span>
    }
}
