//! OpenAI's Responses. Source: `platform.openai.com/docs/api-reference/responses/create`.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::problem::Problem;
use crate::question::{Answer, Content, Payload, Picture, Question, Says};

const LEAST_OUTPUT_TOKENS: u64 = 16;

#[derive(Deserialize)]
struct Request<'a> {
    model: String,
    #[serde(borrow)]
    input: Content<Item<'a>>,
    max_output_tokens: Option<u64>,
    temperature: Option<f64>,
    #[serde(default)]
    stream: bool,
}

#[derive(Deserialize)]
struct Item<'a> {
    role: String,
    #[serde(borrow)]
    content: Content<Part<'a>>,
}

#[derive(Deserialize)]
struct Part<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    text: Option<String>,
    #[serde(borrow)]
    image_url: Option<Payload<'a>>,
}

pub(super) fn read(body: &[u8]) -> Result<Question, Problem> {
    let request: Request = serde_json::from_slice(body)?;
    if request.stream {
        return Err(Problem::bad("This server does not stream."));
    }
    if request.max_output_tokens.is_some_and(|tokens| tokens < LEAST_OUTPUT_TOKENS) {
        return Err(Problem::bad("Invalid 'max_output_tokens': expected a value >= 16."));
    }
    let sampling = request.temperature.map(|_| "temperature");
    let mut question = Question { model: request.model, sampling, ..Question::default() };
    match request.input {
        Content::Text(text) => question.add_text(&text),
        Content::Parts(items) => {
            for item in items.into_iter().filter(|item| item.role == "user") {
                add(&mut question, item.content)?;
            }
        }
    }
    Ok(question)
}

fn add(question: &mut Question, content: Content<Part>) -> Result<(), Problem> {
    let parts = match content {
        Content::Text(text) => {
            question.add_text(&text);
            return Ok(());
        }
        Content::Parts(parts) => parts,
    };
    for part in parts {
        match (part.kind.as_ref(), part.text, part.image_url) {
            ("input_text", Some(text), None) => question.add_text(&text),
            ("input_image", None, Some(url)) => question.pictures.push(Picture::of_data_url(&url.0)?),
            (kind, ..) => return Err(Problem::bad(format!("Invalid value: '{kind}'."))),
        }
    }
    Ok(())
}

pub(super) fn answer(model: &str, answer: &Answer) -> Value {
    let message = |content: Value| json!({ "type": "message", "id": "msg_mock", "status": "completed", "role": "assistant", "content": [content] });
    let mut output = Vec::new();
    if let Some(thoughts) = answer.thoughts {
        let summary = json!([{ "type": "summary_text", "text": thoughts }]);
        output.push(json!({ "type": "reasoning", "id": "rs_mock", "summary": summary }));
    }
    match &answer.says {
        Says::Text(text) => output.push(message(json!({ "type": "output_text", "text": text, "annotations": [] }))),
        Says::Refusal => {
            let refusal = "I'm sorry, I can't assist with that request.";
            output.push(message(json!({ "type": "refusal", "refusal": refusal })));
        }
        Says::Nothing => {}
    }
    let usage = answer.usage;
    json!({
        "id": "resp_mock",
        "object": "response",
        "created_at": 1_700_000_000,
        "status": "completed",
        "error": null,
        "incomplete_details": null,
        "model": model,
        "output": output,
        "usage": {
            "input_tokens": usage.input,
            "input_tokens_details": { "cached_tokens": 0 },
            "output_tokens": usage.output,
            "output_tokens_details": { "reasoning_tokens": usage.thoughts },
            "total_tokens": usage.input + usage.output,
        },
    })
}
