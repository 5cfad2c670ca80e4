//! Gemini's `generateContent`. Source: the Gemini API's reference.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::super::config::{Endpoint, Sampling};
use super::{Reply, copy, image, set, text};
use crate::answer::{Ask, Finish, Usage};
use crate::image::Format;

pub(super) fn write(endpoint: &Endpoint, ask: &Ask, sampling: &Sampling) -> (String, Value) {
    let part = |format: &Format| json!({ "inlineData": { "mimeType": format.mime(), "data": image("") } });
    let mut parts: Vec<Value> = ask.pictures.iter().map(part).collect();
    parts.push(json!({ "text": ask.text }));
    let mut body = json!({
        "contents": [{ "role": "user", "parts": parts }],
        "generationConfig": { "maxOutputTokens": sampling.max_tokens },
    });
    let system = ask.system.as_ref().map(|system| json!({ "parts": [{ "text": system }] }));
    set(&mut body, "systemInstruction", system);
    set(&mut body["generationConfig"], "temperature", sampling.temperature);
    (format!("/models/{}:generateContent", model_in_path(&endpoint.model)), body)
}

fn model_in_path(model: &str) -> String {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'/');
    utf8_percent_encode(model.strip_prefix("models/").unwrap_or(model), KEPT).to_string()
}

pub(super) fn read(reply: &Value) -> Option<Reply> {
    let blocked = text(reply, "/promptFeedback/blockReason");
    let candidates = reply.get("candidates").and_then(Value::as_array);
    if candidates.is_none() && blocked.is_none() && reply.get("usageMetadata").is_none() {
        return None;
    }
    let mut read =
        Reply { usage: usage(reply), model: text(reply, "/modelVersion"), refusal: blocked, ..Reply::default() };
    let Some(candidate) = candidates.and_then(|candidates| candidates.first()) else { return Some(read) };
    read.finish = candidate["finishReason"].as_str().map(Finish::of);
    for part in candidate.pointer("/content/parts").and_then(Value::as_array).into_iter().flatten() {
        let to = if part["thought"].as_bool() == Some(true) { &mut read.thinking } else { &mut read.text };
        to.push_str(part["text"].as_str().unwrap_or_default());
    }
    Some(read)
}

/// Thoughts are billed as output, but counted apart.
fn usage(reply: &Value) -> Option<Usage> {
    let mut usage = super::usage(reply, "/usageMetadata/promptTokenCount", "/usageMetadata/candidatesTokenCount")?;
    let thoughts = reply.pointer("/usageMetadata/thoughtsTokenCount").and_then(Value::as_u64);
    usage.output = usage.output.saturating_add(thoughts.unwrap_or_default());
    Some(usage)
}

/// Each event is a response with further parts.
pub(super) fn join(reply: &mut Value, event: &Value) -> bool {
    copy(event, reply, &["modelVersion", "usageMetadata", "promptFeedback"]);
    let is_blocked = event.pointer("/promptFeedback/blockReason").is_some();
    let Some(candidate) = event.pointer("/candidates/0") else { return is_blocked };
    let to = &mut reply["candidates"][0];
    let parts = candidate.pointer("/content/parts").and_then(Value::as_array);
    if let (Some(all), Some(parts)) = (to["content"]["parts"].as_array_mut(), parts) {
        all.extend(parts.iter().cloned());
    }
    copy(candidate, to, &["finishReason"]);
    is_blocked || to["finishReason"].is_string()
}
