//! Gemini's `generateContent`. Source: the Gemini API's reference.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::super::request::Body;
use super::super::{Ask, Endpoint, Finish, Sampling, Usage};
use super::{Reply, text};

pub(in super::super) fn write(endpoint: &Endpoint, ask: &Ask, sampling: &Sampling) -> (String, Body) {
    let mut body = Body::default();
    body.raw("{");
    if let Some(system) = &ask.system {
        body.raw("\"systemInstruction\":{\"parts\":[{\"text\":").value(system).raw("}]},");
    }
    body.raw("\"contents\":[{\"role\":\"user\",\"parts\":[");
    for (place, format) in ask.pictures.iter().enumerate() {
        body.raw("{\"inlineData\":{\"mimeType\":").value(format.mime()).raw(",\"data\":\"").picture(place).raw("\"}},");
    }
    body.raw("{\"text\":").value(&ask.text).raw("}]}],\"generationConfig\":{\"maxOutputTokens\":");
    body.value(sampling.max_tokens);
    if let Some(temperature) = sampling.temperature {
        body.raw(",\"temperature\":").value(temperature);
    }
    body.raw("}}");
    (format!("/models/{}:generateContent", model_in_path(&endpoint.model)), body)
}

fn model_in_path(model: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'/');
    utf8_percent_encode(model.strip_prefix("models/").unwrap_or(model), KEPT).to_string()
}

pub(in super::super) fn read(reply: &Value) -> Option<Reply> {
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
