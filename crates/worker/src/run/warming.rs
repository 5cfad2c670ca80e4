//! Warming up: a model in the browser is asked the first questions of a run, which tells how long the whole will take.

use web_sys::AbortController;

use super::active::time;
use super::driver::{model, question_task};
use super::faults::storage;
use super::pictures::NotReady;
use super::planning::{Plan, preview};
use crate::Shared;
use engine::local::{LocalError, LocalErrorKind};
use engine::run::{Model, RunFailure, SendImageError};
use protocol::Failure;
use protocol::local::WarmUp;
use protocol::run::{Key, RunFault, RunSettings};

/// The first includes what is done once only, as compiling for the GPU; the second tells the pace.
const QUESTIONS: usize = 2;

/// Loads the model and asks it the first questions.
pub(crate) async fn warm_up(session: &Shared, settings: &RunSettings) -> Result<WarmUp, Failure> {
    let Model::Local(_) = settings.model else { return Err(RunFault::NoModel.into()) };
    let estimate = preview(session, settings).await?;
    if let Some(problem) = estimate.problems.first() {
        return Err(problem.clone().into());
    }
    let plan = Plan::make(session, settings)?;
    let header = plan.header(settings, &estimate);
    let of = plan.questions.len() as u64;
    let rows = plan.questions.iter().map(|question| question.row).take(QUESTIONS).collect();
    let task = question_task(plan.dataset, rows, &header);
    let model = model(session, &settings.model, settings.sampling, &[], &Key::default());
    let controller = AbortController::new().map_err(|error| storage(&error))?;
    let begun = time();
    model.ready(&controller.signal()).await.map_err(fault)?;
    let mut warm = WarmUp { loading: time() - begun, questions: Vec::new(), of, whole: 0, answers: Vec::new() };
    for place in 0..QUESTIONS.min(plan.questions.len()) {
        let question = task.prepare(session, place).await.map_err(|reason| match reason {
            NotReady::Picture(picture) => fault(picture.into()),
            NotReady::Gone(failure) => failure,
        })?;
        let begun = time();
        let answer = model.ask(&question, &controller.signal()).await.map_err(fault)?;
        warm.questions.push(time() - begun);
        warm.answers.push(answer.text);
    }
    warm.whole = warm.questions.last().copied().unwrap_or_default().saturating_mul(of);
    Ok(warm)
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
