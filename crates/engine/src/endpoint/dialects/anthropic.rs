//! Anthropic's Messages. Source: Anthropic's API reference.

use serde_json::{Value, json};

use super::super::config::{Endpoint, Sampling};
use super::{Reply, copy, image, set, text, usage};
use crate::answer::{Ask, Finish};
use crate::image::Format;

pub(super) fn write(endpoint: &Endpoint, ask: &Ask, sampling: &Sampling) -> (String, Value) {
    let part = |format: &Format| {
        let source = json!({ "type": "base64", "media_type": format.mime(), "data": image("") });
        json!({ "type": "image", "source": source })
    };
    let mut content: Vec<Value> = ask.pictures.iter().map(part).collect();
    content.push(json!({ "type": "text", "text": ask.text }));
    let mut body = json!({
        "model": endpoint.model,
        "max_tokens": sampling.max_tokens,
        "messages": [{ "role": "user", "content": content }],
        "stream": endpoint.stream,
    });
    set(&mut body, "system", ask.system.as_ref());
    set(&mut body, "temperature", sampling.temperature);
    ("/messages".to_owned(), body)
}

pub(super) fn read(reply: &Value) -> Option<Reply> {
    let blocks = reply.get("content")?.as_array()?;
    let texts = |kind: &str, field: &str| -> String {
        let of_kind = blocks.iter().filter(|block| block["type"].as_str() == Some(kind));
        of_kind.filter_map(|block| block[field].as_str()).collect()
    };
    let said = texts("text", "text");
    let refusal = (reply["stop_reason"].as_str() == Some("refusal")).then(|| said.clone());
    Some(Reply {
        text: said,
        thinking: texts("thinking", "thinking"),
        finish: reply["stop_reason"].as_str().map(Finish::of),
        usage: usage(reply, "/usage/input_tokens", "/usage/output_tokens"),
        model: text(reply, "/model"),
        refusal,
    })
}

pub(super) fn join(reply: &mut Value, event: &Value) -> bool {
    const TOKENS: [&str; 2] = ["input_tokens", "output_tokens"];
    match event["type"].as_str() {
        Some("message_start") => {
            copy(&event["message"], reply, &["model"]);
            copy(&event["message"]["usage"], &mut reply["usage"], &TOKENS);
        }
        Some("content_block_delta") => {
            let delta = &event["delta"];
            let block = match delta["type"].as_str() {
                Some("text_delta") => json!({ "type": "text", "text": delta["text"] }),
                Some("thinking_delta") => json!({ "type": "thinking", "thinking": delta["thinking"] }),
                _ => return false,
            };
            if let Some(blocks) = reply["content"].as_array_mut() {
                blocks.push(block);
            }
        }
        Some("message_delta") => {
            copy(&event["delta"], reply, &["stop_reason"]);
            copy(&event["usage"], &mut reply["usage"], &TOKENS);
            return reply["stop_reason"].is_string();
        }
        _ => {}
    }
    false
}
