//! What repairs of a checked file would change.

use leptos::prelude::*;

use super::latest::{Loadable, Meanwhile, latest};
use crate::state::session::Session;
use engine::repair::Repair;
use protocol::check::{CheckId, PreviewRepairs, RepairPreview};

/// What the chosen repairs would change, following the choice.
pub fn repair_preview(
    session: Session,
    check: CheckId,
    repairs: RwSignal<Vec<Repair>>,
) -> ReadSignal<Loadable<RepairPreview>> {
    latest(
        move || Some(repairs.get()),
        Meanwhile::KeepPrevious,
        move |repairs| Box::pin(session.ask(PreviewRepairs { check, repairs: repairs.clone() })),
    )
}
