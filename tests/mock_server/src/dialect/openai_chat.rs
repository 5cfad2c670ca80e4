//! OpenAI's chat completions. Source: `platform.openai.com/docs/api-reference/chat/create`; thoughts stand in
//! `reasoning_content`, as DeepSeek, vLLM and SGLang document it.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::problem::Problem;
use crate::question::{Answer, Content, Payload, Picture, Question, Says};

#[derive(Deserialize)]
struct Request<'a> {
    model: String,
    #[serde(borrow)]
    messages: Vec<Message<'a>>,
    max_tokens: Option<u64>,
    max_completion_tokens: Option<u64>,
    temperature: Option<f64>,
    #[serde(default)]
    stream: bool,
    #[serde(default)]
    logprobs: bool,
    top_logprobs: Option<u64>,
}

#[derive(Deserialize)]
struct Message<'a> {
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
    image_url: Option<ImageUrl<'a>>,
}

#[derive(Deserialize)]
struct ImageUrl<'a> {
    #[serde(borrow)]
    url: Payload<'a>,
}

pub(super) fn read(body: &[u8]) -> Result<Question, Problem> {
    let request: Request = serde_json::from_slice(body)?;
    if request.stream {
        return Err(Problem::bad("This server does not stream."));
    }
    if request.max_tokens.is_some() && request.max_completion_tokens.is_some() {
        return Err(Problem::bad(
            "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
        ));
    }
    if request.max_tokens.or(request.max_completion_tokens) == Some(0) {
        return Err(Problem::bad("Invalid 'max_tokens': expected a value >= 1."));
    }
    if request.top_logprobs.is_some_and(|most| most > 20 || !request.logprobs) {
        return Err(Problem::bad("Invalid 'top_logprobs': 'logprobs' must be true, and at most 20 can be asked for."));
    }
    let sampling = match (request.max_tokens, request.temperature) {
        (Some(_), _) => Some("max_tokens"),
        (None, Some(_)) => Some("temperature"),
        (None, None) => None,
    };
    let mut question = Question { model: request.model, sampling, logprobs: request.logprobs, ..Question::default() };
    for message in request.messages {
        match message.role.as_str() {
            "user" => add(&mut question, message.content)?,
            "system" | "developer" => {}
            role => return Err(Problem::bad(format!("Invalid role: {role}."))),
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
            ("text", Some(text), None) => question.add_text(&text),
            ("image_url", None, Some(image)) => question.pictures.push(Picture::of_data_url(&image.url.0)?),
            (kind, ..) => return Err(Problem::bad(format!("Invalid content part of the type {kind}."))),
        }
    }
    Ok(())
}

pub(super) fn answer(model: &str, answer: &Answer) -> Value {
    let choice = |content: Option<&str>, refusal: Option<&str>| {
        let mut message = json!({ "role": "assistant", "content": content, "refusal": refusal });
        if let Some(thoughts) = answer.thoughts {
            message["reasoning_content"] = json!(thoughts);
        }
        let logprobs = content.zip(answer.letters.as_ref()).map(|(text, letters)| logprobs(text, letters));
        json!({ "index": 0, "message": message, "logprobs": logprobs, "finish_reason": "stop" })
    };
    let choices = match &answer.says {
        Says::Text(text) => vec![choice(Some(text), None)],
        Says::Refusal => vec![choice(None, Some("I'm sorry, I can't assist with that request."))],
        Says::Nothing => Vec::new(),
    };
    let usage = answer.usage;
    json!({
        "id": "chatcmpl-mock",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": model,
        "choices": choices,
        "usage": {
            "prompt_tokens": usage.input,
            "completion_tokens": usage.output,
            "total_tokens": usage.input + usage.output,
            "completion_tokens_details": { "reasoning_tokens": usage.thoughts },
        },
    })
}

/// The whole text as one token of 60 %; the other letters share 30 %, and a word that is none has the rest.
fn logprobs(text: &str, letters: &[String]) -> Value {
    let others = letters.iter().filter(|letter| *letter != text).map(String::as_str);
    let count = u32::try_from(others.clone().count()).unwrap_or(u32::MAX);
    let shares = others.map(|letter| (letter, 0.3 / f64::from(count))).chain([("The", 0.1)]);
    let token = |(token, share): (&str, f64)| json!({ "token": token, "logprob": share.ln(), "bytes": null });
    let mut chosen = token((text, 0.6));
    let top: Vec<Value> = std::iter::once((text, 0.6)).chain(shares).map(token).collect();
    chosen["top_logprobs"] = json!(top);
    json!({ "content": [chosen], "refusal": null })
}
