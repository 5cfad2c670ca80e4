//! What is asked: questions of the dataset, or what predictions mean.

use std::cell::{Cell, RefCell};

use engine::endpoint::{Answer, Ask, PictureLimits};
use engine::prompt::PromptParts;
use engine::run::{PictureSettings, PromptSettings, RunFailure, RunningScore};
use protocol::run::RunFault;
use protocol::{DatasetId, Missing};

use super::images::{NotReady, ready};
use super::judging::JudgeTask;
use super::model::PreparedQuestion;
use crate::loaded::{Loaded, Shared, count, not_loaded};

pub(super) enum Task {
    Questions(QuestionTask),
    Judge(JudgeTask),
}

pub(super) struct QuestionTask {
    pub(super) dataset: Cell<DatasetId>,
    pub(super) rows: RefCell<Vec<usize>>,
    pub(super) prompt: PromptSettings,
    pub(super) images: PictureSettings,
    /// What images may take.
    pub(super) limits: PictureLimits,
    pub(super) score: RefCell<RunningScore>,
}

impl Task {
    pub(super) async fn prepare(&self, session: &Shared, place: usize) -> Result<PreparedQuestion, NotReady> {
        match self {
            Self::Questions(task) => task.prepare(session, place).await,
            Self::Judge(task) => Ok(PreparedQuestion { ask: task.ask(place), options: Vec::new(), images: Vec::new() }),
        }
    }

    /// An answer as it is taken, or why it is none.
    pub(super) fn check(&self, place: usize, answer: Answer) -> Result<Answer, RunFailure> {
        match self {
            Self::Questions(_) => Ok(answer),
            Self::Judge(task) => Ok(task.check(place, answer)?),
        }
    }

    pub(super) fn count(&self, session: &Shared, place: usize, index: &str, answer: &Answer) {
        match self {
            Self::Questions(task) => task.score(&mut session.borrow_mut(), place, answer),
            Self::Judge(task) => task.count(index, answer),
        }
    }
}

impl QuestionTask {
    async fn prepare(&self, session: &Shared, place: usize) -> Result<PreparedQuestion, NotReady> {
        let row = self.rows.borrow().get(place).copied().ok_or_else(|| not_loaded(Missing::Row))?;
        let (text, options) = {
            let mut session = session.borrow_mut();
            let dataset = session.dataset_of(self.dataset.get()).ok_or_else(|| not_loaded(Missing::Dataset))?;
            let parts = PromptParts::of(dataset.questions(), row);
            let text = self.prompt.text(&parts).map_err(|fault| NotReady::Gone(RunFault::from(fault).into()))?;
            (text, parts.options)
        };
        let images = ready(session, count(row), &self.images, &self.limits).await?;
        let formats = images.iter().map(|image| image.info.format).collect();
        let ask = Ask { system: self.prompt.system.clone(), text, pictures: formats };
        Ok(PreparedQuestion { ask, options, images: images.into_iter().map(|image| image.base64).collect() })
    }

    fn score(&self, loaded: &mut Loaded, place: usize, answer: &Answer) {
        let Some(dataset) = loaded.dataset_of(self.dataset.get()) else { return };
        let dataset = dataset.questions();
        let (Some(row), Some(column)) = (self.rows.borrow().get(place).copied(), dataset.column("answer")) else {
            return;
        };
        let Some(truth) = dataset.text(row, column) else { return };
        self.score.borrow_mut().judge(place, &answer.text, &dataset.letters(row), truth);
    }
}
