//! Who asked what, how often, and what came of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hyper::HeaderMap;
use serde::Serialize;

use crate::dialect::Dialect;
use crate::fault::Fault;
use crate::question::{Picture, Question, Usage};

/// All that happened since the server started or forgot.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Statistics {
    /// Requests for an answer, also those that got none.
    pub requests: u64,
    /// CORS preflights.
    pub preflights: u64,
    /// Whole answers that the client may read.
    pub answered: u64,
    /// Of requests for an answer, the bytes of their bodies.
    pub bytes: u64,
    /// Requests being answered at this moment.
    pub concurrent: u64,
    /// Most requests that were being answered at one time.
    pub max_concurrent: u64,
    /// The names of all request headers seen, in lower case.
    pub header_names: BTreeSet<String>,
    /// Tokens of the answers that the client may read.
    pub usage: Usage,
    /// How often each fault befell a request.
    pub faults: BTreeMap<Fault, u64>,
    /// How often a request was refused for what it is, by HTTP status.
    pub problems: BTreeMap<u16, u64>,
    /// Every question that was asked, in order of its first request.
    pub questions: Vec<QuestionStatistics>,
}

/// What happened to one question: one prompt with the same pictures to the same model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QuestionStatistics {
    /// Of its first request.
    pub dialect: Dialect,
    /// The name of the model.
    pub model: String,
    /// The texts of the user's parts, one a line.
    pub prompt: String,
    /// In order.
    pub pictures: Vec<Picture>,
    /// The proper answer.
    pub answer: String,
    /// How often it was asked.
    pub requests: u64,
    /// How often it was answered in whole, readable for the client.
    pub answered: u64,
    /// Requests for it being answered at this moment.
    pub concurrent: u64,
    /// Most requests for it that were being answered at one time.
    pub max_concurrent: u64,
    /// How often each fault befell it.
    pub faults: BTreeMap<Fault, u64>,
}

#[derive(Default)]
pub(crate) struct Ledger {
    entries: Mutex<Entries>,
}

#[derive(Default)]
struct Entries {
    statistics: Statistics,
    /// Where a question stands in `statistics.questions`.
    places: HashMap<u64, usize>,
}

/// Counts a request as being answered for as long as it lives.
pub(crate) struct Asking {
    ledger: Arc<Ledger>,
    place: usize,
    /// How often the question was asked before.
    pub(crate) attempt: u64,
    /// How many faults it has met before.
    pub(crate) faults: u64,
}

impl Ledger {
    pub(crate) fn statistics(&self) -> Statistics {
        self.entries().statistics.clone()
    }

    pub(crate) fn preflight(&self) {
        self.entries().statistics.preflights += 1;
    }

    pub(crate) fn request(&self, headers: &HeaderMap, bytes: usize) {
        let statistics = &mut self.entries().statistics;
        statistics.requests += 1;
        statistics.bytes += bytes as u64;
        for name in headers.keys() {
            if !statistics.header_names.contains(name.as_str()) {
                statistics.header_names.insert(name.to_string());
            }
        }
    }

    pub(crate) fn problem(&self, status: u16) {
        *self.entries().statistics.problems.entry(status).or_default() += 1;
    }

    pub(crate) fn ask(self: &Arc<Self>, dialect: Dialect, question: &Question, answer: &str) -> Asking {
        let entries = &mut *self.entries();
        let statistics = &mut entries.statistics;
        let place = *entries.places.entry(question.id()).or_insert_with(|| {
            statistics.questions.push(QuestionStatistics::new(dialect, question, answer));
            statistics.questions.len() - 1
        });
        statistics.concurrent += 1;
        statistics.max_concurrent = statistics.max_concurrent.max(statistics.concurrent);
        let entry = &mut statistics.questions[place];
        entry.concurrent += 1;
        entry.max_concurrent = entry.max_concurrent.max(entry.concurrent);
        let attempt = entry.requests;
        entry.requests += 1;
        Asking { ledger: Arc::clone(self), place, attempt, faults: entry.faults.values().sum() }
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl QuestionStatistics {
    fn new(dialect: Dialect, question: &Question, answer: &str) -> Self {
        Self {
            dialect,
            model: question.model.clone(),
            prompt: question.prompt.clone(),
            pictures: question.pictures.clone(),
            answer: answer.to_owned(),
            requests: 0,
            answered: 0,
            concurrent: 0,
            max_concurrent: 0,
            faults: BTreeMap::new(),
        }
    }
}

impl Asking {
    pub(crate) fn fault(&self, fault: Fault) {
        let statistics = &mut self.ledger.entries().statistics;
        *statistics.faults.entry(fault).or_default() += 1;
        *statistics.questions[self.place].faults.entry(fault).or_default() += 1;
    }

    pub(crate) fn answered(&self, usage: Usage) {
        let statistics = &mut self.ledger.entries().statistics;
        statistics.answered += 1;
        statistics.usage.input += usage.input;
        statistics.usage.output += usage.output;
        statistics.usage.thoughts += usage.thoughts;
        statistics.questions[self.place].answered += 1;
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        let statistics = &mut self.ledger.entries().statistics;
        statistics.concurrent -= 1;
        statistics.questions[self.place].concurrent -= 1;
    }
}
