//! Testing a connection.

use std::cell::RefCell;

use gloo::timers::callback::Timeout;
use web_sys::AbortController;

use super::faults::storage;
use super::model::{Picture, PreparedQuestion};
use super::remote::{RemoteModel, now};
use crate::Shared;
use engine::endpoint::{
    Address, Cors, Diagnosis, Endpoint, EndpointError, EndpointErrorKind, Observation, Permission, Preset, Secret,
    connection_ask, diagnose,
};
use protocol::Failure;
use protocol::run::{Key, RunFault, Sampling, Tested};
use web::http;

/// Milliseconds: a server that has to load its model first needs long.
const LONGEST: u32 = 90_000;

/// Milliseconds for the question whether a server is there at all.
const LONGEST_PROBE: u32 = 10_000;

/// Gives up the tests under way.
pub(super) fn cancel(session: &Shared) {
    for controller in session.borrow_mut().tests.drain(..) {
        controller.abort();
    }
}

/// Asks one small question, and where there is no reply, looks for the reason.
pub(super) async fn test(
    session: &Shared,
    endpoint: &Endpoint,
    sampling: Sampling,
    key: &Key,
) -> Result<Tested, Failure> {
    if endpoint.model.trim().is_empty() {
        return Err(RunFault::NoModel.into());
    }
    let address = Address::read(&endpoint.base_url).map_err(RunFault::from)?;
    let space = address.space();
    let key = Secret::new(key.expose());
    let remote = RemoteModel {
        endpoint: endpoint.clone(),
        sampling: sampling.for_connection(),
        key,
        concessions: RefCell::default(),
    };
    let (ask, picture) = connection_ask();
    let question =
        PreparedQuestion { ask, options: Vec::new(), pictures: vec![Picture::Text(picture.as_bytes().to_vec())] };
    let begun = now();
    let controller = AbortController::new().map_err(|error| storage(&error))?;
    session.borrow_mut().tests.push(controller.clone());
    let unless_cancelled = || {
        let is_wanted = session.borrow().tests.contains(&controller);
        if is_wanted { Ok(()) } else { Err(Failure::Cancelled) }
    };
    let outcome = {
        let _timer = abort_after(&controller, LONGEST);
        remote.answer(&question, &controller.signal()).await
    };
    unless_cancelled()?;
    let outcome = match outcome {
        Err(_) if controller.signal().aborted() => Err(EndpointError::without_reply(EndpointErrorKind::Timeout, "")),
        other => other,
    };
    let took = now() - begun;
    let is_unreachable = matches!(&outcome, Err(error) if error.kind == EndpointErrorKind::Unreachable);
    let (mut reached_blindly, mut list) = (None, None);
    if is_unreachable {
        let _timer = abort_after(&controller, LONGEST_PROBE);
        let is_there = http::reaches_blindly(&endpoint.base_url, space, &controller.signal()).await;
        if is_there {
            list = remote.list(&controller.signal()).await;
        }
        reached_blindly = Some(is_there);
        unless_cancelled()?;
    }
    let observation = Observation {
        space,
        page: http::page_space(),
        permission: permission().await,
        reached_blindly,
        list,
        cors: Preset::of(&endpoint.preset).map_or(Cors::Unsure, |preset| preset.cors),
        outcome,
    };
    session.borrow_mut().tests.retain(|other| *other != controller);
    let diagnosis = diagnose(&observation);
    let (detail, status, reply) = match observation.outcome {
        Ok(answer) => (String::new(), None, Some(answer.text)),
        // That the browser has hidden the refusal is no more of interest.
        Err(_) if diagnosis == Diagnosis::Refused(EndpointErrorKind::WrongModel) && is_unreachable => {
            (String::new(), None, None)
        }
        Err(error) => (error.detail, error.status, None),
    };
    Ok(Tested { diagnosis, detail, status, reply, took })
}

fn abort_after(controller: &AbortController, milliseconds: u32) -> Timeout {
    let controller = controller.clone();
    Timeout::new(milliseconds, move || controller.abort())
}

/// The permission for the local network, by whichever name the browser knows it.
async fn permission() -> Option<Permission> {
    for name in ["local-network-access", "local-network", "loopback-network"] {
        match http::permission(name).await.as_deref() {
            Some("granted") => return Some(Permission::Granted),
            Some("denied") => return Some(Permission::Denied),
            Some("prompt") => return Some(Permission::Prompt),
            _ => {}
        }
    }
    None
}
