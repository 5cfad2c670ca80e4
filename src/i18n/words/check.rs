//! Verdicts on prediction files in words.

use super::super::generated::CheckWords;
use engine::check::{Doubt, Severity, Split};
use engine::table::TableError;
use protocol::Failure;
use protocol::check::CheckReport;

impl CheckWords {
    /// The verdict on a file.
    pub fn verdict(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Ok => self.ready,
            Severity::Warning => self.suspect,
            Severity::Error => self.broken,
        }
    }

    /// What the verdict means.
    pub fn verdict_about(&self, report: &CheckReport) -> &'static str {
        match report.severity {
            _ if matches!(report.failure, Some(Failure::Table(TableError::TooLarge { .. }))) => self.too_large_about,
            Severity::Ok => self.ready_about,
            Severity::Warning => report.doubt.map_or(self.suspect_about, |doubt| self.doubt(doubt)),
            Severity::Error => self.broken_about,
        }
    }

    /// Why a file that can be scored is hardly the one that is meant.
    pub fn doubt(&self, doubt: Doubt) -> &'static str {
        match doubt {
            Doubt::OtherQuestions => self.other_questions,
            Doubt::NoPredictions => self.no_predictions,
            Doubt::FewRows => self.few_rows,
            Doubt::FewLetters => self.few_letters,
        }
    }

    /// What a file was checked against where no dataset was loaded.
    pub fn against(&self, split: Split) -> &'static str {
        match split {
            Split::Val => self.against_val,
            Split::Test => self.against_test,
        }
    }
}
