//! The submission package: what the team says, and the files and the mail made of it.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::package_fields::{PackageFields, field_id};
use super::packed::Packed;
use crate::components::common::failure_note::FailureNote;
use crate::i18n::fill;
use crate::i18n::words::findings::finding_counts;
use crate::queries::latest::Loadable;
use crate::reactive::{dynamic, dynamic_value, effect, memo};
use crate::state::preferences::{Preferences, tr};
use crate::state::submission::SubmissionDraft;
use crate::tasks::check::CheckDesk;
use crate::tasks::submission::{Order, Prepared, prepare};
use engine::check::Severity;
use engine::repair::Repair;
use engine::submission::FormFault;
use protocol::check::{CheckId, CheckReport};
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
            <PackageForm check chosen outcome />
        </details>
    }
}

#[component]
fn PackageForm(check: CheckId, chosen: RwSignal<Vec<Repair>>, outcome: Signal<Arc<CheckReport>>) -> impl IntoView {
    let desk = CheckDesk::of_page();
    let draft = expect_context::<SubmissionDraft>();
    let faults = memo(move || draft.form().checked().err().unwrap_or_default());
    let tried = RwSignal::new(false);
    let acknowledged = RwSignal::new(false);
    let is_held = memo(move || outcome.with(|report| report.severity == Severity::Error) && !acknowledged.get());
    let package = RwSignal::new(Loadable::<Prepared>::Idle);
    let order = move || Order { check, repairs: chosen.get(), form: draft.form() };
    let press = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if let Some(field) = first_to_mend(&faults.get_untracked(), is_held.get_untracked()) {
            focus_by_id(field);
        } else {
            prepare(desk, untrack(order), package);
        }
    };
    let stale =
        memo(move || package.with(|package| matches!(package, Loadable::Ready(prepared) if prepared.order != order())));
    view! {
        <form class="form" novalidate on:submit=press>
            <PackageFields draft faults tried />
            <Acknowledgement outcome acknowledged tried />
            <div class="actions card__actions">
                <button type="submit" class="button button--primary">{tr(|m| m.package.prepare)}</button>
            </div>
        </form>
        <PackageState package stale />
    }
}

/// The element to go to before a package can be made.
fn first_to_mend(faults: &[FormFault], is_held: bool) -> Option<&'static str> {
    let field = faults.first().map(|fault| field_id(fault.field));
    field.or(is_held.then_some(ACKNOWLEDGE))
}

const ACKNOWLEDGE: &str = "package-acknowledge";

/// Asks whether a file that is not ready is wanted all the same.
#[component]
fn Acknowledgement(
    outcome: Signal<Arc<CheckReport>>,
    acknowledged: RwSignal<bool>,
    tried: RwSignal<bool>,
) -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let is_error = memo(move || outcome.with(|report| report.severity == Severity::Error));
    let why = move || {
        let found = outcome.with(|report| finding_counts(preferences.language.get(), &report.findings));
        fill(preferences.messages().package.not_ready_yet, &[("found", &found)])
    };
    let fault = move || (tried.get() && !acknowledged.get()).then(tr(|m| m.package.fault_acknowledge));
    move || {
        is_error.get().then(|| {
            view! {
                <div class="note note--fault">
                    <p>{dynamic(why)}</p>
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
