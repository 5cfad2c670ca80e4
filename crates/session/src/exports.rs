//! Files to take away.

use serde::Serialize;

use engine::scoring::{AccuracyTable, GROUP_COLUMNS, Rule, RuleSet, ScoreJson, groupings};
use engine::table::{Frame, TableFormat, write};
use protocol::{ExportFile, ExportScore, Failure, Grouping, PredictionsId, Truth};

use crate::loaded::Loaded;
use crate::scores::{Score, score_of};

pub(crate) struct NewFile {
    pub(crate) name: String,
    pub(crate) mime: &'static str,
    pub(crate) bytes: Vec<u8>,
}

/// A table in a format: extension, MIME type, bytes.
pub(crate) fn written(frame: &Frame, format: TableFormat) -> Result<(&'static str, &'static str, Vec<u8>), Failure> {
    let (format, bytes) = write::table(frame, format).map_err(|error| Failure::Export { detail: error.to_string() })?;
    Ok((format.extension(), format.mime(), bytes))
}

pub(crate) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

pub(crate) fn export(loaded: &mut Loaded, ask: &ExportScore) -> Result<NewFile, Failure> {
    let score = score_of(loaded, ask.predictions, ask.rules)?;
    let (ending, mime, bytes) = match ask.file {
        ExportFile::ResultXlsx => {
            let (_, mime, bytes) = written(&score.scored.result_frame(&score.table), TableFormat::Xlsx)?;
            ("exact_matching_result.xlsx".to_owned(), mime, bytes)
        }
        ExportFile::ResultTsv => {
            let bytes = score.scored.result_text(&score.table, b'\t')?;
            ("exact_matching_result.tsv".to_owned(), TableFormat::Tsv.mime(), bytes)
        }
        ExportFile::ClinicalVqaTaskCsv => accuracy_csv(&score, GROUP_COLUMNS[0])?,
        ExportFile::DepartmentCsv => accuracy_csv(&score, GROUP_COLUMNS[1])?,
        ExportFile::PerceptualGranularityCsv => accuracy_csv(&score, GROUP_COLUMNS[2])?,
        ExportFile::ReportJson => {
            ("report.json".to_owned(), "application/json", report(loaded, ask.predictions, &score)?)
        }
    };
    Ok(NewFile { name: format!("{}_{ending}", stem(&score.name)), mime, bytes })
}

fn accuracy_csv(score: &Score, column: &str) -> Result<(String, &'static str, Vec<u8>), Failure> {
    let table = AccuracyTable::by_column(&score.table, &score.scored, column)?;
    Ok((format!("{column}_acc.csv"), "text/csv", write::delimited(&table.to_frame(), b',')))
}

/// Everything the page shows of a score, with the tables and rows of all three rule sets.
#[derive(Serialize)]
struct ReportJson<'s> {
    tool: &'static str,
    version: &'static str,
    predictions: &'s str,
    dataset: Option<Vec<String>>,
    truth: Truth,
    not_inferable: usize,
    by_rule: Vec<(Rule, usize)>,
    groupings: Vec<Grouping>,
    score: ScoreJson,
    other_rule_sets: Vec<ScoreJson>,
}

fn report(loaded: &mut Loaded, id: PredictionsId, score: &Score) -> Result<Vec<u8>, Failure> {
    let mut other_rule_sets = Vec::new();
    for rules in RuleSet::ALL.into_iter().filter(|rules| *rules != score.scored.rules) {
        let other = score_of(loaded, id, rules)?;
        other_rule_sets.push(ScoreJson::new(&other.table, &other.scored)?);
    }
    let dataset = loaded.dataset().ok();
    let report = ReportJson {
        tool: engine::TOOL,
        version: engine::VERSION,
        predictions: &score.name,
        dataset: dataset.map(|dataset| dataset.files.iter().map(|file| file.name()).collect()),
        truth: score.truth,
        not_inferable: score.scored.not_inferable(),
        by_rule: Rule::ALL.map(|rule| (rule, score.scored.decided_by(rule))).to_vec(),
        groupings: groupings(&score.table, &score.scored),
        score: ScoreJson::new(&score.table, &score.scored)?,
        other_rule_sets,
    };
    serde_json::to_vec_pretty(&report).map_err(|error| Failure::Export { detail: error.to_string() })
}
