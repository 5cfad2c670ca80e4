//! Replies read: an answer, or what is wrong and how long to wait.

use std::borrow::Cow;
use std::time::{Duration, UNIX_EPOCH};

use serde_json::Value;

use super::classify::{self, Fault, listed};
use super::dialects::{self, Reply};
use super::error::shorten;
use super::{Address, Dialect, Endpoint, EndpointError, EndpointErrorKind, Secret, stream};
use crate::answer::{Answer, Finish, split_thinking};
use crate::pause::{NoPause, block_on};
use crate::surrogates::without_lone_surrogates;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HttpResponse {
    pub status: u16,
    /// Name and value of each header that the browser exposes.
    pub headers: Vec<(String, String)>,
    /// The body; read no more of it than [`HttpResponse::longest`] says.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// Answers have a few kilobytes.
    const LONGEST: usize = 8 << 20;

    /// Each token of a stream comes in some 300 bytes, and models think for up to 128,000 tokens.
    const LONGEST_STREAM: usize = 64 << 20;

    /// Greatest size of a body that begins so, in bytes. One that reaches it is no answer.
    pub fn longest(start: &[u8]) -> usize {
        let start = String::from_utf8_lossy(&start[..start.len().min(20)]);
        if stream::is_stream(&start) { Self::LONGEST_STREAM } else { Self::LONGEST }
    }

    /// The value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// Reads a reply of an endpoint. `now` is the time in milliseconds since 1970, against which a date in `Retry-After`
/// counts; the key is taken to keep it out of answers and errors, should the server repeat it.
///
/// # Errors
/// [`EndpointError`], whose kind says whether another try makes sense.
pub fn parse(endpoint: &Endpoint, response: &HttpResponse, key: &Secret, now: u64) -> Result<Answer, EndpointError> {
    let body = key.redact(&String::from_utf8_lossy(&response.body));
    let fault = match read(endpoint.dialect, response, &body) {
        Ok(answer) => return Ok(without_key(answer, key)),
        Err(fault) => fault,
    };
    let passes = fault.kind == EndpointErrorKind::Quota && is_limit_a_minute(endpoint, response, &body);
    let kind = if passes { EndpointErrorKind::RateLimited } else { fault.kind };
    let detail = key.redact_error(&shorten(&key.redact(&fault.detail)));
    // Gateways send some errors of the server behind them with status 200.
    let may_ask_to_wait =
        response.status >= 400 || matches!(kind, EndpointErrorKind::RateLimited | EndpointErrorKind::Overloaded);
    let retry_after = may_ask_to_wait.then(|| retry_after(response, &body, now)).flatten();
    Err(EndpointError { kind, status: Some(response.status), detail, retry_after, usage: fault.usage })
}

/// The ends of the hosts of `DashScope` and `ModelScope`.
const LIMIT_A_MINUTE_HOSTS: [&str; 2] = [".aliyuncs.com", ".modelscope.cn"];

/// Whether what reads as a used-up quota is a limit of tokens a minute, which these providers report in OpenAI's words and
/// with its code.
fn is_limit_a_minute(endpoint: &Endpoint, response: &HttpResponse, body: &str) -> bool {
    let is_theirs = |address: Address| LIMIT_A_MINUTE_HOSTS.iter().any(|end| address.host.ends_with(end));
    let has_code = response.status == 429 && body.contains("insufficient_quota");
    has_code && Address::read(&endpoint.base_url).is_ok_and(is_theirs)
}

/// Characters that are kept of a server's own word for why an answer ended.
const FINISH_CHARACTERS: usize = 60;

/// JSON can write a key in ways that only show once it is read.
fn without_key(answer: Answer, key: &Secret) -> Answer {
    let redact = |text: String| key.redact(&text);
    let finish = match answer.finish {
        Finish::Other(word) => Finish::Other(redact(word).chars().take(FINISH_CHARACTERS).collect()),
        known => known,
    };
    Answer {
        finish,
        text: redact(answer.text),
        thinking: answer.thinking.map(redact),
        model: answer.model.map(redact),
        ..answer
    }
}

fn read(dialect: Dialect, response: &HttpResponse, body: &str) -> Result<Answer, Fault> {
    let is_ok = (200..300).contains(&response.status);
    let longest = HttpResponse::longest(&response.body);
    if is_ok && response.body.len() >= longest {
        return Err(Fault::new(EndpointErrorKind::ReplyTooLarge, format!("{} MiB and more", longest >> 20)));
    }
    let json: Value = match first_json(body) {
        Ok(json) => json,
        Err(_) if stream::is_stream(body) => match stream::join(dialect, body) {
            Ok(json) => json,
            Err(fault) if is_ok => return Err(fault),
            Err(_) => return Err(classify::plain(response.status, body)),
        },
        Err(_) if !is_ok => return Err(classify::plain(response.status, body)),
        Err(error) if error.is_eof() && !body.trim().is_empty() && !looks_like_html(body) => {
            return Err(Fault::new(EndpointErrorKind::TruncatedJson, error.to_string()));
        }
        Err(_) => {
            let kind = response.header("content-type").unwrap_or("no content type");
            return Err(Fault::new(EndpointErrorKind::NotJson, format!("{kind}: {body}")));
        }
    };
    if !is_ok {
        return Err(classify::json(response.status, &json, body));
    }
    match dialects::read(dialect, &json) {
        // Some servers report errors with status 200.
        None if classify::is_error(&json) => Err(classify::json(response.status, &json, body)),
        None => Err(Fault::new(EndpointErrorKind::UnknownShape, body.to_owned())),
        // What came before the error is no answer.
        Some(_) if classify::has_error(&json) => Err(classify::json(response.status, &json, body)),
        Some(reply) => {
            let usage = reply.usage;
            answer(reply, &json, response.status, body).map_err(|fault| Fault { usage, ..fault })
        }
    }
}

/// The JSON of a body; some servers append the mark that ends a stream although nobody has asked for one.
pub(super) fn first_json(body: &str) -> serde_json::Result<Value> {
    let without_end = body.trim_end().strip_suffix("[DONE]").and_then(|body| body.trim_end().strip_suffix("data:"));
    read_json(without_end.unwrap_or(body))
}

/// Reads JSON; a half of a surrogate pair becomes U+FFFD.
pub(super) fn read_json(json: &str) -> serde_json::Result<Value> {
    serde_json::from_str(json).or_else(|error| match block_on(without_lone_surrogates(json, &NoPause)) {
        Cow::Owned(replaced) => serde_json::from_str(&replaced),
        Cow::Borrowed(_) => Err(error),
    })
}

fn answer(reply: Reply, json: &Value, status: u16, body: &str) -> Result<Answer, Fault> {
    if let Some(refusal) = reply.refusal {
        return Err(Fault::new(EndpointErrorKind::ContentPolicy, refusal));
    }
    let (thoughts, text) = split_thinking(&reply.text);
    let text = text.trim();
    let finish = reply.finish.unwrap_or(Finish::Other(String::new()));
    if finish == Finish::Filter {
        return Err(Fault::new(EndpointErrorKind::ContentPolicy, text.to_owned()));
    }
    if let Finish::Other(word) = &finish
        && listed("broken off").contains(&word.to_lowercase().as_str())
    {
        return Err(Fault::new(EndpointErrorKind::ServerFailed, format!("{word}: {text}")));
    }
    let thinking =
        [reply.thinking.trim(), thoughts.unwrap_or_default()].into_iter().find(|thoughts| !thoughts.is_empty());
    if text.is_empty() {
        return Err(match (finish, thinking) {
            (Finish::Length, _) => Fault::new(EndpointErrorKind::CutOff, String::new()),
            _ if classify::is_error(json) => classify::json(status, json, body),
            (_, Some(thoughts)) => Fault::new(EndpointErrorKind::OnlyThought, thoughts.to_owned()),
            _ => Fault::new(EndpointErrorKind::NoText, body.to_owned()),
        });
    }
    Ok(Answer {
        text: text.to_owned(),
        thinking: thinking.map(str::to_owned),
        finish,
        usage: reply.usage,
        model: reply.model,
        letters: None,
    })
}

fn looks_like_html(body: &str) -> bool {
    body.trim_start().starts_with('<')
}

/// The wait in milliseconds: of `retry-after-ms` or `Retry-After` (seconds or a date), else of the body: Gemini's
/// `retryDelay`, or a sentence such as "try again in 10.384s".
///
/// Browsers hide headers that a server does not expose, so the body is often all there is.
fn retry_after(response: &HttpResponse, body: &str, now: u64) -> Option<u64> {
    let precise = response.header("retry-after-ms").and_then(|value| value.trim().parse().ok());
    let header = || response.header("retry-after").and_then(|value| of_header(value.trim(), now));
    precise.or_else(header).or_else(|| of_body(body)).or_else(|| of_reset(body, now))
}

/// The time when the limit is reset, in seconds or milliseconds since 1970, among the headers that OpenRouter repeats in
/// the body (`error.metadata.headers`).
fn of_reset(body: &str, now: u64) -> Option<u64> {
    /// As seconds this is the year 5138, as milliseconds 1973.
    const FIRST_MILLISECONDS: u64 = 100_000_000_000;
    let body = body.to_ascii_lowercase();
    let (_, after) = body.split_once("\"x-ratelimit-reset\":")?;
    let after = after.trim_start_matches([' ', '"']);
    let end = after.find(|character: char| !character.is_ascii_digit()).unwrap_or(after.len());
    let reset: u64 = after.get(..end)?.parse().ok()?;
    let reset = if reset < FIRST_MILLISECONDS { reset * 1000 } else { reset };
    Some(reset.saturating_sub(now))
}

/// The wait in milliseconds in the value of a `Retry-After`, seconds or a date; `now` is in milliseconds since 1970.
pub fn of_header(value: &str, now: u64) -> Option<u64> {
    if let Ok(seconds) = value.parse::<f64>() {
        return seconds_to_milliseconds(seconds);
    }
    let date = httpdate::parse_http_date(value).ok()?;
    let until = date.duration_since(UNIX_EPOCH).ok()?.saturating_sub(Duration::from_millis(now));
    u64::try_from(until.as_millis()).ok()
}

const LEADS: [&str; 4] = ["\"retrydelay\":", "try again in ", "retry in ", "retry after "];

fn of_body(body: &str) -> Option<u64> {
    let body = body.to_ascii_lowercase();
    let after = LEADS.iter().find_map(|lead| body.split_once(lead).map(|(_, after)| after))?;
    duration(after.trim_start_matches([' ', '"']))
}

/// A duration at the start of a text, as `10.384s`, `340ms`, `1m12.5s`, `20 seconds`.
fn duration(text: &str) -> Option<u64> {
    let mut total = None;
    let mut rest = text;
    loop {
        let end = rest.find(|character: char| !character.is_ascii_digit() && character != '.').unwrap_or(rest.len());
        let Ok(number) = rest.get(..end)?.parse::<f64>() else { break };
        let after = rest.get(end..)?.trim_start_matches(' ');
        let letters = after.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(after.len());
        let unit = match after.get(..letters)? {
            "ms" | "milliseconds" => 0.001,
            "s" | "sec" | "second" | "seconds" => 1.0,
            "m" | "min" | "minute" | "minutes" => 60.0,
            "h" | "hour" | "hours" => 3600.0,
            _ => break,
        };
        total = Some(total.unwrap_or(0.0) + number * unit);
        rest = after.get(letters..)?;
    }
    seconds_to_milliseconds(total?)
}

fn seconds_to_milliseconds(seconds: f64) -> Option<u64> {
    let wait = Duration::try_from_secs_f64(seconds).ok()?;
    u64::try_from(wait.as_nanos().div_ceil(1_000_000)).ok()
}
