//! What is asked: questions of the dataset, or what predictions mean.

use std::cell::{Cell, RefCell};

use super::judging::JudgeTask;
use super::model::PreparedQuestion;
use super::pictures::{NotReady, ready};
use crate::Shared;
use crate::failures::not_loaded;
use crate::session::{Session, count};
use engine::endpoint::{Answer, Ask, PictureLimits};
use engine::prompt::PromptParts;
use engine::run::{PictureSettings, PromptSettings, RunFailure, RunningScore};
use protocol::run::RunFault;

/// What is asked.
pub(super) enum Task {
    /// Questions of the dataset.
    Questions(QuestionTask),
    /// What predictions mean.
    Judge(JudgeTask),
}

/// Questions of a dataset.
pub(super) struct QuestionTask {
    /// Which of the datasets opened one after the other.
    pub(super) dataset: Cell<u32>,
    /// The row of each question.
    pub(super) rows: RefCell<Vec<usize>>,
    /// How questions are worded.
    pub(super) prompt: PromptSettings,
    /// How pictures are sent.
    pub(super) pictures: PictureSettings,
    /// What pictures may take.
    pub(super) limits: PictureLimits,
    /// The score so far.
    pub(super) score: RefCell<RunningScore>,
}

impl Task {
    /// Makes a question ready.
    pub(super) async fn prepare(&self, session: &Shared, place: usize) -> Result<PreparedQuestion, NotReady> {
        match self {
            Self::Questions(task) => task.prepare(session, place).await,
            Self::Judge(task) => {
                Ok(PreparedQuestion { ask: task.ask(place), options: Vec::new(), pictures: Vec::new() })
            }
        }
    }

    /// An answer as it is taken, or why it is none.
    pub(super) fn check(&self, place: usize, answer: Answer) -> Result<Answer, RunFailure> {
        match self {
            Self::Questions(_) => Ok(answer),
            Self::Judge(task) => Ok(task.check(place, answer)?),
        }
    }

    /// Counts an answer that is kept.
    pub(super) fn count(&self, session: &Shared, place: usize, index: &str, answer: &Answer) {
        match self {
            Self::Questions(task) => task.score(&mut session.borrow_mut(), place, answer),
            Self::Judge(task) => task.count(index, answer),
        }
    }
}

impl QuestionTask {
    async fn prepare(&self, session: &Shared, place: usize) -> Result<PreparedQuestion, NotReady> {
        let row = self.rows.borrow().get(place).copied().ok_or_else(|| not_loaded("row"))?;
        let (text, options) = {
            let mut session = session.borrow_mut();
            let dataset = session.dataset_of(self.dataset.get()).ok_or_else(|| not_loaded("dataset"))?;
            let parts = PromptParts::of(dataset.questions(), row);
            let text = self.prompt.text(&parts).map_err(|fault| NotReady::Gone(RunFault::from(fault).into()))?;
            (text, parts.options)
        };
        let pictures = ready(session, count(row), &self.pictures, &self.limits).await?;
        let formats = pictures.iter().map(|picture| picture.format).collect();
        let ask = Ask { system: self.prompt.system.clone(), text, pictures: formats };
        Ok(PreparedQuestion { ask, options, pictures: pictures.into_iter().map(|picture| picture.picture).collect() })
    }

    fn score(&self, session: &mut Session, place: usize, answer: &Answer) {
        let Some(dataset) = session.dataset_of(self.dataset.get()) else { return };
        let dataset = dataset.questions();
        let (Some(row), Some(column)) = (self.rows.borrow().get(place).copied(), dataset.column("answer")) else {
            return;
        };
        let Some(truth) = dataset.text(row, column) else { return };
        self.score.borrow_mut().judge(place, &answer.text, &dataset.letters(row), truth);
    }
}
