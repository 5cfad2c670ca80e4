//! Anthropic's Messages. Source: `docs.anthropic.com/en/api/messages` and `/en/api/errors`; what it wants of a page,
//! from its TypeScript SDK's `dangerouslyAllowBrowser`.

use std::borrow::Cow;

use hyper::HeaderMap;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{check_key, header};
use crate::cors::BROWSER_HEADER;
use crate::problem::Problem;
use crate::question::{Answer, Content, Payload, Picture, Question, Says};
use crate::settings::{Model, Settings};

const MOST_BASE64_OF_A_PICTURE: usize = 5 << 20;

#[derive(Deserialize)]
struct Request<'a> {
    model: String,
    max_tokens: u64,
    #[serde(borrow)]
    messages: Vec<Message<'a>>,
    temperature: Option<f64>,
    #[serde(default)]
    stream: bool,
}

#[derive(Deserialize)]
struct Message<'a> {
    role: String,
    #[serde(borrow)]
    content: Content<Block<'a>>,
}

#[derive(Deserialize)]
struct Block<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    text: Option<String>,
    #[serde(borrow)]
    source: Option<Source<'a>>,
}

#[derive(Deserialize)]
struct Source<'a> {
    #[serde(rename = "type")]
    kind: String,
    media_type: String,
    #[serde(borrow)]
    data: Payload<'a>,
}

pub(super) fn admit(headers: &HeaderMap, settings: &Settings) -> Result<(), Problem> {
    if headers.contains_key("origin") && header(headers, BROWSER_HEADER) != Some("true") {
        return Err(Problem::UnwantedBrowser);
    }
    check_key(header(headers, "x-api-key"), settings)?;
    if header(headers, "anthropic-version").is_none() {
        return Err(Problem::bad("anthropic-version: header is required"));
    }
    Ok(())
}

pub(super) fn read(body: &[u8]) -> Result<Question, Problem> {
    let request: Request = serde_json::from_slice(body)?;
    if request.stream {
        return Err(Problem::bad("This server does not stream."));
    }
    if request.max_tokens == 0 {
        return Err(Problem::bad("max_tokens: Input should be greater than or equal to 1"));
    }
    let sampling = request.temperature.map(|_| "temperature");
    let mut question = Question { model: request.model, sampling, ..Question::default() };
    for message in request.messages {
        if message.role != "user" {
            return Err(Problem::bad("messages: Unexpected role; the system prompt is a parameter of its own"));
        }
        match message.content {
            Content::Text(text) => question.add_text(&text),
            Content::Parts(blocks) => blocks.into_iter().try_for_each(|block| add(&mut question, block))?,
        }
    }
    Ok(question)
}

fn add(question: &mut Question, block: Block) -> Result<(), Problem> {
    match (block.kind.as_ref(), block.text, block.source) {
        ("text", Some(text), None) => question.add_text(&text),
        ("image", None, Some(source)) if source.kind == "base64" => {
            if source.data.0.len() > MOST_BASE64_OF_A_PICTURE {
                return Err(Problem::bad("messages.0.content.0.image.source.base64: image exceeds 5 MB maximum"));
            }
            question.pictures.push(Picture::of_base64(&source.media_type, &source.data.0)?);
        }
        (kind, ..) => return Err(Problem::bad(format!("messages: Unexpected block of the type {kind}"))),
    }
    Ok(())
}

pub(super) fn answer(model: &str, answer: &Answer) -> Value {
    let mut content = Vec::new();
    if let Some(thoughts) = answer.thoughts {
        content.push(json!({ "type": "thinking", "thinking": thoughts, "signature": "bW9jaw==" }));
    }
    if let Says::Text(text) = &answer.says {
        content.push(json!({ "type": "text", "text": text }));
    }
    let stop_reason = if matches!(answer.says, Says::Refusal) { "refusal" } else { "end_turn" };
    json!({
        "id": "msg_mock",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": content,
        "stop_reason": stop_reason,
        "stop_sequence": null,
        "usage": { "input_tokens": answer.usage.input, "output_tokens": answer.usage.output },
    })
}

pub(super) fn models(models: &[Model]) -> Value {
    let entry = |model: &Model| json!({ "type": "model", "id": model.id, "display_name": model.id, "created_at": "2026-01-01T00:00:00Z" });
    json!({ "data": models.iter().map(entry).collect::<Vec<_>>(), "has_more": false })
}

pub(super) fn problem(problem: &Problem) -> (u16, Value) {
    let (status, kind, message) = match problem {
        Problem::Bad(message) => (400, "invalid_request_error", message.clone()),
        Problem::MissingKey => (401, "authentication_error", "x-api-key header is required".to_owned()),
        Problem::WrongKey => (401, "authentication_error", "invalid x-api-key".to_owned()),
        Problem::UnwantedBrowser => {
            (401, "authentication_error", format!("CORS requests must set '{BROWSER_HEADER}' header"))
        }
        Problem::UnknownModel(model) => (404, "not_found_error", format!("model: {model}")),
        Problem::UnknownPath => (404, "not_found_error", "Not found".to_owned()),
        Problem::NoVision => (400, "invalid_request_error", "This model does not support image input.".to_owned()),
        Problem::FixedSampling(name) => {
            (400, "invalid_request_error", format!("`{name}` may not be set on this model."))
        }
        Problem::TooLarge => (413, "request_too_large", "Request exceeds the maximum size".to_owned()),
        Problem::RateLimit(wait) => {
            let hint = wait.map_or(String::new(), |seconds| format!(" Please try again in {seconds}s."));
            (429, "rate_limit_error", format!("This request would exceed your organization's rate limit.{hint}"))
        }
        Problem::Quota => {
            (400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API.".to_owned())
        }
        Problem::Internal => (500, "api_error", "Internal server error".to_owned()),
        Problem::Unavailable => (503, "api_error", "Service unavailable".to_owned()),
        Problem::Overloaded => (529, "overloaded_error", "Overloaded".to_owned()),
    };
    (status, json!({ "type": "error", "error": { "type": kind, "message": message }, "request_id": "req_mock" }))
}
