//! OpenAI's Responses. Source: OpenAI's API reference.

use serde_json::Value;

use super::super::request::Body;
use super::super::{Ask, Endpoint, Finish, Sampling};
use super::{Reply, content_text, text, usage};

/// The interface refuses a smaller limit.
const FEWEST_TOKENS: u32 = 16;

pub(in super::super) fn write(endpoint: &Endpoint, ask: &Ask, sampling: &Sampling) -> (String, Body) {
    let mut body = Body::default();
    body.raw("{\"model\":").value(&endpoint.model);
    if let Some(system) = &ask.system {
        body.raw(",\"instructions\":").value(system);
    }
    body.raw(",\"input\":[{\"role\":\"user\",\"content\":[");
    for (place, format) in ask.pictures.iter().enumerate() {
        body.raw("{\"type\":\"input_image\",\"image_url\":\"data:").raw(format.mime()).raw(";base64,").picture(place);
        body.raw("\"");
        if let Some(detail) = sampling.detail {
            body.raw(",\"detail\":").value(detail.name());
        }
        body.raw("},");
    }
    body.raw("{\"type\":\"input_text\",\"text\":").value(&ask.text).raw("}]}]");
    body.raw(",\"max_output_tokens\":").value(sampling.max_tokens.max(FEWEST_TOKENS));
    if let Some(temperature) = sampling.temperature {
        body.raw(",\"temperature\":").value(temperature);
    }
    // Some servers stream unless told not to. Medical images are not to be kept by the provider longer than needed.
    body.raw(",\"stream\":").value(endpoint.stream).raw(",\"store\":false}");
    ("/responses".to_owned(), body)
}

pub(in super::super) fn read(reply: &Value) -> Option<Reply> {
    let output = reply.get("output")?.as_array()?;
    let mut read = Reply {
        usage: usage(reply, "/usage/input_tokens", "/usage/output_tokens"),
        model: text(reply, "/model"),
        finish: text(reply, "/incomplete_details/reason")
            .or_else(|| text(reply, "/status"))
            .map(|word| Finish::of(&word)),
        ..Reply::default()
    };
    for item in output {
        match item["type"].as_str() {
            Some("message") => {
                read.text.push_str(&content_text(&item["content"], &["output_text"]));
                let parts = item["content"].as_array().into_iter().flatten();
                read.refusal = read.refusal.or_else(|| parts.into_iter().find_map(|part| text(part, "/refusal")));
            }
            Some("reasoning") => read.thinking.push_str(&content_text(&item["summary"], &["summary_text"])),
            _ => {}
        }
    }
    Some(read)
}
