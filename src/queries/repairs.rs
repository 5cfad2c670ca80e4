//! What repairs of a checked file would change.

use leptos::prelude::*;

use super::latest::{Loadable, Meanwhile, latest};
use crate::state::session::{Session, expect_reply};
use engine::repair::Repair;
use protocol::check::{CheckId, CheckReply, CheckRequest, RepairPreview};
use protocol::{Reply, Request};

/// What the chosen repairs would change, following the choice.
pub fn repair_preview(
    session: Session,
    check: CheckId,
    repairs: RwSignal<Vec<Repair>>,
) -> ReadSignal<Loadable<RepairPreview>> {
    latest(
        move || Some(repairs.get()),
        Meanwhile::KeepPrevious,
        move |repairs| {
            let request = Request::Check(CheckRequest::Repair { check, repairs: repairs.clone() });
            Box::pin(async move {
                expect_reply(session.ask(request).await, |parcel| match parcel.message {
                    Reply::Check(CheckReply::Repaired(preview)) => Some(*preview),
                    _ => None,
                })
            })
        },
    )
}
