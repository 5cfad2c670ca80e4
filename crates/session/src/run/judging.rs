//! The judge: a second model says which option a prediction means.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use engine::dataset::IndexKey;
use engine::endpoint::{Answer, Ask, EndpointError, Sampling};
use engine::prompt::PromptParts;
use engine::run::{
    JUDGE_TRIES, JudgeHeader, Judged, Model, Price, RunLimits, judge_ask, judge_letter, judged, needs_judge,
    text_tokens,
};
use engine::scoring::{RuleSet, Scored};
use protocol::run::{RunFault, RunSettings};
use protocol::{Failure, PredictionsId};
use sha2::{Digest, Sha256};

use crate::loaded::Shared;
use crate::scores::score_of;

/// Who judges, and what it may do.
pub(super) struct Terms {
    model: Model,
    sampling: Sampling,
    limits: RunLimits,
    price: Price,
}

impl From<&RunSettings> for Terms {
    fn from(settings: &RunSettings) -> Self {
        let RunSettings { model, sampling, limits, price, .. } = settings.clone();
        Self { model, sampling, limits, price }
    }
}

/// The open prediction files of that name.
pub(super) fn files_named(session: &Shared, name: &str) -> Vec<PredictionsId> {
    let session = session.borrow();
    let named = session.all_predictions().iter().filter(|predictions| predictions.state.name == name);
    named.map(|predictions| predictions.state.id).collect()
}

/// Predictions that a judge reads.
pub(super) struct JudgeTask {
    pub(super) predictions: PredictionsId,
    pub(super) rules: RuleSet,
    rows: Vec<Row>,
    scored: Rc<Scored>,
    letters: RefCell<BTreeMap<String, char>>,
}

struct Row {
    parts: PromptParts,
    prediction: String,
}

impl JudgeTask {
    /// The rows of a prediction file that the rules leave open.
    pub(super) fn make(
        session: &Shared,
        predictions: PredictionsId,
        rules: RuleSet,
        terms: &Terms,
    ) -> Result<(JudgeHeader, Self), Failure> {
        let score = score_of(&mut session.borrow_mut(), predictions, rules)?;
        let mut open: BTreeMap<String, Row> = BTreeMap::new();
        for scored in score.scored.rows.iter().filter(|row| needs_judge(row.extraction)) {
            let question = score.table.frame().column("question").and_then(|column| column.values.get(scored.row));
            let parts = PromptParts {
                hint: None,
                question: question.map(engine::table::Value::to_python_text).unwrap_or_default(),
                options: score.table.options(scored.row),
            };
            let prediction = score.table.prediction(scored.row).to_owned();
            open.insert(scored.index.to_string(), Row { parts, prediction });
        }
        if open.is_empty() {
            return Err(RunFault::NothingToJudge.into());
        }
        let mut hash = Sha256::new();
        hash.update(serde_json::to_vec(&terms.model).unwrap_or_default());
        hash.update(format!("{rules:?}"));
        for (index, row) in &open {
            // Letters mean these options.
            for text in [index, &judge_ask(&row.parts, &row.prediction).text] {
                hash.update(text);
                hash.update([0]);
            }
        }
        let texts = open.values().map(|row| text_tokens(&judge_ask(&row.parts, &row.prediction).text));
        let longest = texts.max().unwrap_or_default();
        let most = u64::from(terms.sampling.max_tokens);
        let limits = RunLimits {
            most_tries: JUDGE_TRIES,
            tokens_per_question: longest,
            most_per_question: terms.price.of(engine::endpoint::Usage { input: longest, output: most }),
            ..terms.limits.clone()
        };
        let (questions, rows): (Vec<String>, Vec<Row>) = open.into_iter().unzip();
        let header = JudgeHeader {
            id: format!("judge-{}", engine::hexadecimal::hexadecimal(&hash.finalize())),
            begun: session.system().date(),
            dataset: score.name,
            model: terms.model.clone(),
            sampling: terms.sampling,
            rules,
            limits,
            price: terms.price,
            concessions: Vec::new(),
            questions,
        };
        Ok((header, Self { predictions, rules, rows, scored: score.scored, letters: RefCell::default() }))
    }

    /// The same judge again, on the open prediction file that it has begun with.
    pub(super) fn again(
        session: &Shared,
        header: &JudgeHeader,
        limits: Option<RunLimits>,
    ) -> Result<(JudgeHeader, Self), Failure> {
        let terms = Terms {
            model: header.model.clone(),
            sampling: header.sampling,
            limits: limits.unwrap_or_else(|| header.limits.clone()),
            price: header.price,
        };
        for predictions in files_named(session, &header.dataset) {
            match Self::make(session, predictions, header.rules, &terms) {
                Ok((made, task)) if made.id == header.id => {
                    return Ok((JudgeHeader { begun: header.begun, ..made }, task));
                }
                // Another file of the same name.
                Ok(_) | Err(Failure::Run(RunFault::NothingToJudge)) => {}
                Err(failure) => return Err(failure),
            }
        }
        Err(RunFault::OtherDataset { dataset: header.dataset.clone() }.into())
    }

    pub(super) fn ask(&self, place: usize) -> Ask {
        self.rows.get(place).map(|row| judge_ask(&row.parts, &row.prediction)).unwrap_or_default()
    }

    /// The reply with nothing but its letter as text.
    pub(super) fn check(&self, place: usize, answer: Answer) -> Result<Answer, EndpointError> {
        let options = self.rows.get(place).map_or(&[][..], |row| &row.parts.options);
        let letter = judge_letter(&answer.text, options, self.rules)?;
        Ok(Answer { text: letter.to_string(), ..answer })
    }

    pub(super) fn count(&self, index: &str, answer: &Answer) {
        if let Some(letter) = answer.text.chars().next() {
            self.letters.borrow_mut().insert(index.to_owned(), letter);
        }
    }

    pub(super) fn judged(&self) -> Judged {
        let letters = self.letters.borrow();
        let known: HashMap<&str, char> = letters.iter().map(|(index, letter)| (index.as_str(), *letter)).collect();
        judged(&self.scored, |index: &IndexKey| known.get(index.to_string().as_str()).copied())
    }
}
