//! What each provider lets pages do, by the Fetch standard's rules of CORS.

use hyper::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_REQUEST_HEADERS, HeaderName, HeaderValue, ORIGIN, VARY,
};
use hyper::{HeaderMap, StatusCode};

use crate::dialect::Dialect;
use crate::problem::Problem;
use crate::settings::Settings;

/// Lower case, as they stand in `Access-Control-Request-Headers`.
const OPENAI_HEADERS: &[&str] = &["authorization", "content-type", "openai-organization", "openai-project"];
const ANTHROPIC_HEADERS: &[&str] =
    &["anthropic-beta", BROWSER_HEADER, "anthropic-version", "authorization", "content-type", "x-api-key"];
const GEMINI_HEADERS: &[&str] = &["content-type", "x-goog-api-key"];

/// With it, and only with it, a page may call Anthropic.
pub(crate) const BROWSER_HEADER: &str = "anthropic-dangerous-direct-browser-access";

/// The answer to a preflight: status and headers.
pub(crate) fn preflight(dialect: Dialect, request: &HeaderMap, settings: &Settings) -> (StatusCode, HeaderMap) {
    let allowed = match dialect {
        Dialect::OpenAiChat | Dialect::OpenAiResponses => OPENAI_HEADERS,
        Dialect::Anthropic => ANTHROPIC_HEADERS,
        Dialect::Gemini => GEMINI_HEADERS,
    };
    let wanted = wanted_headers(request);
    if dialect == Dialect::Gemini && wanted.iter().any(|name| !allowed.contains(&name.as_str())) {
        return (StatusCode::FORBIDDEN, HeaderMap::new());
    }
    if dialect == Dialect::Anthropic && !wanted.iter().any(|name| name == BROWSER_HEADER) {
        return (StatusCode::NO_CONTENT, HeaderMap::new());
    }
    let mut headers = origin_headers(dialect, request, settings);
    if !headers.is_empty() {
        insert(&mut headers, ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, OPTIONS");
        insert(&mut headers, ACCESS_CONTROL_ALLOW_HEADERS, &allowed.join(", "));
    }
    (StatusCode::NO_CONTENT, headers)
}

/// The CORS headers of a response that is no preflight's.
pub(crate) fn of_response(dialect: Dialect, request: &HeaderMap, settings: &Settings) -> HeaderMap {
    let mut headers = origin_headers(dialect, request, settings);
    if !headers.is_empty() && settings.expose_headers {
        insert(&mut headers, ACCESS_CONTROL_EXPOSE_HEADERS, "*");
    }
    headers
}

/// Whether pages may read of this problem. OpenAI's 404 and Anthropic's warning to pages lack CORS headers.
pub(crate) fn shows(dialect: Dialect, problem: &Problem) -> bool {
    match problem {
        Problem::UnwantedBrowser => false,
        Problem::UnknownModel(_) | Problem::UnknownPath => {
            !matches!(dialect, Dialect::OpenAiChat | Dialect::OpenAiResponses)
        }
        _ => true,
    }
}

fn origin_headers(dialect: Dialect, request: &HeaderMap, settings: &Settings) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let Some(origin) = request.get(ORIGIN).filter(|_| settings.cors) else { return headers };
    if dialect == Dialect::Gemini {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        insert(&mut headers, VARY, "Origin");
    } else {
        insert(&mut headers, ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }
    headers
}

fn wanted_headers(request: &HeaderMap) -> Vec<String> {
    let list = request.get(ACCESS_CONTROL_REQUEST_HEADERS).and_then(|value| value.to_str().ok()).unwrap_or_default();
    list.split(',').map(|name| name.trim().to_ascii_lowercase()).filter(|name| !name.is_empty()).collect()
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
