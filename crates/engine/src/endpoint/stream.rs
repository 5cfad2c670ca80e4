//! Replies that come as a stream of events, asked for or not, put together to the reply that they amount to.
//!
//! Some servers stream whatever they are asked for, and some reasoning models can only be streamed. Events are those of
//! the HTML standard (9.2.6, "Interpreting an event stream"); their contents are as the providers' references describe.

use serde_json::{Value, json};

use super::Dialect;
use super::classify::{Fault, is_error};
use super::error::EndpointErrorKind::{NotJson, TruncatedJson};
use super::json;

/// What ends a stream of chat completions.
const DONE: &str = "[DONE]";

/// Whether a body is a stream of events; JSON begins with a brace or a bracket.
pub(super) fn is_stream(body: &str) -> bool {
    let starts = ["data:", "event:", "id:", "retry:", ":"];
    starts.iter().any(|start| body.trim_start_matches(['\u{feff}', '\r', '\n']).starts_with(start))
}

/// The reply that a stream amounts to; of a stream with an error in it the event with the error.
pub(super) fn join(dialect: Dialect, body: &str) -> Result<Value, Fault> {
    let mut reply = Joined::new(dialect);
    for data in events(body) {
        if data.trim() == DONE {
            reply.is_complete |= dialect == Dialect::OpenAiChat;
            break;
        }
        let event = json::read(&data).map_err(|error| {
            let kind = if error.is_eof() { TruncatedJson } else { NotJson };
            Fault::new(kind, format!("{error}: {data}"))
        })?;
        if is_error(&event) {
            return Ok(event);
        }
        reply.take(event);
    }
    if reply.is_complete {
        Ok(reply.reply)
    } else {
        Err(Fault::new(TruncatedJson, "the stream of events ends before the answer does".to_owned()))
    }
}

/// The data of each event; the last one needs no blank line after it.
fn events(body: &str) -> Vec<String> {
    let mut events = Vec::new();
    let mut data: Option<String> = None;
    let body = body.strip_prefix('\u{feff}').unwrap_or(body).replace("\r\n", "\n").replace('\r', "\n");
    for line in body.lines().chain([""]) {
        if line.is_empty() {
            events.extend(data.take());
            continue;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        if field == "data" {
            let value = value.strip_prefix(' ').unwrap_or(value);
            match &mut data {
                Some(data) => data.extend(["\n", value]),
                None => data = Some(value.to_owned()),
            }
        }
    }
    events
}

/// A reply that grows with each event.
struct Joined {
    dialect: Dialect,
    reply: Value,
    /// Whether the server has said that this is all.
    is_complete: bool,
}

impl Joined {
    fn new(dialect: Dialect) -> Self {
        let reply = match dialect {
            Dialect::OpenAiChat => json!({ "choices": [{ "message": {} }] }),
            Dialect::OpenAiResponses => Value::Null,
            Dialect::AnthropicMessages => json!({ "content": [], "usage": {} }),
            Dialect::GeminiGenerateContent => json!({ "candidates": [{ "content": { "parts": [] } }] }),
        };
        Self { dialect, reply, is_complete: false }
    }

    fn take(&mut self, event: Value) {
        match self.dialect {
            Dialect::OpenAiChat => self.take_chat(&event),
            Dialect::OpenAiResponses => self.take_responses(event),
            Dialect::AnthropicMessages => self.take_anthropic(&event),
            Dialect::GeminiGenerateContent => self.take_gemini(&event),
        }
    }

    /// `chat.completion.chunk`: a piece of each field in `delta`; some servers send one whole `message`.
    fn take_chat(&mut self, event: &Value) {
        copy(event, &mut self.reply, &["model", "usage", "base_resp"]);
        // The chunk with the usage has no choice, and further choices are not asked for.
        let Some(choice) = event.pointer("/choices/0") else { return };
        let whole = choice.get("message").filter(|message| message.is_object());
        let pieces = whole.unwrap_or(&choice["delta"]);
        let to = &mut self.reply["choices"][0];
        for field in ["content", "reasoning_content", "reasoning", "refusal"] {
            append(&mut to["message"][field], &pieces[field]);
        }
        copy(choice, to, &["finish_reason"]);
        self.is_complete |= to["finish_reason"].is_string();
    }

    /// The last event holds the whole response.
    fn take_responses(&mut self, mut event: Value) {
        let ends = ["response.completed", "response.incomplete", "response.failed"];
        if event["type"].as_str().is_some_and(|kind| ends.contains(&kind)) {
            self.reply = event["response"].take();
            self.is_complete = true;
        }
    }

    fn take_anthropic(&mut self, event: &Value) {
        match event["type"].as_str() {
            Some("message_start") => {
                copy(&event["message"], &mut self.reply, &["model"]);
                copy(&event["message"]["usage"], &mut self.reply["usage"], &["input_tokens", "output_tokens"]);
            }
            Some("content_block_delta") => {
                let delta = &event["delta"];
                let block = match delta["type"].as_str() {
                    Some("text_delta") => json!({ "type": "text", "text": delta["text"] }),
                    Some("thinking_delta") => json!({ "type": "thinking", "thinking": delta["thinking"] }),
                    _ => return,
                };
                self.reply["content"].as_array_mut().into_iter().for_each(|blocks| blocks.push(block.clone()));
            }
            Some("message_delta") => {
                copy(&event["delta"], &mut self.reply, &["stop_reason"]);
                copy(&event["usage"], &mut self.reply["usage"], &["input_tokens", "output_tokens"]);
                self.is_complete |= self.reply["stop_reason"].is_string();
            }
            _ => {}
        }
    }

    /// Each event is a response with further parts.
    fn take_gemini(&mut self, event: &Value) {
        copy(event, &mut self.reply, &["modelVersion", "usageMetadata", "promptFeedback"]);
        self.is_complete |= event.pointer("/promptFeedback/blockReason").is_some();
        let Some(candidate) = event.pointer("/candidates/0") else { return };
        let to = &mut self.reply["candidates"][0];
        let parts = candidate.pointer("/content/parts").and_then(Value::as_array);
        to["content"]["parts"]
            .as_array_mut()
            .into_iter()
            .for_each(|all| all.extend(parts.into_iter().flatten().cloned()));
        copy(candidate, to, &["finishReason"]);
        self.is_complete |= to["finishReason"].is_string();
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

/// Appends a piece of text, or the texts of typed parts.
fn append(to: &mut Value, piece: &Value) {
    let piece = match piece {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().filter_map(|part| part["text"].as_str()).collect(),
        _ => return,
    };
    let before = to.as_str().unwrap_or_default();
    *to = Value::String(format!("{before}{piece}"));
}
