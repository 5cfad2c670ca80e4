//! Trying a model before a run: testing a connection, and warming up a model in the browser, which shows how long the whole
//! run will take.

use std::pin::pin;

use engine::endpoint::{
    Address, Cors, Diagnosis, Endpoint, EndpointError, EndpointErrorKind, ModelList, Observation, Permission, Preset,
    connection_ask, diagnose,
};
use engine::local::{LocalError, LocalErrorKind};
use engine::run::{Model, RunFailure, SendImageError};
use protocol::Failure;
use protocol::local::WarmUp;
use protocol::run::{Key, RunFault, RunSettings, Sampling, Tested};

use super::Runs;
use super::driver::question_task;
use super::images::NotReady;
use super::model::{PreparedQuestion, RemoteModel};
use crate::cancelling::{sleep, unless};
use crate::host::{Part, Transport};

/// Milliseconds: a server that has to load its model first needs long.
const LONGEST: u64 = 90_000;

/// Milliseconds for the question whether a server is there at all.
const LONGEST_PROBE: u64 = 10_000;

/// Questions of a warm-up. The first includes what is done once only, as compiling for the GPU; the second tells the pace.
const QUESTIONS: usize = 2;

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

    /// The names of a server's models; none where it lists none in time.
    pub(crate) async fn names(&self, endpoint: &Endpoint, sampling: Sampling, key: &Key) -> Vec<String> {
        let host = &self.session.host;
        let remote = RemoteModel::new(host.clone(), endpoint.clone(), sampling, key.expose(), &[]);
        unless(pin!(sleep(&*host.system, LONGEST_PROBE)), remote.names()).await.unwrap_or_default()
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

    pub(crate) async fn warm_up(&self, settings: &RunSettings) -> Result<WarmUp, Failure> {
        let Model::Local(_) = settings.model else { return Err(RunFault::NoModel.into()) };
        let (plan, header) = self.plan(settings).await?;
        let of = plan.questions.len() as u64;
        let rows = plan.questions.iter().map(|question| question.row).take(QUESTIONS).collect();
        let task = question_task(plan.dataset, rows, &header);
        let model = self.model(&settings.model, settings.sampling, &[], &Key::default());
        let system = self.session.system();
        let begun = system.time();
        model.ready().await.map_err(fault)?;
        let loading = system.time() - begun;
        let mut warm = WarmUp { loading, questions: Vec::new(), of, whole: 0, answers: Vec::new() };
        for place in 0..QUESTIONS.min(plan.questions.len()) {
            let question = task.prepare(&self.session, place).await.map_err(|reason| match reason {
                NotReady::Image(image) => fault(image.into()),
                NotReady::Gone(failure) => failure,
            })?;
            let begun = system.time();
            let answer = model.ask(&question).await.map_err(fault)?;
            warm.questions.push(system.time() - begun);
            warm.answers.push(answer.text);
        }
        warm.whole = warm.questions.last().copied().unwrap_or_default().saturating_mul(of);
        Ok(warm)
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

fn fault(failure: RunFailure) -> Failure {
    match failure {
        RunFailure::Local(error) => RunFault::Local(error).into(),
        RunFailure::Picture(SendImageError::Image(error)) => error.into(),
        RunFailure::Picture(fault) => {
            RunFault::Local(LocalError::new(LocalErrorKind::BadImage, fault.to_string())).into()
        }
        RunFailure::Endpoint(error) => RunFault::Local(LocalError::new(LocalErrorKind::Runtime, error.detail)).into(),
    }
}
