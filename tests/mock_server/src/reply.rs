//! Responses, whole and broken.

use std::convert::Infallible;
use std::io;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http_body_util::channel::{Channel, Sender};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
use hyper::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use hyper::{HeaderMap, Response, StatusCode};
use serde_json::Value;

use crate::fault::Fault;
use crate::settings::Settings;

pub(crate) type Body = UnsyncBoxBody<Bytes, io::Error>;

const PIECES_OF_A_SLOW_BODY: usize = 10;
const PAGE: &str = "<!doctype html><title>Bad gateway</title><h1>Something went wrong</h1>\n";

pub(crate) fn empty(status: StatusCode, headers: HeaderMap) -> Response<Body> {
    with_body(status, headers, full(Bytes::new()))
}

pub(crate) fn json(status: StatusCode, headers: HeaderMap, value: &Value) -> Response<Body> {
    labelled(status, headers, "application/json", value.to_string())
}

/// Both forms of the header know whole seconds only.
fn retry_after(fault: Fault, settings: &Settings) -> Option<HeaderValue> {
    let wait = Duration::from_secs_f64(settings.retry_after_seconds.max(0.0).ceil());
    let text = match fault {
        Fault::RateLimitSeconds => wait.as_secs().to_string(),
        Fault::RateLimitDate => httpdate::fmt_http_date(SystemTime::now() + wait),
        _ => return None,
    };
    HeaderValue::from_str(&text).ok()
}

pub(crate) fn insert_retry_after(headers: &mut HeaderMap, fault: Fault, settings: &Settings) {
    if let Some(value) = retry_after(fault, settings) {
        headers.insert(RETRY_AFTER, value);
    }
}

/// The answer in the way of a fault that befalls answers on their way.
pub(crate) fn faulty(fault: Option<Fault>, headers: HeaderMap, answer: &Value, settings: &Settings) -> Response<Body> {
    let text = answer.to_string();
    match fault {
        Some(Fault::SlowBody) => pieces(headers, text, Duration::from_millis(settings.slow_body_ms)),
        Some(Fault::DropMidBody) => broken_off(headers, &text),
        Some(Fault::TruncatedJson) => labelled(StatusCode::OK, headers, "application/json", half(&text)),
        Some(Fault::Html) => labelled(StatusCode::OK, headers, "text/html; charset=utf-8", PAGE),
        Some(Fault::NoCors) => labelled(StatusCode::OK, HeaderMap::new(), "application/json", text),
        Some(Fault::WrongContentType) => labelled(StatusCode::OK, headers, "text/plain; charset=utf-8", text),
        Some(Fault::DuplicateBody) => {
            labelled(StatusCode::OK, headers, "application/json", format!("{text}\n{text}\n"))
        }
        _ => labelled(StatusCode::OK, headers, "application/json", text),
    }
}

fn pieces(mut headers: HeaderMap, text: String, time: Duration) -> Response<Body> {
    let (mut sender, body) = Channel::<Bytes, io::Error>::new(1);
    let pause = time / u32::try_from(PIECES_OF_A_SLOW_BODY).unwrap_or(1);
    tokio::spawn(async move {
        let bytes = Bytes::from(text);
        for piece in bytes.chunks(bytes.len().div_ceil(PIECES_OF_A_SLOW_BODY).max(1)) {
            tokio::time::sleep(pause).await;
            if sender.send_data(bytes.slice_ref(piece)).await.is_err() {
                return;
            }
        }
    });
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    with_body(StatusCode::OK, headers, body.boxed_unsync())
}

fn broken_off(mut headers: HeaderMap, text: &str) -> Response<Body> {
    let (mut sender, body): (Sender<Bytes, io::Error>, _) = Channel::new(1);
    let start = half(text);
    tokio::spawn(async move {
        if sender.send_data(start).await.is_ok() {
            sender.abort(io::ErrorKind::ConnectionAborted.into());
        }
    });
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    with_body(StatusCode::OK, headers, body.boxed_unsync())
}

fn half(text: &str) -> Bytes {
    Bytes::copy_from_slice(&text.as_bytes()[..text.len() / 2])
}

fn labelled(
    status: StatusCode,
    mut headers: HeaderMap,
    content_type: &'static str,
    body: impl Into<Bytes>,
) -> Response<Body> {
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    with_body(status, headers, full(body.into()))
}

fn full(bytes: Bytes) -> Body {
    Full::new(bytes).map_err(|never: Infallible| match never {}).boxed_unsync()
}

pub(crate) fn with_body(status: StatusCode, headers: HeaderMap, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
