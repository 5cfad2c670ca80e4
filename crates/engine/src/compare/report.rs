//! A comparison as JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::join::Joined;
use super::{Change, Comparison, FileCalibration, GROUP_COLUMNS, Grouping, answer_letter, both, chosen, count};
use crate::dataset::IndexKey;
use crate::pause::{NoPause, Pause, Work, block_on};
use crate::scoring::ScoredRow;
use crate::stats::{
    Choice, PairTest, Paired, PositionBias, Several, clustered, cochran_q, detectable_difference, holm, mcnemar_exact,
    mcnemar_mid_p, suspect, wilson95,
};

/// What `gmai-scope compare` prints. Intervals are 95 % intervals, undefined values are `null`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The files, in the order given.
    pub files: Vec<FileScore>,
    /// Every two files.
    pub pairs: Vec<Pair>,
    /// All files, over the questions that all of them have.
    pub several: SeveralFiles,
    /// Number of these questions.
    #[serde(skip)]
    pub common: usize,
    /// Letters chosen, for each file; questions whose answer is not a letter are left out.
    pub position_bias: Vec<LetterBias>,
    /// Calibration of each file with enough letter probabilities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub calibration: Vec<FileCalibration>,
    /// Questions whose answer may be incorrect, see [`suspect`]; of those that all files have.
    pub suspects: Vec<Suspect>,
}

/// The accuracy of a file over its own questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileScore {
    /// Name.
    pub name: String,
    /// Number of questions, repeated ones counted once.
    pub n: u32,
    /// Questions whose letter is the answer.
    pub correct: u32,
    /// `correct`/`n`.
    pub accuracy: Option<f64>,
    /// Its Wilson interval.
    pub wilson: Option<(f64, f64)>,
}

/// Two files over the questions that both have. Differences are positive where `a` is better.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// Name of one file.
    pub a: String,
    /// Name of the other file.
    pub b: String,
    /// Number of questions.
    pub n: u32,
    /// Questions that both files answer correctly.
    pub both: u32,
    /// Only `a`.
    pub only_a: u32,
    /// Only `b`.
    pub only_b: u32,
    /// Neither.
    pub neither: u32,
    /// Of these, the questions for which both files chose the same letter, or both none.
    pub same_error: u32,
    /// Difference of the accuracies.
    pub difference: Option<f64>,
    /// Its standard error for independent questions.
    pub se: Option<f64>,
    /// Its interval, see [`Paired::interval`].
    pub interval: Option<(f64, f64)>,
    /// Exact p-value of McNemar's test.
    pub mcnemar_exact_p: f64,
    /// Mid-p-value of McNemar's test.
    pub mcnemar_mid_p: f64,
    /// Number of clusters: labels, and questions without label. `None` for fewer than two and without any label.
    pub clusters: Option<usize>,
    /// Standard error of the difference where questions of a label depend on each other; imprecise below
    /// [`RELIABLE_CLUSTERS`](crate::stats::RELIABLE_CLUSTERS).
    pub se_clustered: Option<f64>,
    /// (`se_clustered`/`se`)².
    pub design_effect: Option<f64>,
    /// The smallest difference that this number of questions shows with a power of 80 %.
    pub mde80: Option<f64>,
    /// By column of the dataset, in lower case: each group that has questions, by name.
    pub groups: BTreeMap<String, Vec<GroupTest>>,
}

/// Two files over the questions of one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupTest {
    /// The value of the column.
    pub group: String,
    /// Number of questions.
    pub n: u32,
    /// Only `a` correct.
    pub only_a: u32,
    /// Only `b` correct.
    pub only_b: u32,
    /// Difference of the accuracies.
    pub difference: Option<f64>,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
    /// Exact p-value of McNemar's test.
    pub p: f64,
    /// The same after Holm's adjustment over the column's groups with discordant questions; `None` for the others.
    pub holm_p: Option<f64>,
}

/// All files over the questions that all of them have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeveralFiles {
    /// Cochran's Q.
    pub cochran_q: f64,
    /// Its p-value.
    pub p: f64,
    /// Every two files, over these questions.
    pub pairs: Vec<AdjustedTest>,
    /// Names of the files that are not distinguishable from the best, itself among them.
    pub not_distinguishable_from_best: Vec<String>,
}

/// McNemar's exact test of two of several files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AdjustedTest {
    /// Name of one file.
    pub a: String,
    /// Name of the other file.
    pub b: String,
    /// The p-value.
    pub p: f64,
    /// The same after Holm's adjustment over all pairs.
    pub holm_p: f64,
}

/// Letters that a file chose.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LetterBias {
    /// Name of the file.
    pub name: String,
    /// Counts and tests.
    #[serde(flatten)]
    pub bias: PositionBias,
}

/// A question that all files answered incorrectly, at least three quarters of them with the same option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suspect {
    /// The dataset's index.
    pub index: IndexKey,
    /// The dataset's row, counted from 0; not in the JSON.
    #[serde(skip)]
    pub row: usize,
    /// The label.
    pub label: Option<String>,
    /// The answer.
    pub answer: String,
    /// The letter that most files chose.
    pub chosen: char,
    /// Number of files that chose it.
    pub chosen_by: usize,
    /// Number of files.
    pub files: usize,
}

impl<'s> Comparison<'s> {
    /// Compares all files.
    pub fn report(&self) -> Report {
        block_on(self.report_paused(&NoPause))
    }

    /// As [`report`](Self::report), a piece at a time.
    pub async fn report_paused(&self, pause: &dyn Pause) -> Report {
        /// What a permutation test counts for as work, in cells.
        const PERMUTED_CELLS: usize = 10_000;
        let mut work = Work::new(pause);
        let mut pairs = Vec::new();
        for (place, a) in self.files.iter().enumerate() {
            for b in self.files.iter().skip(place + 1) {
                pairs.push(self.pair(a, b));
                work.done(self.dataset.row_count()).await;
            }
        }
        let mut position_bias = Vec::new();
        for file in &self.files {
            position_bias.push(letter_bias(file));
            work.done(PERMUTED_CELLS).await;
        }
        let files = self.files.iter().map(file_score).collect();
        let is_common = |row: &usize| self.files.iter().all(|file| file.result(*row).is_some());
        let common: Vec<usize> = (0..self.dataset.row_count()).filter(is_common).collect();
        let suspects = common.iter().filter_map(|row| self.suspect(*row)).collect();
        let calibration = self.files.iter().filter_map(Joined::file_calibration).collect();
        let (several, common) = (self.several(&common), common.len());
        Report { files, pairs, several, common, position_bias, calibration, suspects }
    }

    fn pair(&self, a: &Joined<'s>, b: &Joined<'s>) -> Pair {
        let results: Vec<_> = both(a, b).map(|(row, a, b)| (row, (a.is_correct, b.is_correct))).collect();
        let table = Paired::of(results.iter().map(|(_, correct)| *correct));
        let clustered = clustered(self.differences(a, b)).filter(|_| !self.labels.names.is_empty());
        let discordance = f64::from(table.discordant()) / f64::from(table.n().max(1));
        let groups = GROUP_COLUMNS.iter().zip(&self.axes);
        Pair {
            a: a.name().to_owned(),
            b: b.name().to_owned(),
            n: table.n(),
            both: table.both,
            only_a: table.only_a,
            only_b: table.only_b,
            neither: table.neither,
            same_error: same_errors(a, b),
            difference: table.difference(),
            se: table.standard_error(),
            interval: table.interval(),
            mcnemar_exact_p: mcnemar_exact(table.only_a, table.only_b),
            mcnemar_mid_p: mcnemar_mid_p(table.only_a, table.only_b),
            clusters: clustered.map(|clustered| clustered.clusters),
            se_clustered: clustered.map(|clustered| clustered.standard_error),
            design_effect: clustered.and_then(|clustered| clustered.design_effect()),
            mde80: detectable_difference(discordance, results.len()),
            groups: groups.map(|(column, axis)| (column.to_lowercase(), group_tests(axis, &results))).collect(),
        }
    }

    fn several(&self, common: &[usize]) -> SeveralFiles {
        let correct = |file: &Joined| common.iter().filter_map(|row| Some(file.result(*row)?.is_correct)).collect();
        let files: Vec<Vec<bool>> = self.files.iter().map(correct).collect();
        let (cochran_q, p) = cochran_q(&files).map_or((0.0, 1.0), |test| (test.q, test.p));
        let several = Several::of(&files).unwrap_or_default();
        let name = |file: usize| Some(self.files.get(file)?.name().to_owned());
        let pair =
            |test: PairTest| Some(AdjustedTest { a: name(test.a)?, b: name(test.b)?, p: test.p, holm_p: test.holm_p });
        SeveralFiles {
            cochran_q,
            p,
            pairs: several.pairs.into_iter().filter_map(pair).collect(),
            not_distinguishable_from_best: several.not_distinguishable.into_iter().filter_map(name).collect(),
        }
    }

    fn suspect(&self, row: usize) -> Option<Suspect> {
        let results: Vec<_> = self.files.iter().filter_map(|file| file.result(row)).collect();
        let choices: Vec<_> = results.iter().map(|result| (chosen(result), result.is_correct)).collect();
        let (chosen, chosen_by) = suspect(&choices)?;
        let first = results.first()?;
        Some(Suspect {
            index: first.index.clone(),
            row,
            label: self.labels.name(row).map(str::to_owned),
            answer: first.answer.to_python_text(),
            chosen,
            chosen_by,
            files: results.len(),
        })
    }
}

/// The number of questions that both files answer incorrectly with the same letter, or both without one.
fn same_errors(a: &Joined, b: &Joined) -> u32 {
    let is_same = both(a, b).map(|(_, a, b)| Change::of(a, b) == Change::SameError);
    count(is_same).1
}

fn file_score(file: &Joined) -> FileScore {
    let (n, correct) = count(file.results().map(|(_, result)| result.is_correct));
    let accuracy = (n > 0).then(|| f64::from(correct) / f64::from(n));
    FileScore { name: file.name().to_owned(), n, correct, accuracy, wilson: wilson95(correct, n) }
}

/// Tests each group of rows, given with the correctness of both files.
fn group_tests(axis: &Grouping, results: &[(usize, (bool, bool))]) -> Vec<GroupTest> {
    let test = |(group, correct): (&str, Vec<(bool, bool)>)| {
        let table = Paired::of(correct);
        GroupTest {
            group: group.to_owned(),
            n: table.n(),
            only_a: table.only_a,
            only_b: table.only_b,
            difference: table.difference(),
            interval: table.interval(),
            p: mcnemar_exact(table.only_a, table.only_b),
            holm_p: None,
        }
    };
    let mut tests: Vec<_> = axis.split(results.iter().copied()).into_iter().map(test).collect();
    let mut discordant: Vec<_> = tests.iter_mut().filter(|test| test.only_a + test.only_b > 0).collect();
    let adjusted = holm(&discordant.iter().map(|test| test.p).collect::<Vec<_>>());
    for (test, adjusted) in discordant.iter_mut().zip(adjusted) {
        test.holm_p = Some(adjusted);
    }
    tests
}

fn letter_bias(file: &Joined) -> LetterBias {
    let options = file.options();
    let number = |letter: char| u8::try_from(u32::from(letter).checked_sub(u32::from('A'))?).ok();
    let choice = |(_, result): (usize, &ScoredRow)| {
        let answer = number(answer_letter(&result.answer)?)?;
        Some(Choice { options: *options.get(result.judged)?, answer, chosen: chosen(result).and_then(number) })
    };
    let choices: Vec<_> = file.results().filter_map(choice).collect();
    LetterBias { name: file.name().to_owned(), bias: PositionBias::of(&choices) }
}
