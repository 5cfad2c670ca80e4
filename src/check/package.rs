//! The submission package: what the team says, and the files and the mail made of it.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::checking::CheckContext;
use super::package_form::{PackageFields, field_id};
use super::repair::{After, UnfitNote};
use super::submission::{Order, Prepared, SubmissionDraft, prepare, save_packed};
use crate::format::{bytes, integer};
use crate::i18n::words::findings::{finding_counts, finding_words};
use crate::i18n::{Language, Messages, fill};
use crate::reactive::{Loadable, dynamic, dynamic_value, effect, handler, memo};
use crate::shell::notices::copy;
use crate::shell::preferences::{Preferences, tr};
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::FailureNote;
use engine::check::{Doubt, FindingKind, Severity, Split};
use engine::repair::Repair;
use engine::submission::{FormFault, Mail, PackageFile};
use protocol::check::{Against, CheckId, CheckReport};
use web::focus::focus_by_id;

/// The form, and the package once it is prepared.
#[component]
pub fn PackagePanel(
    /// The checked file.
    check: CheckId,
    /// Whether it is for TEST, which is what submissions are for.
    is_test: bool,
    /// Whether repairs are offered.
    has_repairs: bool,
    /// The chosen repairs.
    chosen: RwSignal<Vec<Repair>>,
    /// What is found once they are done.
    outcome: Signal<Arc<CheckReport>>,
) -> impl IntoView {
    view! {
        <details class="card check__package" open=is_test>
            <summary class="card__summary">
                <h3 class="card__title">{tr(|m| m.package.title)}</h3>
            </summary>
            <p class="card__lead">{tr(|m| m.package.lead)}</p>
            {(!is_test).then(|| view! { <p class="note">{tr(|m| m.package.of_val)}</p> })}
            {has_repairs.then(|| view! { <p class="muted">{tr(|m| m.package.repairs)}</p> })}
            <PackageForm check is_test chosen outcome />
        </details>
    }
}

#[component]
fn PackageForm(
    check: CheckId,
    is_test: bool,
    chosen: RwSignal<Vec<Repair>>,
    outcome: Signal<Arc<CheckReport>>,
) -> impl IntoView {
    let context = CheckContext::of_page();
    let preferences = expect_context::<Preferences>();
    let draft = expect_context::<SubmissionDraft>();
    let faults = memo(move || draft.form().checked().err().unwrap_or_default());
    let tried = RwSignal::new(false);
    let acknowledged = RwSignal::new(false);
    let checked_against = checked_against(context, &outcome.get_untracked().against);
    let objections = memo(move || {
        let split = if is_test { Split::Test } else { Split::Val };
        outcome.with(|report| objections(preferences.language.get(), report, checked_against, split))
    });
    let is_held = memo(move || !objections.with(Vec::is_empty) && !acknowledged.get());
    let package = RwSignal::new(Loadable::<Prepared>::Idle);
    let order = move || Order { check, repairs: chosen.get(), form: draft.form() };
    let press = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if let Some(field) = first_to_fix(&faults.get_untracked(), is_held.get_untracked()) {
            focus_by_id(field);
        } else {
            prepare(context, untrack(order), package);
        }
    };
    let stale =
        memo(move || package.with(|package| matches!(package, Loadable::Ready(prepared) if prepared.order != order())));
    view! {
        <form class="form" novalidate on:submit=press>
            <PackageFields draft faults tried />
            <Acknowledgement objections outcome acknowledged tried />
            <div class="actions card__actions">
                <button type="submit" class="button button--primary">{tr(|m| m.package.prepare)}</button>
            </div>
        </form>
        <PackageState package stale />
    }
}

/// The element to go to before a package can be made.
fn first_to_fix(faults: &[FormFault], is_held: bool) -> Option<&'static str> {
    let field = faults.first().map(|fault| field_id(fault.field));
    field.or(is_held.then_some(ACKNOWLEDGE))
}

const ACKNOWLEDGE: &str = "package-acknowledge";

/// How many questions a file was checked against.
fn checked_against(context: CheckContext, against: &Against) -> u32 {
    match against {
        Against::Shape(split) => u32::try_from(split.rows()).unwrap_or(u32::MAX),
        Against::Dataset(_) => context.session.rows.get_untracked(),
    }
}

/// What speaks against sending a file as predictions for a split, in sentences.
fn objections(language: Language, report: &CheckReport, checked_against: u32, split: Split) -> Vec<String> {
    let words = language.messages();
    let found = |kind| report.findings.iter().find(|finding| finding.kind == kind);
    let broken = (report.severity == Severity::Error)
        .then(|| fill(words.package.not_ready_yet, &[("found", &finding_counts(language, &report.findings))]));
    let missing = found(FindingKind::MissingRows).map_or(0, |finding| finding.count);
    let (answered, of) = (checked_against.saturating_sub(missing), split.rows() as u64);
    let incomplete = (u64::from(answered) != of).then(|| {
        let values = [("n", &*integer(answered.into())), ("of", &*integer(of)), ("split", split.name())];
        fill(words.package.incomplete, &values)
    });
    let doubt = report.doubt.filter(|doubt| *doubt != Doubt::FewRows).map(|doubt| words.check.doubt(doubt).to_owned());
    let differing = || Some(finding_words(language, found(FindingKind::QuestionMismatch)?, None).title.to_owned());
    [broken, incomplete, doubt.or_else(differing)].into_iter().flatten().collect()
}

/// Asks whether a file that is not ready, or not of all questions, is wanted all the same.
#[component]
fn Acknowledgement(
    objections: Memo<Vec<String>>,
    outcome: Signal<Arc<CheckReport>>,
    acknowledged: RwSignal<bool>,
    tried: RwSignal<bool>,
) -> impl IntoView {
    let is_error = memo(move || outcome.with(|report| report.severity == Severity::Error));
    let is_held = memo(move || !objections.with(Vec::is_empty));
    let why = move || objections.get().into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
    let fault = move || (tried.get() && !acknowledged.get()).then(tr(|m| m.package.fault_acknowledge));
    move || {
        is_held.get().then(|| {
            view! {
                <div class="note" class:note--fault=is_error class:note--warning=dynamic_value(move || !is_error.get())>
                    {dynamic(why)}
                    <label class="choices__choice">
                        <input
                            type="checkbox"
                            id=ACKNOWLEDGE
                            aria-describedby="package-acknowledge-fault"
                            prop:checked=dynamic_value(move || acknowledged.get())
                            on:change=move |event| acknowledged.set(event_target_checked(&event))
                        />
                        <span class="choices__name">{tr(|m| m.package.acknowledge)}</span>
                    </label>
                    <p class="form__fault" id="package-acknowledge-fault">{dynamic(fault)}</p>
                </div>
            }
        })
    }
}

/// What has become of the package; gets the focus when there is one.
#[component]
fn PackageState(package: RwSignal<Loadable<Prepared>>, stale: Memo<bool>) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    effect(move || {
        let is_ready = package.with(|package| matches!(package, Loadable::Ready(_)));
        if let Some(Err(error)) = panel.get().filter(|_| is_ready).map(|panel| panel.focus()) {
            leptos::logging::warn!("{error:?}");
        }
    });
    view! {
        <div class="packed" role="status" tabindex="-1" node_ref=panel>
            {dynamic(move || match package.get() {
                Loadable::Idle => ().into_any(),
                Loadable::Loading => view! { <p class="muted">{tr(|m| m.package.preparing)}</p> }.into_any(),
                Loadable::Failed(failure) => view! { <FailureNote failure /> }.into_any(),
                Loadable::Ready(_) if stale.get() => view! { <p class="note">{tr(|m| m.package.stale)}</p> }.into_any(),
                Loadable::Ready(prepared) => view! { <Packed prepared /> }.into_any(),
            })}
        </div>
    }
}

/// Files to take away, and the mail that carries them.
#[component]
pub fn Packed(
    /// The package.
    prepared: Prepared,
) -> impl IntoView {
    let Prepared { order, preview } = prepared;
    let files = preview
        .files
        .iter()
        .map(|(file, name, size)| view! { <FileRow order=order.clone() file=*file name=name.clone() size=*size /> })
        .collect_view();
    view! {
        <div>
            <p class="packed__told">{tr(|m| m.package.prepared)}</p>
            <After report=Arc::new(preview.report.clone()) lead=false />
            <UnfitNote unfit=preview.unfit.clone() />
            <h4 class="card__subtitle">{tr(|m| m.package.files)}</h4>
            <ul class="packed__files">{files}</ul>
        </div>
        <MailPart mail=preview.mail.clone() />
    }
}

#[component]
fn FileRow(order: Order, file: PackageFile, name: String, size: u64) -> impl IntoView {
    let context = CheckContext::of_page();
    let preferences = expect_context::<Preferences>();
    let named = name.clone();
    let label = move || fill(preferences.messages().package.download, &[("name", &named)]);
    view! {
        <li class="packed__file">
            <button
                type="button"
                class="packed__download"
                aria-label=label.clone()
                title=label
                on:click=handler(move |_| save_packed(context, order.clone(), file))
            >
                <IconView icon=Icon::Download />
                <span class="packed__name">{name}</span>
                <span class="muted">{bytes(size)}</span>
            </button>
            <span class="packed__about">{tr(about(file))}</span>
        </li>
    }
}

fn about(file: PackageFile) -> fn(&'static Messages) -> &'static str {
    match file {
        PackageFile::Spreadsheet => |m| m.package.file_spreadsheet,
        PackageFile::Tsv => |m| m.package.file_tsv,
        PackageFile::Manifest => |m| m.package.file_manifest,
        PackageFile::Message => |m| m.package.file_message,
    }
}

#[component]
fn MailPart(mail: Mail) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let copied = RwSignal::new(None::<bool>);
    let told = move || {
        let words = &preferences.messages().package;
        copied.get().map(|is_copied| if is_copied { words.copied } else { words.not_copied })
    };
    let text = mail.text();
    let shown = text.clone();
    view! {
        <div>
        <h4 class="card__subtitle card__subtitle--first">{tr(|m| m.package.mail)}</h4>
        <p class="packed__about">{tr(|m| m.package.mail_lead)}</p>
        <pre class="packed__mail" tabindex="0">{shown}</pre>
        <div class="actions">
            <a class="button" href=mail.link()>{tr(|m| m.package.open_mail)}</a>
            <button type="button" class="button" on:click=handler(move |_| copy(text.clone(), copied))>
                {tr(|m| m.package.copy_mail)}
            </button>
            <span role="status">{dynamic(told)}</span>
        </div>
        </div>
    }
}
