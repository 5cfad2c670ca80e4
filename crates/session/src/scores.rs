//! Scores of prediction files as the page shows them.

use std::rc::Rc;

use engine::limits::shown;
use engine::scoring::{
    AnswerQuery, Prepared, Repeated, Rule, RuleSet, Scored, ScoredRow, Truth, chance, changing, extract, groupings,
    thinking_marks,
};
use engine::table::{TableFormat, Value};
use protocol::explore::Place;
use protocol::{
    DatasetId, Failure, FindScoredRow, Listed, Missing, Phase, PredictionsId, ReadScoredRow, ReadScoredRows,
    RuleSetScore, ScoreNote, ScoreSummary, ScoredRowSummary, ScoredRowView, Truth as TruthSource,
};

use crate::cancelling::while_wanted;
use crate::loaded::{Listing, Loaded, LoadedDataset, Shared, count, not_loaded};

/// Characters of a question or a prediction that the row table shows.
const TEXT_IN_TABLE: usize = 200;

/// Characters of a prediction that the view of one row shows.
const PREDICTION_IN_VIEW: usize = 100_000;

/// A prediction file's score under one rule set.
pub(crate) struct Score {
    pub(crate) table: Rc<Prepared>,
    pub(crate) scored: Rc<Scored>,
    pub(crate) truth: TruthSource,
    pub(crate) name: String,
}

/// Scores a prediction file under these rule sets where that is not done yet, and lets other requests be answered
/// meanwhile. Closing the file gives it up.
pub(crate) async fn prepare(session: &Shared, id: PredictionsId, rule_sets: &[RuleSet]) -> Result<(), Failure> {
    for &rules in rule_sets {
        let table = session.borrow_mut().predictions(id)?.table.clone();
        if session.borrow_mut().predictions(id)?.scores.contains_key(&rules) {
            continue;
        }
        let basis = basis(&session.borrow());
        let (source, truth) = truth(&session.borrow(), &table)?;
        let is_wanted = || session.borrow_mut().predictions(id).is_ok();
        let scoring = async { Ok(Rc::new(Scored::new_paused(&table, &truth, rules, session.pause()).await)) };
        let scored = while_wanted(is_wanted, scoring).await?;
        let loaded = &mut session.borrow_mut();
        if self::basis(loaded) == basis {
            loaded.predictions(id)?.scores.entry(rules).or_insert((source, scored));
        }
    }
    Ok(())
}

/// Scores every prediction file that can be scored.
pub(crate) async fn prepare_all(session: &Shared, rules: RuleSet) {
    let ids = session.borrow().prediction_ids();
    for id in ids {
        // Why a file cannot be scored is told by the page of scores.
        prepare(session, id, &[rules]).await.ok();
    }
}

/// The dataset whose answers count, and whether it is read.
fn basis(loaded: &Loaded) -> Option<(DatasetId, Phase)> {
    loaded.dataset().ok().map(|dataset| (dataset.number, dataset.phase.clone()))
}

async fn prepared(session: &Shared, id: PredictionsId, rules: RuleSet) -> Result<Score, Failure> {
    prepare(session, id, &[rules]).await?;
    score_of(&mut session.borrow_mut(), id, rules)
}

/// The score of a prediction file; scored once for each rule set.
pub(crate) fn score_of(loaded: &mut Loaded, id: PredictionsId, rules: RuleSet) -> Result<Score, Failure> {
    let predictions = loaded.predictions(id)?;
    let table = predictions.table.clone();
    let name = predictions.state.name.clone();
    if let Some((truth, scored)) = predictions.scores.get(&rules) {
        return Ok(Score { table, scored: scored.clone(), truth: *truth, name });
    }
    let (source, truth) = truth(loaded, &table)?;
    let scored = Rc::new(Scored::new(&table, &truth, rules));
    loaded.predictions(id)?.scores.insert(rules, (source, scored.clone()));
    Ok(Score { table, scored, truth: source, name })
}

/// The answers: the dataset's, or the prediction file's own where no dataset with answers is loaded.
fn truth(loaded: &Loaded, table: &Prepared) -> Result<(TruthSource, Truth), Failure> {
    if let Ok(dataset) = loaded.dataset() {
        if dataset.phase == Phase::Indexing {
            return Err(Failure::StillIndexing);
        }
        if let Ok(answers) = Truth::of(dataset.questions()) {
            return Ok((TruthSource::Dataset, answers));
        }
    }
    let own = Truth::own(table).ok_or(Failure::NoTruth)?;
    Ok((TruthSource::OwnColumn, own))
}

pub(crate) async fn score(session: &Shared, id: PredictionsId, rules: RuleSet) -> Result<ScoreSummary, Failure> {
    prepare(session, id, &RuleSet::ALL).await?;
    let loaded = &mut session.borrow_mut();
    let all = under_all(loaded, id)?;
    let of_rule_set = |scored: &Rc<Scored>| {
        let (hits, not_inferable) = (count(scored.correct()), count(scored.not_inferable()));
        RuleSetScore { rules: scored.rules, hits, not_inferable }
    };
    let Score { table, scored, truth, name } = score_of(loaded, id, rules)?;
    Ok(ScoreSummary {
        rules,
        truth,
        refusal: refusal(loaded.dataset().ok(), &scored),
        notes: notes(&name, &table, &scored),
        n: count(scored.rows.len()),
        hits: count(scored.correct()),
        wrong: count(scored.rows.iter().filter(|row| !row.is_correct && !row.extraction.is_not_inferable()).count()),
        not_inferable: count(scored.not_inferable()),
        chance: chance(&table, &scored),
        changing: count(changing(&all.each_ref().map(Rc::as_ref))),
        by_rule_set: all.iter().map(of_rule_set).collect(),
        by_rule: Rule::ALL.map(|rule| (rule, count(scored.decided_by(rule)))).to_vec(),
        groupings: groupings(&table, &scored),
    })
}

/// The score under every rule set, in their order.
fn under_all(loaded: &mut Loaded, id: PredictionsId) -> Result<[Rc<Scored>; RuleSet::ALL.len()], Failure> {
    let [first, second, third] = RuleSet::ALL.map(|rules| score_of(loaded, id, rules).map(|score| score.scored));
    Ok([first?, second?, third?])
}

/// Why VLMEvalKit gives no score, in the order in which it would stumble.
fn refusal(dataset: Option<&LoadedDataset>, scored: &Scored) -> Option<Failure> {
    let of_dataset = dataset.and_then(|dataset| dataset.questions().refusal());
    let of_dataset = of_dataset.map(|error| Failure::from(error.clone()));
    of_dataset.or_else(|| scored.refusal().cloned().map(Failure::from))
}

fn notes(name: &str, table: &Prepared, scored: &Scored) -> Vec<ScoreNote> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_json = TableFormat::of_extension(extension).is_some_and(TableFormat::is_json);
    let format = is_json.then(|| ScoreNote::FormatNotEvaluated { extension: extension.to_owned() });
    let Repeated { rows, differing } = scored.repeated(table);
    let repeated = (rows > 0).then(|| ScoreNote::RepeatedIndex { rows: count(rows), conflicting: count(differing) });
    format.into_iter().chain(repeated).collect()
}

pub(crate) async fn rows(session: &Shared, ask: &ReadScoredRows) -> Result<Listed<ScoredRowSummary>, Failure> {
    let positions = positions(session, ask.predictions, ask.rules, &ask.query).await?;
    let loaded = &mut session.borrow_mut();
    let Score { table, scored, .. } = score_of(loaded, ask.predictions, ask.rules)?;
    let dataset = loaded.dataset().ok();
    let wanted = positions.iter().skip(ask.start as usize).take((ask.start..ask.end).len());
    let summary = |at: &u32| Some(summary(&table, scored.rows.get(*at as usize)?, *at, dataset));
    Ok(Listed { total: count(positions.len()), rows: wanted.filter_map(summary).collect() })
}

pub(crate) async fn place(session: &Shared, ask: &FindScoredRow) -> Result<Option<Place>, Failure> {
    let positions = positions(session, ask.predictions, ask.rules, &ask.query).await?;
    let mut places = (0..).zip(positions.iter()).map(|(at, row)| Place { at, row: *row });
    Ok(places.clone().find(|place| place.row == ask.at).or_else(|| places.find(|place| place.row > ask.at)))
}

/// The rows that are asked for. The latest list is kept, since it is asked for block by block.
async fn positions(
    session: &Shared,
    id: PredictionsId,
    rules: RuleSet,
    query: &AnswerQuery,
) -> Result<Rc<[u32]>, Failure> {
    prepare(session, id, if query.changing { &RuleSet::ALL } else { std::slice::from_ref(&rules) }).await?;
    let (table, scored, all) = {
        let loaded = &mut session.borrow_mut();
        let Score { table, scored, .. } = score_of(loaded, id, rules)?;
        if let Some(listed) = &loaded.predictions(id)?.listed
            && Rc::ptr_eq(&listed.scored, &scored)
            && listed.query == *query
        {
            return Ok(listed.positions.clone());
        }
        let all = if query.changing { under_all(loaded, id)?.to_vec() } else { Vec::new() };
        (table, scored, all)
    };
    let all: Vec<&Scored> = all.iter().map(Rc::as_ref).collect();
    let positions: Rc<[u32]> = query.positions_paused(&table, &scored, &all, session.pause()).await.into();
    // Of a file that was scored again meanwhile, the list is not asked for any more.
    if let Ok(predictions) = session.borrow_mut().predictions(id) {
        predictions.listed = Some(Listing { scored, query: query.clone(), positions: positions.clone() });
    }
    Ok(positions)
}

pub(crate) async fn row(session: &Shared, ask: &ReadScoredRow) -> Result<ScoredRowView, Failure> {
    let Score { table, scored, .. } = prepared(session, ask.predictions, ask.rules).await?;
    let row = scored.rows.get(ask.at as usize).ok_or_else(|| not_loaded(Missing::Row))?;
    let prediction = table.prediction(row.row);
    let options = table.options(row.row);
    let under = |rules| {
        let extraction = extract(prediction, &options, rules);
        (rules, extraction.letter, extraction.rule)
    };
    Ok(ScoredRowView {
        summary: summary(&table, row, ask.at, session.borrow().dataset().ok()),
        prediction: prediction.chars().take(PREDICTION_IN_VIEW).collect(),
        question: question(&table, row),
        by_rule_set: RuleSet::ALL.map(under).to_vec(),
        options,
        thinking: thinking_marks(prediction).into_iter().map(str::to_owned).collect(),
    })
}

fn summary(table: &Prepared, row: &ScoredRow, at: u32, dataset: Option<&LoadedDataset>) -> ScoredRowSummary {
    ScoredRowSummary {
        at,
        index: shown(&row.index.to_string()),
        question: question(table, row).chars().take(TEXT_IN_TABLE).collect(),
        prediction: table.prediction(row.row).chars().take(TEXT_IN_TABLE).collect(),
        letter: row.extraction.letter,
        rule: row.extraction.rule,
        answer: printed(&row.answer),
        hit: row.is_correct,
        dataset_row: dataset.and_then(|dataset| dataset.questions().find(&row.index)).map(count),
    }
}

fn question(table: &Prepared, row: &ScoredRow) -> String {
    printed(&table.cell(row.row, "question"))
}

fn printed(value: &Value) -> String {
    if value.is_missing() { String::new() } else { shown(&value.printed()) }
}
