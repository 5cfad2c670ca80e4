//! Chat completions. Source: OpenAI's API reference; fields for thinking as DeepSeek, vLLM, OpenRouter and Mistral have them.

use serde_json::Value;

use super::super::request::Body;
use super::super::{Ask, Endpoint, Finish, Sampling};
use super::{Reply, content_text, text, usage};

pub(in super::super) fn write(endpoint: &Endpoint, ask: &Ask, sampling: &Sampling) -> (String, Body) {
    let mut body = Body::default();
    body.raw("{\"model\":").value(&endpoint.model).raw(",\"messages\":[");
    if let Some(system) = &ask.system {
        body.raw("{\"role\":\"system\",\"content\":").value(system).raw("},");
    }
    body.raw("{\"role\":\"user\",\"content\":[");
    for (place, format) in ask.pictures.iter().enumerate() {
        body.raw("{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:")
            .raw(format.mime())
            .raw(";base64,")
            .picture(place);
        body.raw("\"");
        if let Some(detail) = sampling.detail {
            body.raw(",\"detail\":").value(detail.name());
        }
        body.raw("}},");
    }
    body.raw("{\"type\":\"text\",\"text\":").value(&ask.text).raw("}]}],");
    body.value(endpoint.token_limit_name.name()).raw(":").value(sampling.max_tokens);
    if let Some(temperature) = sampling.temperature {
        body.raw(",\"temperature\":").value(temperature);
    }
    // Some servers stream unless told not to.
    body.raw(",\"stream\":").value(endpoint.stream);
    if endpoint.stream {
        body.raw(",\"stream_options\":{\"include_usage\":true}");
    }
    body.raw("}");
    ("/chat/completions".to_owned(), body)
}

pub(in super::super) fn read(reply: &Value) -> Option<Reply> {
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

/// Mistral's thoughts: parts of the content, each with a list of texts.
fn thoughts_in(content: &Value) -> String {
    let parts = content.as_array().into_iter().flatten();
    parts.map(|part| content_text(&part["thinking"], &["text"])).collect()
}
