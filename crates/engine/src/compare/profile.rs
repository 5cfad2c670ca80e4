//! Explanations of a file's accuracy.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::join::Joined;
use super::{Comparison, GROUP_COLUMNS, Grouping, answer_letter, chosen, count};
use crate::scoring::ScoredRow;
use crate::stats::{Averages, Baselines, Calibration, Confusion, Credits, Forecast, Question, confusions, wilson95};

/// Smallest number of forecasts for which calibration is reported.
pub const CALIBRATED_ROWS: usize = 200;

/// Number of confusions that are reported.
const CONFUSIONS: usize = 50;

/// The column of prediction files that holds the probability of each letter, as `{"A":0.875,"B":0.125}`.
const LETTER_PROBABILITIES: &str = "letter_probabilities";

/// Details of a file's accuracy beside what the [`Report`](super::Report) has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// Name of the file.
    pub name: String,
    /// Labels (answers, where a question has no label) and the options chosen instead, with the dataset's rows: the 50
    /// most frequent.
    pub confusions: Vec<Confusion>,
    /// Accuracies that need no model, over its questions; `None` without questions.
    pub baselines: Option<Credits>,
    /// Its accuracy by each of [`GROUP_COLUMNS`].
    pub axes: Vec<AxisProfile>,
    /// Calibration of its letter probabilities; `None` where fewer than [`CALIBRATED_ROWS`] questions have any.
    pub calibration: Option<Calibration>,
}

/// Accuracy by the values of a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AxisProfile {
    /// The dataset's column.
    pub column: String,
    /// Averages over its groups; `None` without any.
    pub averages: Option<Averages>,
    /// The groups that have questions, by name.
    pub groups: Vec<GroupProfile>,
}

/// Accuracy in a group, beside the accuracies that need no model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupProfile {
    /// The value of the column.
    pub group: String,
    /// Number of questions.
    pub n: u32,
    /// Questions whose letter is the answer.
    pub correct: u32,
    /// Wilson interval of the accuracy.
    pub interval: Option<(f64, f64)>,
    /// Accuracies that need no model.
    pub baselines: Credits,
    /// Whether the whole interval lies above the best baseline.
    pub beats_baselines: bool,
}

impl Comparison<'_> {
    /// The profile of each file.
    pub fn profiles(&self) -> Vec<Profile> {
        let baselines = self.baselines();
        let profile = |file: &Joined| {
            let axes = GROUP_COLUMNS.into_iter().zip(&self.axes);
            Profile {
                name: file.name().to_owned(),
                confusions: self.confusions(file),
                baselines: baselines.over(file.results().map(|(row, _)| row)),
                axes: axes.map(|(column, axis)| axis_profile(file, column, axis, &baselines)).collect(),
                calibration: calibration(file),
            }
        };
        self.files.iter().map(profile).collect()
    }

    fn confusions(&self, file: &Joined) -> Vec<Confusion> {
        let confusion = |(row, result): (usize, &ScoredRow)| {
            let chosen = chosen(result).filter(|_| !result.is_correct)?;
            let options = file.predictions.options(result.judged);
            let text_of = |wanted| options.iter().find(|(letter, _)| *letter == wanted).map(|(_, text)| text.clone());
            let label = self.labels.name(row).map(str::to_owned);
            Some((row, label.or_else(|| text_of(answer_letter(&result.answer)?))?, text_of(chosen)?))
        };
        confusions(file.results().filter_map(confusion), CONFUSIONS)
    }

    /// The baselines of each row of the dataset.
    fn baselines(&self) -> Baselines {
        let answer = |row: usize| answer_letter(&self.files.iter().find_map(|file| file.result(row))?.answer);
        let question = |row: usize| Question { options: self.dataset.letters(row), answer: answer(row) };
        Baselines::of(&(0..self.dataset.row_count()).map(question).collect::<Vec<_>>())
    }
}

fn axis_profile(file: &Joined, column: &str, axis: &Grouping, baselines: &Baselines) -> AxisProfile {
    let group = |(group, results): (&str, Vec<(usize, bool)>)| {
        let (n, correct) = count(results.iter().map(|(_, hit)| *hit));
        let interval = wilson95(correct, n);
        let baselines = baselines.over(results.into_iter().map(|(row, _)| row)).unwrap_or_default();
        let beats_baselines = interval.is_some_and(|(low, _)| low > baselines.best());
        GroupProfile { group: group.to_owned(), n, correct, interval, baselines, beats_baselines }
    };
    let results = file.results().map(|(row, result)| (row, (row, result.is_correct)));
    let groups: Vec<_> = axis.split(results).into_iter().map(group).collect();
    let counts: Vec<_> = groups.iter().map(|group| (group.correct, group.n)).collect();
    AxisProfile { column: column.to_owned(), averages: Averages::of(&counts), groups }
}

fn calibration(file: &Joined) -> Option<Calibration> {
    file.predictions.frame().column(LETTER_PROBABILITIES)?;
    let forecast = |(_, result): (usize, &ScoredRow)| {
        let cell = file.predictions.cell(result.judged, LETTER_PROBABILITIES);
        let letters: BTreeMap<char, f64> = serde_json::from_str(cell.as_text()?).ok()?;
        let answer = answer_letter(&result.answer)?;
        let place = letters.keys().position(|letter| *letter == answer)?;
        let probabilities: Vec<f64> = letters.into_values().collect();
        let are_probabilities = probabilities.iter().all(|probability| (0.0..=1.0).contains(probability));
        Forecast::new(&probabilities, place).filter(|_| are_probabilities)
    };
    let forecasts: Vec<_> = file.results().filter_map(forecast).collect();
    Calibration::of(&forecasts).filter(|calibration| calibration.n >= CALIBRATED_ROWS)
}
