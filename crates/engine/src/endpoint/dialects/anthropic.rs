//! Anthropic's Messages. Source: Anthropic's API reference.

use serde_json::Value;

use super::super::request::Body;
use super::super::{Ask, Endpoint, Finish, Sampling};
use super::{Reply, text, usage};

pub(in super::super) fn write(endpoint: &Endpoint, ask: &Ask, sampling: &Sampling) -> (String, Body) {
    let mut body = Body::default();
    body.raw("{\"model\":").value(&endpoint.model).raw(",\"max_tokens\":").value(sampling.max_tokens);
    if let Some(system) = &ask.system {
        body.raw(",\"system\":").value(system);
    }
    if let Some(temperature) = sampling.temperature {
        body.raw(",\"temperature\":").value(temperature);
    }
    body.raw(",\"messages\":[{\"role\":\"user\",\"content\":[");
    for (place, format) in ask.pictures.iter().enumerate() {
        body.raw("{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":").value(format.mime());
        body.raw(",\"data\":\"").picture(place).raw("\"}},");
    }
    body.raw("{\"type\":\"text\",\"text\":").value(&ask.text).raw("}]}],\"stream\":").value(endpoint.stream).raw("}");
    ("/messages".to_owned(), body)
}

pub(in super::super) fn read(reply: &Value) -> Option<Reply> {
    let blocks = reply.get("content")?.as_array()?;
    let texts = |kind: &str, field: &str| -> String {
        let of_kind = blocks.iter().filter(|block| block["type"].as_str() == Some(kind));
        of_kind.filter_map(|block| block[field].as_str()).collect()
    };
    let finish = reply["stop_reason"].as_str().map(Finish::of);
    let said = texts("text", "text");
    let refusal = (reply["stop_reason"].as_str() == Some("refusal")).then(|| said.clone());
    Some(Reply {
        text: said,
        thinking: texts("thinking", "thinking"),
        finish,
        usage: usage(reply, "/usage/input_tokens", "/usage/output_tokens"),
        model: text(reply, "/model"),
        refusal,
    })
}
