//! Testing a connection.

use std::pin::pin;

use engine::endpoint::{
    Address, Cors, Diagnosis, Endpoint, EndpointError, EndpointErrorKind, ModelList, Observation, Permission, Preset,
    connection_ask, diagnose,
};
use protocol::Failure;
use protocol::run::{Key, RunFault, Sampling, Tested};

use super::Runs;
use super::model::PreparedQuestion;
use super::remote::RemoteModel;
use crate::cancelling::{sleep, unless};
use crate::host::{Part, Transport};

/// Milliseconds: a server that has to load its model first needs long.
const LONGEST: u64 = 90_000;

/// Milliseconds for the question whether a server is there at all.
const LONGEST_PROBE: u64 = 10_000;

impl Runs {
    /// Asks one small question, and where there is no reply, looks for the reason.
    ///
    /// # Errors
    /// [`Failure::Cancelled`] after [`Runs::cancel_tests`].
    pub(crate) async fn test(&self, endpoint: &Endpoint, sampling: Sampling, key: &Key) -> Result<Tested, Failure> {
        if endpoint.model.trim().is_empty() {
            return Err(RunFault::NoModel.into());
        }
        let address = Address::read(&endpoint.base_url).map_err(RunFault::from)?;
        let cancelled = self.tests.borrow_mut().begin(());
        let tested = unless(cancelled, self.test_address(&address, endpoint, sampling, key)).await;
        tested.ok_or(Failure::Cancelled)
    }

    pub(crate) fn cancel_tests(&self) {
        self.tests.borrow_mut().cancel(&());
    }

    async fn test_address(&self, address: &Address, endpoint: &Endpoint, sampling: Sampling, key: &Key) -> Tested {
        let host = &self.session.host;
        let (system, transport) = (&*host.system, &*host.transport);
        let space = address.space();
        let remote = RemoteModel::new(host.clone(), endpoint.clone(), sampling.for_connection(), key.expose(), &[]);
        let (ask, image) = connection_ask();
        let images = vec![Part::Bytes(image.as_bytes().to_vec())];
        let question = PreparedQuestion { ask, options: Vec::new(), images };
        let begun = system.date();
        let late = || Err(EndpointError::without_reply(EndpointErrorKind::Timeout, ""));
        let outcome = unless(pin!(sleep(system, LONGEST)), remote.answer(&question)).await.unwrap_or_else(late);
        let took = system.date().saturating_sub(begun);
        let is_unreachable = matches!(&outcome, Err(error) if error.kind == EndpointErrorKind::Unreachable);
        let (mut reached_blindly, mut list) = (None, None);
        if is_unreachable {
            let mut late = pin!(sleep(system, LONGEST_PROBE));
            let reaches = transport.reaches_blindly(&endpoint.base_url, space);
            let is_there = unless(late.as_mut(), reaches).await.unwrap_or(false);
            if is_there {
                list = unless(late, remote.list()).await.unwrap_or(Some(ModelList::Hidden));
            }
            reached_blindly = Some(is_there);
        }
        let observation = Observation {
            space,
            page: transport.page_space(),
            permission: permission(transport).await,
            reached_blindly,
            list,
            cors: Preset::of(&endpoint.preset).map_or(Cors::Unsure, |preset| preset.cors),
            outcome,
        };
        let diagnosis = diagnose(&observation);
        let (detail, status, reply) = match observation.outcome {
            Ok(answer) => (String::new(), None, Some(answer.text)),
            // That the browser has hidden the refusal is of no more interest.
            Err(_) if diagnosis == Diagnosis::Refused(EndpointErrorKind::WrongModel) && is_unreachable => {
                (String::new(), None, None)
            }
            Err(error) => (error.detail, error.status, None),
        };
        Tested { diagnosis, detail, status, reply, took }
    }
}

/// The permission for the local network, by whichever name the browser knows it.
async fn permission(transport: &dyn Transport) -> Option<Permission> {
    for name in ["local-network-access", "local-network", "loopback-network"] {
        match transport.permission(name).await.as_deref() {
            Some("granted") => return Some(Permission::Granted),
            Some("denied") => return Some(Permission::Denied),
            Some("prompt") => return Some(Permission::Prompt),
            _ => {}
        }
    }
    None
}
