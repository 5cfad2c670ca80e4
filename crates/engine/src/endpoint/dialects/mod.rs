//! One file a dialect: how it writes a question and reads a reply.

pub(super) mod anthropic;
pub(super) mod gemini;
pub(super) mod openai_chat;
pub(super) mod openai_responses;

use serde_json::Value;

use super::{Finish, Usage};

/// What a reply of any dialect holds.
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

fn text(value: &Value, pointer: &str) -> Option<String> {
    value.pointer(pointer)?.as_str().map(str::to_owned)
}

/// The counts under two names; `None` where neither is there.
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
