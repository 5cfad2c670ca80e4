//! What an error of a server means.
//!
//! Status, type, code and words of the errors decide; `errors.txt` lists them.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::Value;

use super::EndpointErrorKind::{
    self, BadRequest, ContentPolicy, NeedsStream, NoAccess, NoVision, Overloaded, Quota, RateLimited, ServerFailed,
    TooLarge, UnsupportedSetting, WrongAddress, WrongKey, WrongModel,
};
use super::error::SETTINGS;
use crate::answer::Usage;

/// An error before its text is shortened and keys are removed.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) kind: EndpointErrorKind,
    pub(super) detail: String,
    pub(super) usage: Option<Usage>,
}

impl Fault {
    pub(super) fn new(kind: EndpointErrorKind, detail: String) -> Self {
        Self { kind, detail, usage: None }
    }
}

static LISTS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let lists = include_str!("errors.txt").split("\n[").filter_map(|list| list.split_once("]\n"));
    let entries = |list: &'static str| list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    lists.map(|(name, list)| (name, entries(list))).collect()
});

pub(super) fn listed(name: &str) -> &'static [&'static str] {
    LISTS.get(name).map_or(&[], Vec::as_slice)
}

/// A refusal that contains this word is about the temperature.
const TEMPERATURE: &str = "temperature";

/// Whether the JSON of a reply holds an error, possibly together with the beginning of an answer.
pub(super) fn has_error(json: &Value) -> bool {
    ["/error", "/0/error", "/choices/0/error"].iter().any(|pointer| told(json, pointer)) || has_base_error(json)
}

/// MiniMax's status, which accompanies every answer.
fn has_base_error(json: &Value) -> bool {
    json.pointer("/base_resp/status_code").and_then(Value::as_i64).is_some_and(|code| code != 0)
}

/// Whether JSON that is no answer is an error.
pub(super) fn is_error(json: &Value) -> bool {
    let is_named_so = json["object"] == "error" || json["type"] == "error";
    has_error(json) || is_named_so || told(json, "/detail") || (told(json, "/code") && told(json, "/message"))
}

/// Whether a field is not empty; some servers send an empty one with every answer.
fn told(json: &Value, pointer: &str) -> bool {
    json.pointer(pointer).is_some_and(|value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        Value::Bool(true) | Value::Number(_) => true,
    })
}

pub(super) fn json(status: u16, json: &Value, body: &str) -> Fault {
    let candidates = ["/error", "/0/error", "/choices/0/error", "/base_resp"];
    let is_told = |pointer: &str| told(json, pointer) && (pointer != "/base_resp" || has_base_error(json));
    let error = candidates.iter().find_map(|pointer| json.pointer(pointer).filter(|_| is_told(pointer)));
    let error = error.unwrap_or(json);
    let message = message(error, json).unwrap_or_else(|| body.to_owned());
    let codes = codes(error);
    let status = status_in_body(status, &codes);
    let fields = fields(error, json);
    let facts = Facts { status, codes, words: message.to_lowercase(), fields, body: body.to_lowercase() };
    Fault::new(facts.kind(), message)
}

/// The server's sentence. OpenRouter puts the provider's reason into `metadata.raw`, `FastAPI` lists what it refuses
/// with the place of each in the request, and some servers have a kind in `error` and the sentence next to it.
fn message(error: &Value, json: &Value) -> Option<String> {
    let fields = ["message", "detail", "status_msg", "msg"];
    let of = |value: &Value| fields.iter().find_map(|field| value[*field].as_str().map(str::to_owned));
    let with_place = |refused: &Value| {
        let place = refused["loc"].as_array().and_then(|loc| loc.last()?.as_str());
        of(refused).map(|sentence| place.map_or(sentence.clone(), |place| format!("{place}: {sentence}")))
    };
    let listed = || error["detail"].as_array()?.iter().find_map(with_place);
    let sentence = match error.as_str() {
        Some(kind) => Some(of(json).map_or_else(|| kind.to_owned(), |sentence| format!("{kind}: {sentence}"))),
        None => of(error).or_else(listed),
    };
    let raw = error.pointer("/metadata/raw").and_then(Value::as_str).filter(|raw| !raw.trim().is_empty());
    match (sentence, raw) {
        (Some(sentence), Some(raw)) => Some(format!("{sentence}: {raw}")),
        (sentence, raw) => sentence.or_else(|| raw.map(str::to_owned)),
    }
}

/// The names of the fields that an error is about: `param` as OpenAI has it, `loc` as `FastAPI` does, and the lists of
/// others.
fn fields(error: &Value, json: &Value) -> Vec<String> {
    let mut fields = Vec::new();
    for part in [error, json] {
        fields.extend(part["param"].as_str());
        for list in [&part["detail"], &part["errors"]] {
            fields.extend(list.as_object().into_iter().flatten().map(|(name, _)| name.as_str()));
            for item in list.as_array().into_iter().flatten() {
                fields.extend(["field", "param"].iter().filter_map(|name| item[name].as_str()));
                let places = ["loc", "path"].iter().filter_map(|name| item[name].as_array()).flatten();
                fields.extend(places.filter_map(Value::as_str));
            }
        }
    }
    fields.into_iter().map(str::to_lowercase).collect()
}

/// The effective status: gateways send the error of the server behind them with status 200 and its status as a code.
fn status_in_body(status: u16, codes: &[String]) -> u16 {
    if !(200..300).contains(&status) {
        return status;
    }
    let error = |code: &String| code.parse().ok().filter(|code| (400..600).contains(code));
    codes.iter().find_map(error).unwrap_or(status)
}

pub(super) fn plain(status: u16, body: &str) -> Fault {
    let facts =
        Facts { status, codes: Vec::new(), words: body.to_lowercase(), fields: Vec::new(), body: String::new() };
    // A page of a gateway says "not found" of the path, never of the model.
    let kind = if status == 404 { WrongAddress } else { facts.kind() };
    Fault::new(kind, body.to_owned())
}

/// Types and codes of an error, numbers as text, in lower case.
fn codes(error: &Value) -> Vec<String> {
    let places = [
        "/type",
        "/code",
        "/status",
        "/status_code",
        "/details/error_code",
        "/innererror/code",
        "/provider_specific_fields/innererror/code",
    ];
    let code = |value: &Value| match value {
        Value::String(text) => Some(text.to_lowercase()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    places.iter().filter_map(|place| error.pointer(place).and_then(code)).collect()
}

struct Facts {
    status: u16,
    codes: Vec<String>,
    words: String,
    /// Names of the fields that it is about.
    fields: Vec<String>,
    /// All of the reply, details included.
    body: String,
}

impl Facts {
    fn has_code(&self, codes: &[&str]) -> bool {
        self.codes.iter().any(|code| codes.contains(&code.as_str()))
    }

    fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.words.contains(word))
    }

    /// Codes and words that are certain take precedence over the status.
    fn kind(&self) -> EndpointErrorKind {
        if self.has_code(&["resource_exhausted"]) {
            return self.gemini_quota();
        }
        // DashScope says so of a limit of tokens a minute, with the code of a used-up quota.
        if self.status == 429 && self.says(&["allocated quota exceeded"]) {
            return RateLimited;
        }
        if self.has_code(listed("quota codes")) || self.status == 402 || self.says(listed("quota words")) {
            return Quota;
        }
        if self.has_code(listed("policy codes")) {
            return ContentPolicy;
        }
        if self.says(listed("vision words")) {
            return NoVision;
        }
        // Anthropic, where the organisation forbids calls from browsers.
        if self.says(&["cors requests are not allowed"]) {
            return NoAccess;
        }
        if self.status == 401 || self.says(listed("key words")) || self.has_code(listed("key codes")) {
            return WrongKey;
        }
        self.by_status()
    }

    fn by_status(&self) -> EndpointErrorKind {
        if self.has_code(&["overloaded_error", "unavailable"]) {
            return Overloaded;
        }
        match self.status {
            403 => NoAccess,
            413 => TooLarge,
            429 => RateLimited,
            503 | 529 => Overloaded,
            408 | 409 | 425 | 500..=599 => ServerFailed,
            200..=299 => {
                if self.has_code(&["1002"]) {
                    RateLimited
                } else {
                    ServerFailed
                }
            }
            404 | 405 if !self.is_about_model() => WrongAddress,
            _ if self.is_about_model() => WrongModel,
            _ if self.has_code(listed("size codes")) || self.says(listed("size words")) => TooLarge,
            _ if self.says(listed("stream words")) => NeedsStream,
            _ if self.says(&[TEMPERATURE]) || self.fields.iter().any(|field| field.contains(TEMPERATURE)) => {
                UnsupportedSetting
            }
            _ if self.says(&SETTINGS) && self.says(listed("setting words")) => UnsupportedSetting,
            _ => BadRequest,
        }
    }

    fn is_about_model(&self) -> bool {
        let named = self.words.contains("model") || self.words.contains("deployment");
        self.has_code(listed("model codes"))
            || named && (self.has_code(&["not_found_error"]) || self.says(listed("model words")))
    }

    /// Gemini uses one code for limits per minute, which pass, and for those per day or of money, which last.
    fn gemini_quota(&self) -> EndpointErrorKind {
        let lasts = self.body.contains("perday") || self.words.contains("limit: 0") || self.words.contains("prepay");
        if lasts { Quota } else { RateLimited }
    }
}
