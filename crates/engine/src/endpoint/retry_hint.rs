//! How long a server asks to wait.

use std::time::{Duration, UNIX_EPOCH};

use super::HttpResponse;

/// The wait in milliseconds: of `retry-after-ms` or `Retry-After` (seconds or a date), else of the body: Gemini's
/// `retryDelay`, or a sentence such as "try again in 10.384s".
///
/// Browsers hide headers that a server does not expose, so the body is often all there is.
pub(super) fn milliseconds(response: &HttpResponse, body: &str, now: u64) -> Option<u64> {
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

/// Words that precede a duration in the bodies of errors.
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
