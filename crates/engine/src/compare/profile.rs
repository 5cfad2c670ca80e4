//! Explanations of a file's accuracy.

use serde::{Deserialize, Serialize};

use super::join::Joined;
use super::{Comparison, GROUP_COLUMNS, Grouping, LABEL_COLUMN, answer_letter, chosen, count};
use crate::dataset::Dataset;
use crate::scoring::{Prepared, Scored, ScoredRow};
use crate::selection::ConfusionOf;
use crate::stats::{Averages, Baselines, Calibration, Confusion, Credits, Question, confusions, wilson95};

/// Smallest number of forecasts for which calibration is reported.
pub const CALIBRATED_ROWS: usize = 200;

/// Number of confusions that are reported.
const CONFUSIONS: usize = 50;

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
    /// Number of questions with letter probabilities; `None` where the file has no column of them.
    pub forecasts: Option<usize>,
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
            let forecasts = file.forecasts();
            Profile {
                name: file.name().to_owned(),
                confusions: self.confusions(file),
                baselines: baselines.over(file.results().map(|(row, _)| row)),
                axes: axes.map(|(column, axis)| axis_profile(file, column, axis, &baselines)).collect(),
                forecasts: forecasts.map(|forecasts| forecasts.n),
                calibration: forecasts.and_then(|forecasts| forecasts.calibration.clone()),
            }
        };
        self.files.iter().map(profile).collect()
    }

    fn confusions(&self, file: &Joined) -> Vec<Confusion> {
        let confusion = |(row, result): (usize, &ScoredRow)| {
            let (label, chosen) = confusion(self.labels.name(row), file.predictions, result)?;
            Some((row, label, chosen))
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

/// The label of a question, or its answer where it has none, and the option that was chosen instead.
fn confusion(label: Option<&str>, predictions: &Prepared, result: &ScoredRow) -> Option<(String, String)> {
    let chosen = chosen(result).filter(|_| !result.is_correct)?;
    let options = predictions.options(result.judged);
    let text_of = |wanted| options.iter().find(|(letter, _)| *letter == wanted).map(|(_, text)| text.clone());
    Some((label.map(str::to_owned).or_else(|| text_of(answer_letter(&result.answer)?))?, text_of(chosen)?))
}

/// Whether each row of the dataset is a confusion.
pub fn confused(dataset: &Dataset, predictions: &Prepared, scored: &Scored, wanted: &ConfusionOf) -> Vec<bool> {
    let labels = Grouping::of(dataset, LABEL_COLUMN);
    let mut found = vec![false; dataset.row_count()];
    for result in &scored.rows {
        let Some(row) = dataset.find(&result.index) else { continue };
        let is_wanted = confusion(labels.name(row), predictions, result)
            .is_some_and(|(label, chosen)| (&label, &chosen) == (&wanted.label, &wanted.chosen));
        if let Some(place) = found.get_mut(row) {
            *place = is_wanted;
        }
    }
    found
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
