//! The ways to misbehave, and which request each of them befalls.

use std::hash::{BuildHasher, Hash};

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use crate::settings::Settings;

/// One way to misbehave.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Fault {
    /// 429 with `Retry-After` in seconds.
    RateLimitSeconds,
    /// 429 with `Retry-After` as a date.
    RateLimitDate,
    /// 429 whose body says how long to wait, as OpenAI's message and Gemini's `retryDelay` do.
    RateLimitHint,
    /// 429 that does not say how long to wait.
    RateLimitBare,
    /// The account has no money left; waiting does not help.
    QuotaExceeded,
    /// 500.
    ServerError,
    /// 503.
    Unavailable,
    /// 529.
    Overloaded,
    /// The answer in pieces, over `slowBodyMs`.
    SlowBody,
    /// The connection ends where the response should start.
    DropBeforeHeaders,
    /// The connection ends in the middle of the answer.
    DropMidBody,
    /// Half of the answer, as if it were all of it.
    TruncatedJson,
    /// 200 with a web page.
    Html,
    /// The answer without CORS headers: no page may read it.
    NoCors,
    /// The answer labelled `text/plain`.
    WrongContentType,
    /// The model declines to answer.
    Refusal,
    /// An answer without choices, parts or candidates.
    EmptyAnswer,
    /// The answer twice in one body.
    DuplicateBody,
    /// As if the key were wrong.
    WrongKey,
    /// As if there were no such model.
    UnknownModel,
    /// As if the model took no pictures.
    NoVision,
}

impl Fault {
    /// Every kind.
    pub const ALL: [Self; 21] = [
        Self::RateLimitSeconds,
        Self::RateLimitDate,
        Self::RateLimitHint,
        Self::RateLimitBare,
        Self::QuotaExceeded,
        Self::ServerError,
        Self::Unavailable,
        Self::Overloaded,
        Self::SlowBody,
        Self::DropBeforeHeaders,
        Self::DropMidBody,
        Self::TruncatedJson,
        Self::Html,
        Self::NoCors,
        Self::WrongContentType,
        Self::Refusal,
        Self::EmptyAnswer,
        Self::DuplicateBody,
        Self::WrongKey,
        Self::UnknownModel,
        Self::NoVision,
    ];

    /// Whether the client still gets a whole answer that it may read.
    pub fn leaves_answer(self) -> bool {
        matches!(self, Self::SlowBody | Self::WrongContentType)
    }

    /// The fault that befalls the request number `attempt` of a question, `None` for none.
    ///
    /// Where several do, it is the one that was drawn most clearly, so that none hides another.
    pub(crate) fn draw(settings: &Settings, question: u64, attempt: u64) -> Option<Self> {
        let drawn = settings.faults.iter().filter_map(|(&fault, &rate)| {
            let chance = chance(settings.seed, question, attempt, fault);
            (chance < rate).then_some((chance / rate, fault))
        });
        drawn.min_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, fault)| fault)
    }
}

/// A number in 0..1 that depends on all the arguments and on nothing else.
fn chance(seed: u64, question: u64, attempt: u64, fault: Fault) -> f64 {
    let hash = FixedState::with_seed(seed).hash_one((question, attempt, fault as u64));
    let upper_half = u32::try_from(hash >> 32).unwrap_or(u32::MAX);
    f64::from(upper_half) / (f64::from(u32::MAX) + 1.0)
}

/// The number that stands for a value: the same in every run.
pub(crate) fn digest(value: impl Hash) -> u64 {
    FixedState::with_seed(0).hash_one(value)
}
