//! OpenAI's Responses. Source: OpenAI's API reference.

use serde_json::{Value, json};

use super::super::config::{Endpoint, Sampling};
use super::{Reply, content_text, image_url, set, text, usage};
use crate::answer::{Ask, Finish};

/// The interface refuses a smaller limit.
const FEWEST_TOKENS: u32 = 16;

pub(super) fn write(endpoint: &Endpoint, ask: &Ask, sampling: &Sampling) -> (String, Value) {
    let part = |format: &_| {
        let mut part = json!({ "type": "input_image", "image_url": image_url(*format) });
        set(&mut part, "detail", sampling.detail);
        part
    };
    let mut content: Vec<Value> = ask.pictures.iter().map(part).collect();
    content.push(json!({ "type": "input_text", "text": ask.text }));
    let mut body = json!({
        "model": endpoint.model,
        "input": [{ "role": "user", "content": content }],
        "max_output_tokens": sampling.max_tokens.max(FEWEST_TOKENS),
        // Some servers stream unless told not to.
        "stream": endpoint.stream,
        // Medical images are not to be kept by the provider longer than needed.
        "store": false,
    });
    set(&mut body, "instructions", ask.system.as_ref());
    set(&mut body, "temperature", sampling.temperature);
    ("/responses".to_owned(), body)
}

pub(super) fn read(reply: &Value) -> Option<Reply> {
    let output = reply.get("output")?.as_array()?;
    let finish = text(reply, "/incomplete_details/reason").or_else(|| text(reply, "/status"));
    let mut read = Reply {
        usage: usage(reply, "/usage/input_tokens", "/usage/output_tokens"),
        model: text(reply, "/model"),
        finish: finish.map(|word| Finish::of(&word)),
        ..Reply::default()
    };
    for item in output {
        match item["type"].as_str() {
            Some("message") => {
                read.text.push_str(&content_text(&item["content"], &["output_text"]));
                let mut parts = item["content"].as_array().into_iter().flatten();
                read.refusal = read.refusal.or_else(|| parts.find_map(|part| text(part, "/refusal")));
            }
            Some("reasoning") => read.thinking.push_str(&content_text(&item["summary"], &["summary_text"])),
            _ => {}
        }
    }
    Some(read)
}

/// The last event holds the whole response.
pub(super) fn join(reply: &mut Value, mut event: Value) -> bool {
    let ends = ["response.completed", "response.incomplete", "response.failed"];
    let is_last = event["type"].as_str().is_some_and(|kind| ends.contains(&kind));
    if is_last {
        *reply = event["response"].take();
    }
    is_last
}
