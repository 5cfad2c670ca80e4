//! Replies that come as a stream of events, asked for or not, joined to the reply that they amount to.
//!
//! Some servers stream whatever they are asked for, and some reasoning models can only be streamed. Events are those of
//! the HTML standard (9.2.6, "Interpreting an event stream"); their contents are as the providers' references describe.

use serde_json::Value;

use super::EndpointErrorKind::{NotJson, TruncatedJson};
use super::classify::{Fault, is_error};
use super::config::Dialect;
use super::dialects::Joined;
use super::response::read_json;

/// The last event of a stream of chat completions.
const DONE: &str = "[DONE]";

/// Whether a body is a stream of events; JSON begins with a brace or a bracket.
pub(super) fn is_stream(body: &str) -> bool {
    let starts = ["data:", "event:", "id:", "retry:", ":"];
    starts.iter().any(|start| body.trim_start_matches(['\u{feff}', '\r', '\n']).starts_with(start))
}

/// The reply of a stream; where an event is an error, that event.
pub(super) fn join(dialect: Dialect, body: &str) -> Result<Value, Fault> {
    let mut reply = Joined::new(dialect);
    for data in events(body) {
        if data.trim() == DONE {
            reply.is_complete |= dialect == Dialect::OpenAiChat;
            break;
        }
        let event = read_json(&data).map_err(|error| {
            let kind = if error.is_eof() { TruncatedJson } else { NotJson };
            Fault::new(kind, format!("{error}: {data}"))
        })?;
        if is_error(&event) {
            return Ok(event);
        }
        reply.take(event);
    }
    if reply.is_complete {
        Ok(reply.reply)
    } else {
        Err(Fault::new(TruncatedJson, "the stream of events ends before the answer does".to_owned()))
    }
}

/// The data of each event; the last one needs no blank line after it. Lines end with LF, CRLF or CR.
fn events(body: &str) -> impl Iterator<Item = String> {
    let body = body.strip_prefix('\u{feff}').unwrap_or(body);
    let mut lines = body.lines().flat_map(|line| line.split('\r')).chain([""]);
    std::iter::from_fn(move || {
        let mut data: Option<String> = None;
        loop {
            let line = lines.next()?;
            if line.is_empty() && data.is_some() {
                return data;
            }
            let (field, value) = line.split_once(':').unwrap_or((line, ""));
            if field == "data" {
                let value = value.strip_prefix(' ').unwrap_or(value);
                match &mut data {
                    Some(data) => data.extend(["\n", value]),
                    None => data = Some(value.to_owned()),
                }
            }
        }
    })
}
