//! What differs between the dialects, a file each: how a question is written, a reply read, and a stream joined.

mod anthropic;
mod gemini;
mod openai_chat;
mod openai_responses;

use serde::Serialize;
use serde_json::{Value, json};

use super::config::{Dialect, Endpoint, Sampling};
use crate::answer::{Ask, Finish, Usage};
use crate::image::Format;

#[derive(Debug, Default)]
pub(super) struct Reply {
    pub(super) text: String,
    pub(super) thinking: String,
    pub(super) finish: Option<Finish>,
    pub(super) usage: Option<Usage>,
    pub(super) model: Option<String>,
    /// A formal refusal, or why the provider's filter acted.
    pub(super) refusal: Option<String>,
}

/// The path and the body of the request for a question; [`image`] stands for each image.
pub(super) fn write(endpoint: &Endpoint, ask: &Ask, sampling: &Sampling) -> (String, Value) {
    match endpoint.dialect {
        Dialect::OpenAiChat => openai_chat::write(endpoint, ask, sampling),
        Dialect::OpenAiResponses => openai_responses::write(endpoint, ask, sampling),
        Dialect::AnthropicMessages => anthropic::write(endpoint, ask, sampling),
        Dialect::GeminiGenerateContent => gemini::write(endpoint, ask, sampling),
    }
}

/// What a reply holds; `None` where it is no reply of the dialect.
pub(super) fn read(dialect: Dialect, reply: &Value) -> Option<Reply> {
    match dialect {
        Dialect::OpenAiChat => openai_chat::read(reply),
        Dialect::OpenAiResponses => openai_responses::read(reply),
        Dialect::AnthropicMessages => anthropic::read(reply),
        Dialect::GeminiGenerateContent => gemini::read(reply),
    }
}

/// The tokens of an answer with their log-probabilities; none where the dialect has no such list.
pub(super) fn tokens(dialect: Dialect, reply: &Value) -> &[Value] {
    if dialect == Dialect::OpenAiChat { openai_chat::tokens(reply) } else { &[] }
}

/// A reply that grows with each event of a stream.
#[derive(Debug)]
pub(super) struct Joined {
    dialect: Dialect,
    pub(super) reply: Value,
    pub(super) is_complete: bool,
}

impl Joined {
    pub(super) fn new(dialect: Dialect) -> Self {
        let reply = match dialect {
            Dialect::OpenAiChat => json!({ "choices": [{ "message": {} }] }),
            Dialect::OpenAiResponses => Value::Null,
            Dialect::AnthropicMessages => json!({ "content": [], "usage": {} }),
            Dialect::GeminiGenerateContent => json!({ "candidates": [{ "content": { "parts": [] } }] }),
        };
        Self { dialect, reply, is_complete: false }
    }

    pub(super) fn take(&mut self, event: Value) {
        self.is_complete |= match self.dialect {
            Dialect::OpenAiChat => openai_chat::join(&mut self.reply, &event),
            Dialect::OpenAiResponses => openai_responses::join(&mut self.reply, event),
            Dialect::AnthropicMessages => anthropic::join(&mut self.reply, &event),
            Dialect::GeminiGenerateContent => gemini::join(&mut self.reply, &event),
        };
    }
}

/// Sets a field that has a value; others are not sent.
fn set(body: &mut Value, field: &str, value: Option<impl Serialize>) {
    if let Some(value) = value {
        body[field] = json!(value);
    }
}

/// The field that marks the place of an image in a body.
pub(super) const IMAGE: &str = "@image";

/// Stands for the base64 text of the next image, with what precedes it in the same string. A text of the question cannot
/// look like it once it is written: JSON escapes the quotes within.
fn image(before: &str) -> Value {
    json!({ IMAGE: before })
}

fn image_url(format: Format) -> Value {
    image(&format!("data:{};base64,", format.mime()))
}

fn text(value: &Value, pointer: &str) -> Option<String> {
    value.pointer(pointer)?.as_str().map(str::to_owned)
}

/// The counts at two pointers; `None` where neither is there.
fn usage(value: &Value, input: &str, output: &str) -> Option<Usage> {
    let count = |pointer| value.pointer(pointer).and_then(Value::as_u64);
    let (input, output) = (count(input), count(output));
    (input.is_some() || output.is_some())
        .then(|| Usage { input: input.unwrap_or_default(), output: output.unwrap_or_default() })
}

/// The text of content that is a text or a list of typed parts.
fn content_text(content: &Value, kinds: &[&str]) -> String {
    match content {
        Value::String(text) => text.clone(),
        Value::Array(parts) => {
            let of_kind = |part: &&Value| part["type"].as_str().is_some_and(|kind| kinds.contains(&kind));
            parts.iter().filter(of_kind).filter_map(|part| part["text"].as_str()).collect()
        }
        _ => String::new(),
    }
}

/// Copies fields that are there and not null.
fn copy(from: &Value, to: &mut Value, fields: &[&str]) {
    for field in fields {
        if let Some(value) = from.get(field).filter(|value| !value.is_null()) {
            to[*field] = value.clone();
        }
    }
}
