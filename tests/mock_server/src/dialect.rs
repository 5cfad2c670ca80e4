//! The four ways to talk with a model, each read from its provider's public documentation.

mod anthropic;
mod gemini;
mod openai;
mod openai_chat;
mod openai_responses;

use hyper::HeaderMap;
use serde::Serialize;
use serde_json::Value;

use crate::problem::Problem;
use crate::question::{Answer, Question};
use crate::settings::{Model, Settings};

/// A way to talk with a model.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Dialect {
    /// `POST /openai/v1/chat/completions`, and what servers at home speak.
    OpenAiChat,
    /// `POST /openai/v1/responses`.
    OpenAiResponses,
    /// `POST /anthropic/v1/messages`.
    Anthropic,
    /// `POST /gemini/v1beta/models/MODEL:generateContent`.
    Gemini,
}

impl Dialect {
    /// Checks the headers: the key, and what else a provider wants of a page.
    pub(crate) fn admit(self, headers: &HeaderMap, settings: &Settings) -> Result<(), Problem> {
        match self {
            Self::OpenAiChat | Self::OpenAiResponses => openai::admit(headers, settings),
            Self::Anthropic => anthropic::admit(headers, settings),
            Self::Gemini => gemini::admit(headers, settings),
        }
    }

    /// What a request asks; only Gemini's has the model in the path.
    pub(crate) fn read(self, model_of_path: &str, body: &[u8]) -> Result<Question, Problem> {
        match self {
            Self::OpenAiChat => openai_chat::read(body),
            Self::OpenAiResponses => openai_responses::read(body),
            Self::Anthropic => anthropic::read(body),
            Self::Gemini => gemini::read(model_of_path, body),
        }
    }

    pub(crate) fn answer(self, model: &str, answer: &Answer) -> Value {
        match self {
            Self::OpenAiChat => openai_chat::answer(model, answer),
            Self::OpenAiResponses => openai_responses::answer(model, answer),
            Self::Anthropic => anthropic::answer(model, answer),
            Self::Gemini => gemini::answer(model, answer),
        }
    }

    pub(crate) fn models(self, models: &[Model]) -> Value {
        match self {
            Self::OpenAiChat | Self::OpenAiResponses => openai::models(models),
            Self::Anthropic => anthropic::models(models),
            Self::Gemini => gemini::models(models),
        }
    }

    /// The status and body that tell a problem.
    pub(crate) fn problem(self, problem: &Problem) -> (u16, Value) {
        match self {
            Self::OpenAiChat | Self::OpenAiResponses => openai::problem(problem),
            Self::Anthropic => anthropic::problem(problem),
            Self::Gemini => gemini::problem(problem),
        }
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn check_key(sent: Option<&str>, settings: &Settings) -> Result<(), Problem> {
    match sent {
        None => Err(Problem::MissingKey),
        Some(key) if key == settings.key => Ok(()),
        Some(_) => Err(Problem::WrongKey),
    }
}
