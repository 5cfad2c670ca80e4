//! Prediction files compared with each other.

use std::rc::Rc;

use engine::compare::{CompareError, Comparison, Rated, Report, Suspect, TableForm};
use engine::dataset::Dataset;
use engine::scoring::RuleSet;
use engine::stats::Bootstrap;
use protocol::compare::{ComparedFiles, ComparisonForm, SuspectQuestion, UnmatchedRows};
use protocol::{BootstrapDifference, CompareFiles, ExportComparison, Failure, Phase, PredictionsId};

use crate::exports::NewFile;
use crate::loaded::{Loaded, Questions, Shared, count};
use crate::scores::{Score, prepare, score_of};

/// The files to compare, scored.
struct Files {
    dataset: Rc<Dataset>,
    scores: Vec<Score>,
}

impl Files {
    async fn of(session: &Shared, ids: &[PredictionsId], rules: RuleSet) -> Result<Self, Failure> {
        for id in ids {
            prepare(session, *id, &[rules]).await?;
        }
        let loaded = &mut session.borrow_mut();
        let dataset = complete(loaded)?;
        let scores = ids.iter().map(|id| score_of(loaded, *id, rules)).collect::<Result<_, _>>()?;
        Ok(Self { dataset, scores })
    }

    fn comparison(&self) -> Result<Comparison<'_>, CompareError> {
        Comparison::new(&self.dataset, &self.scores.iter().map(rated).collect::<Vec<_>>())
    }
}

fn rated(score: &Score) -> Rated<'_> {
    Rated { name: &score.name, predictions: &score.table, scored: &score.scored }
}

/// The dataset, read to its end.
fn complete(loaded: &Loaded) -> Result<Rc<Dataset>, Failure> {
    let dataset = loaded.dataset()?;
    match &dataset.questions {
        Questions::Complete(questions) => Ok(questions.clone()),
        Questions::Growing(_) if dataset.phase == Phase::Indexing => Err(Failure::StillIndexing),
        Questions::Growing(_) => Err(Failure::NotReadToEnd),
    }
}

/// Compares files, a piece at a time.
pub(crate) async fn compare(session: &Shared, ask: &CompareFiles) -> Result<Box<ComparedFiles>, Failure> {
    let files = Files::of(session, &ask.predictions, ask.rules).await?;
    let comparison = files.comparison()?;
    let Report { files, pairs, several, common, position_bias, suspects, calibration: _ } =
        comparison.report_paused(session.pause()).await;
    let unmatched = |notes: &engine::compare::JoinNotes| UnmatchedRows {
        missing: count(notes.missing.len()),
        extra: count(notes.extra.len()),
        repeated: count(notes.repeated.len()),
    };
    Ok(Box::new(ComparedFiles {
        files,
        notes: comparison.notes().map(unmatched).collect(),
        pairs,
        several,
        common: count(common),
        position_bias: position_bias.into_iter().map(|file| file.bias).collect(),
        profiles: comparison.profiles(),
        suspects: suspects.into_iter().map(suspect).collect(),
    }))
}

fn suspect(suspect: Suspect) -> SuspectQuestion {
    SuspectQuestion {
        row: count(suspect.row),
        index: suspect.index.to_string(),
        label: suspect.label,
        answer: suspect.answer,
        chosen: suspect.chosen,
        chosen_by: count(suspect.chosen_by),
    }
}

/// The bootstrap interval of the difference between two files.
pub(crate) async fn bootstrap(session: &Shared, ask: &BootstrapDifference) -> Result<Option<Bootstrap>, Failure> {
    let files = Files::of(session, &[ask.a, ask.b], ask.rules).await?;
    Ok(files.comparison()?.bootstrap(0, 1))
}

/// Writes a comparison.
pub(crate) async fn export(session: &Shared, ask: &ExportComparison) -> Result<NewFile, Failure> {
    let files = Files::of(session, &ask.of.predictions, ask.of.rules).await?;
    let comparison = files.comparison()?;
    let report = comparison.report_paused(session.pause()).await;
    let (name, mime, bytes) = match ask.form {
        ComparisonForm::Json => {
            let json = serde_json::to_vec(&report).map_err(|error| Failure::Export { detail: error.to_string() })?;
            ("comparison.json".to_owned(), "application/json", json)
        }
        ComparisonForm::Table(kind, form) => {
            let (extension, mime) = match form {
                TableForm::Csv => ("csv", "text/csv"),
                TableForm::Markdown => ("md", "text/markdown"),
                TableForm::Latex => ("tex", "application/x-tex"),
            };
            let name = format!("comparison_{}.{extension}", kind.name());
            (name, mime, report.table(kind, form).into_bytes())
        }
    };
    Ok(NewFile { name, mime, bytes })
}
