//! Chat completions. Source: OpenAI's API reference; fields for thinking as DeepSeek, vLLM, OpenRouter and Mistral have them.

use serde_json::{Value, json};

use super::super::config::{Endpoint, Sampling};
use super::{Reply, content_text, copy, image_url, set, text, usage};
use crate::answer::{Ask, Finish};

/// The most that servers accept.
const TOP_LOGPROBS: u32 = 20;

pub(super) fn write(endpoint: &Endpoint, ask: &Ask, sampling: &Sampling) -> (String, Value) {
    let part = |format: &_| {
        let mut url = json!({ "url": image_url(*format) });
        set(&mut url, "detail", sampling.detail);
        json!({ "type": "image_url", "image_url": url })
    };
    let mut content: Vec<Value> = ask.pictures.iter().map(part).collect();
    content.push(json!({ "type": "text", "text": ask.text }));
    let system = ask.system.iter().map(|system| json!({ "role": "system", "content": system }));
    let messages: Vec<Value> = system.chain([json!({ "role": "user", "content": content })]).collect();
    let mut body = json!({
        "model": endpoint.model,
        "messages": messages,
        // Some servers stream unless told not to.
        "stream": endpoint.stream,
    });
    body[endpoint.token_limit_name.name()] = json!(sampling.max_tokens);
    set(&mut body, "temperature", sampling.temperature);
    if sampling.logprobs {
        body["logprobs"] = json!(true);
        body["top_logprobs"] = json!(TOP_LOGPROBS);
    }
    set(&mut body, "stream_options", endpoint.stream.then(|| json!({ "include_usage": true })));
    ("/chat/completions".to_owned(), body)
}

pub(super) fn read(reply: &Value) -> Option<Reply> {
    let choices = reply.get("choices")?.as_array()?;
    let mut read = Reply {
        usage: usage(reply, "/usage/prompt_tokens", "/usage/completion_tokens"),
        model: text(reply, "/model"),
        ..Reply::default()
    };
    let Some(choice) = choices.first() else { return Some(read) };
    let message = choice.get("message")?;
    read.text = content_text(&message["content"], &["text", "output_text"]);
    let field = text(message, "/reasoning_content").or_else(|| text(message, "/reasoning"));
    read.thinking = field.unwrap_or_else(|| thoughts_in(&message["content"]));
    read.refusal = text(message, "/refusal").filter(|refusal| !refusal.is_empty());
    read.finish = choice["finish_reason"].as_str().map(Finish::of);
    Some(read)
}

/// The tokens of the answer with their log-probabilities.
pub(super) fn tokens(reply: &Value) -> &[Value] {
    reply.pointer("/choices/0/logprobs/content").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Mistral's thoughts: parts of the content, each with a list of texts.
fn thoughts_in(content: &Value) -> String {
    let parts = content.as_array().into_iter().flatten();
    parts.map(|part| content_text(&part["thinking"], &["text"])).collect()
}

/// `chat.completion.chunk`: a piece of each field in `delta`; some servers send one whole `message`.
pub(super) fn join(reply: &mut Value, event: &Value) -> bool {
    copy(event, reply, &["model", "usage", "base_resp"]);
    // The chunk with the usage has no choice, and further choices are not asked for.
    let Some(choice) = event.pointer("/choices/0") else { return false };
    let whole = choice.get("message").filter(|message| message.is_object());
    let pieces = whole.unwrap_or(&choice["delta"]);
    let to = &mut reply["choices"][0];
    for field in ["content", "reasoning_content", "reasoning", "refusal"] {
        append(&mut to["message"][field], &pieces[field]);
    }
    if let Some(tokens) = choice["logprobs"]["content"].as_array() {
        let joined = &mut to["logprobs"]["content"];
        match joined {
            Value::Array(joined) => joined.extend(tokens.iter().cloned()),
            other => *other = json!(tokens),
        }
    }
    copy(choice, to, &["finish_reason"]);
    to["finish_reason"].is_string()
}

/// Appends a piece of text, or the texts of typed parts.
fn append(to: &mut Value, piece: &Value) {
    let piece = match piece {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().filter_map(|part| part["text"].as_str()).collect(),
        _ => return,
    };
    match to {
        Value::String(text) => text.push_str(&piece),
        other => *other = Value::String(piece),
    }
}
