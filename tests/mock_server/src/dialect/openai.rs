//! What OpenAI's two dialects share: key, models, errors.
//! Source: `platform.openai.com/docs/api-reference` and its guide to error codes.

use hyper::HeaderMap;
use serde_json::{Value, json};

use super::{check_key, header};
use crate::problem::Problem;
use crate::settings::{Model, Settings};

pub(super) fn admit(headers: &HeaderMap, settings: &Settings) -> Result<(), Problem> {
    check_key(header(headers, "authorization").and_then(|value| value.strip_prefix("Bearer ")), settings)
}

pub(super) fn models(models: &[Model]) -> Value {
    let entry =
        |model: &Model| json!({ "id": model.id, "object": "model", "created": 1_700_000_000, "owned_by": "mock" });
    json!({ "object": "list", "data": models.iter().map(entry).collect::<Vec<_>>() })
}

pub(super) fn problem(problem: &Problem) -> (u16, Value) {
    let (status, message, kind, param, code) = match problem {
        Problem::Bad(message) => (400, message.clone(), "invalid_request_error", None, None),
        Problem::MissingKey => (401, "You didn't provide an API key.".to_owned(), "invalid_request_error", None, None),
        Problem::WrongKey | Problem::UnwantedBrowser => {
            let message = "Incorrect API key provided.".to_owned();
            (401, message, "invalid_request_error", None, Some("invalid_api_key"))
        }
        Problem::UnknownModel(model) => {
            let message = format!("The model `{model}` does not exist or you do not have access to it.");
            (404, message, "invalid_request_error", None, Some("model_not_found"))
        }
        Problem::UnknownPath => (404, "Invalid URL.".to_owned(), "invalid_request_error", None, None),
        Problem::NoVision => {
            let message = "Invalid content type. image_url is only supported by certain models.".to_owned();
            (400, message, "invalid_request_error", Some("messages.[0].content.[0].type"), None)
        }
        Problem::FixedSampling(name) => {
            let message = format!("Unsupported parameter: '{name}' is not supported with this model.");
            (400, message, "invalid_request_error", Some(*name), Some("unsupported_parameter"))
        }
        Problem::TooLarge => (413, "Request entity too large.".to_owned(), "invalid_request_error", None, None),
        Problem::RateLimit(wait) => {
            let hint = wait.map_or(String::new(), |seconds| format!(" Please try again in {}.", duration(seconds)));
            let message = format!("Rate limit reached for requests per min (RPM): Limit 500, Used 500.{hint}");
            (429, message, "requests", None, Some("rate_limit_exceeded"))
        }
        Problem::Quota => {
            let message = "You exceeded your current quota, please check your plan and billing details.".to_owned();
            (429, message, "insufficient_quota", None, Some("insufficient_quota"))
        }
        Problem::Internal => {
            (500, "The server had an error while processing your request.".to_owned(), "server_error", None, None)
        }
        Problem::Unavailable => {
            (503, "The engine is currently overloaded, please try again later.".to_owned(), "server_error", None, None)
        }
        Problem::Overloaded => (529, "The upstream provider is overloaded.".to_owned(), "server_error", None, None),
    };
    (status, json!({ "error": { "message": message, "type": kind, "param": param, "code": code } }))
}

/// As OpenAI writes durations: `120ms`, `10.384s`.
fn duration(seconds: f64) -> String {
    if seconds < 1.0 { format!("{:.0}ms", seconds * 1000.0) } else { format!("{seconds}s") }
}
