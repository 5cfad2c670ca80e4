//! What is known of models in the browser beside the form: what is being tried, what came of it, what is kept.

use protocol::Failure;
use protocol::local::{GpuCheck, KeptModel, WarmUp};
use protocol::run::RunSettings;

/// What is being tried; one thing at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trial {
    /// Whether the GPU computes right.
    Check,
    /// How fast the model is.
    Measure,
}

/// The outcome of a trial.
#[derive(Debug, Clone, PartialEq)]
pub enum TrialOutcome {
    /// Of [`Trial::Check`].
    Checked(Result<GpuCheck, Failure>),
    /// Of [`Trial::Measure`].
    Measured(Result<WarmUp, Failure>),
}

/// How often something changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changes {
    /// Of [`LocalNews::check`].
    pub check: u32,
    /// Of [`LocalNews::warm`].
    pub warm: u32,
    /// Of [`LocalNews::kept`].
    pub kept: u32,
}

/// What is known of models in the browser beside the form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LocalNews {
    /// Why nothing is known of the GPU.
    pub gpu_failure: Option<Failure>,
    /// What is being tried.
    pub trial: Option<Trial>,
    /// Whether the GPU computes right.
    pub check: Option<Result<GpuCheck, Failure>>,
    /// How fast the model is.
    pub warm: Option<Result<WarmUp, Failure>>,
    /// What the form said when that was measured.
    pub warm_for: Option<Box<RunSettings>>,
    /// The kept models.
    pub kept: Vec<KeptModel>,
    /// Counts what became of checks, measurements and the list of kept models, each of which is shown again only then.
    pub changes: Changes,
    /// Number of folders handed over so far: the same name may be another folder.
    pub folders: u32,
    turn: u32,
}

impl LocalNews {
    /// Begins a trial; yields what names it.
    pub fn begin(&mut self, trial: Trial) -> u32 {
        match trial {
            Trial::Check => self.set_check(None),
            Trial::Measure => self.set_warm(None),
        }
        self.trial = Some(trial);
        self.turn = self.turn.wrapping_add(1);
        self.turn
    }

    /// Takes what came of a trial; of one that was given up, nothing.
    pub fn finish(&mut self, turn: u32, outcome: TrialOutcome) {
        if turn != self.turn {
            return;
        }
        self.trial = None;
        match outcome {
            TrialOutcome::Checked(check) => self.set_check(Some(check)),
            TrialOutcome::Measured(warm) => self.set_warm(Some(warm)),
        }
    }

    /// Takes the list of kept models.
    pub fn set_kept(&mut self, kept: Vec<KeptModel>) {
        if self.kept != kept {
            self.kept = kept;
            self.changes.kept += 1;
        }
    }

    fn set_check(&mut self, check: Option<Result<GpuCheck, Failure>>) {
        self.check = check;
        self.changes.check += 1;
    }

    fn set_warm(&mut self, warm: Option<Result<WarmUp, Failure>>) {
        self.warm = warm;
        self.changes.warm += 1;
    }

    /// Gives the trial up.
    pub fn give_up(&mut self) {
        self.trial = None;
        self.turn = self.turn.wrapping_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::local::GpuVerdict;

    fn checked() -> GpuCheck {
        GpuCheck { verdict: GpuVerdict::Right, greatest_difference: 0.0, answers: Vec::new() }
    }

    #[test]
    fn what_was_given_up_has_no_outcome() {
        let mut news = LocalNews::default();
        let turn = news.begin(Trial::Check);
        news.give_up();
        news.finish(turn, TrialOutcome::Checked(Err(Failure::StillIndexing)));
        assert_eq!(news.check, None);
        let turn = news.begin(Trial::Check);
        let before = news.changes;
        news.finish(turn, TrialOutcome::Checked(Ok(checked())));
        assert_eq!(news.changes, Changes { check: before.check + 1, ..before });
        assert!(matches!(news.check, Some(Ok(_))) && news.trial.is_none());
    }

    #[test]
    fn a_failure_is_told_of_what_was_tried() {
        let mut news = LocalNews::default();
        let turn = news.begin(Trial::Measure);
        assert_eq!(news.trial, Some(Trial::Measure));
        news.finish(turn, TrialOutcome::Measured(Err(Failure::StillIndexing)));
        assert_eq!((news.warm, news.check), (Some(Err(Failure::StillIndexing)), None));
    }
}
