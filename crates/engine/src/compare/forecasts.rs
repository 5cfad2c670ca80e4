//! The letter probabilities of a prediction file, judged.

use std::collections::BTreeMap;

use serde::Serialize;

use super::join::Joined;
use super::{CALIBRATED_ROWS, answer_letter};
use crate::answer::LETTER_PROBABILITIES;
use crate::scoring::ScoredRow;
use crate::stats::{Calibration, Forecast};

/// What the letter probabilities of a file are worth.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Forecasts {
    /// Number of questions that have some.
    pub(super) n: usize,
    /// `None` where they are too few.
    pub(super) calibration: Option<Calibration>,
}

/// The calibration of a file whose letter probabilities suffice for one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FileCalibration {
    /// Name of the file.
    pub name: String,
    #[serde(flatten)]
    pub calibration: Calibration,
}

impl Joined<'_> {
    /// The letter probabilities, judged once; `None` where the file has no column of them.
    pub(super) fn forecasts(&self) -> Option<&Forecasts> {
        let judge = || {
            self.predictions.frame().column(LETTER_PROBABILITIES)?;
            let forecasts: Vec<_> = self.results().filter_map(|(_, result)| self.forecast(result)).collect();
            let calibration = Calibration::of(&forecasts).filter(|calibration| calibration.n >= CALIBRATED_ROWS);
            Some(Forecasts { n: forecasts.len(), calibration })
        };
        self.forecasts.get_or_init(judge).as_ref()
    }

    pub(super) fn file_calibration(&self) -> Option<FileCalibration> {
        let calibration = self.forecasts()?.calibration.clone()?;
        Some(FileCalibration { name: self.name().to_owned(), calibration })
    }

    fn forecast(&self, result: &ScoredRow) -> Option<Forecast> {
        let cell = self.predictions.cell(result.judged, LETTER_PROBABILITIES);
        let letters: BTreeMap<char, f64> = serde_json::from_str(cell.as_text()?).ok()?;
        let answer = answer_letter(&result.answer)?;
        let place = letters.keys().position(|letter| *letter == answer)?;
        let probabilities: Vec<f64> = letters.into_values().collect();
        let are_probabilities = probabilities.iter().all(|probability| (0.0..=1.0).contains(probability));
        Forecast::new(&probabilities, place).filter(|_| are_probabilities)
    }
}
