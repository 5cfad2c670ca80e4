//! Files to take away.

use serde::Serialize;

use super::outbox::Answer;
use super::scores::{Score, score_of};
use super::session::Session;
use engine::scoring::{REPORTED_COLUMNS, Report, Rule, RuleSet, ScoreJson, groupings};
use engine::table::{TableFormat, write};
use protocol::{ExportFile, Failure, Grouping, PredictionsId, Reply, Truth};

/// Makes a file.
pub(super) fn export(
    session: &mut Session,
    id: PredictionsId,
    rules: RuleSet,
    file: ExportFile,
) -> Result<Answer, Failure> {
    let score = score_of(session, id, rules)?;
    let prefix = score.name.rsplit_once('.').map_or(score.name.as_str(), |(stem, _)| stem);
    let (ending, mime, bytes) = match file {
        ExportFile::ResultXlsx => {
            let bytes = write::xlsx(&score.scored.result_frame(&score.table));
            let bytes = bytes.map_err(|error| Failure::Export { detail: error.to_string() })?;
            ("exact_matching_result.xlsx".to_owned(), TableFormat::Xlsx.mime(), bytes)
        }
        ExportFile::ResultTsv => {
            let bytes = score.scored.result_text(&score.table, b'\t')?;
            ("exact_matching_result.tsv".to_owned(), "text/tab-separated-values", bytes)
        }
        ExportFile::ClinicalVqaTaskCsv => accuracy_csv(&score, REPORTED_COLUMNS[0])?,
        ExportFile::DepartmentCsv => accuracy_csv(&score, REPORTED_COLUMNS[1])?,
        ExportFile::PerceptualGranularityCsv => accuracy_csv(&score, REPORTED_COLUMNS[2])?,
        ExportFile::ReportJson => ("report.json".to_owned(), "application/json", report(session, id, &score)?),
    };
    let name = format!("{prefix}_{ending}");
    Ok(Answer::with_bytes(Reply::File { name, mime: mime.to_owned() }, &bytes))
}

fn accuracy_csv(score: &Score, column: &str) -> Result<(String, &'static str, Vec<u8>), Failure> {
    let report = Report::by_column(&score.table, &score.scored, column)?;
    Ok((format!("{column}_acc.csv"), "text/csv", write::delimited(&report.to_frame(), b',')))
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

fn report(session: &mut Session, id: PredictionsId, score: &Score) -> Result<Vec<u8>, Failure> {
    let mut other_rule_sets = Vec::new();
    for rules in RuleSet::ALL.into_iter().filter(|rules| *rules != score.scored.rules) {
        let other = score_of(session, id, rules)?;
        other_rule_sets.push(ScoreJson::new(&other.table, &other.scored)?);
    }
    let dataset = session.dataset().ok();
    let report = ReportJson {
        tool: engine::TOOL,
        version: engine::VERSION,
        predictions: &score.name,
        dataset: dataset.map(|dataset| dataset.files.iter().map(web_sys::File::name).collect()),
        truth: score.truth,
        not_inferable: score.scored.not_inferable(),
        by_rule: Rule::ALL.map(|rule| (rule, score.scored.decided_by(rule))).to_vec(),
        groupings: groupings(&score.table, &score.scored),
        score: ScoreJson::new(&score.table, &score.scored)?,
        other_rule_sets,
    };
    serde_json::to_vec_pretty(&report).map_err(|error| Failure::Export { detail: error.to_string() })
}
