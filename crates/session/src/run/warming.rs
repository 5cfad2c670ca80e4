//! Warming up: a model in the browser is asked the first questions of a run, which tells how long the whole will take.

use engine::local::{LocalError, LocalErrorKind};
use engine::run::{Model, RunFailure, SendImageError};
use protocol::Failure;
use protocol::local::WarmUp;
use protocol::run::{Key, RunFault, RunSettings};

use super::Runs;
use super::driver::question_task;
use super::images::NotReady;

/// The first includes what is done once only, as compiling for the GPU; the second tells the pace.
const QUESTIONS: usize = 2;

impl Runs {
    /// Loads the model and asks it the first questions.
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
