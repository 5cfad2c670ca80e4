//! Requests and replies of every dialect, against fixtures written from the providers' public documentation.
//!
//! `tests/endpoint/replies/DIALECT/CASE/` holds a reply (`body.txt`, and in `case.json` its status and headers, and whose
//! it is where that matters) and what it means; `tests/endpoint/requests/` the bodies that a question becomes.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use engine::endpoint::{
    Ask, Auth, BodyPiece, Concession, Detail, Dialect, Endpoint, EndpointError, EndpointErrorKind, HttpResponse, Retry,
    Sampling, Secret, TokenLimitName, build, lists_model, models_request, parse,
};
use engine::image::Format;
use serde_json::{Value, json};

/// 2026-11-23 12:00:00 UTC.
const NOW: u64 = 1_795_435_200_000;
const KEY: &str = "test-key-0123456789";

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/endpoint").join(name)
}

fn json_file(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Compares what is expected with what came; of an error only what the case names.
fn check(place: &str, dialect: Dialect, case: &Path) {
    let head = json_file(&case.join("case.json"));
    let headers = head["headers"].as_object().unwrap().iter();
    let response = HttpResponse {
        status: head["status"].as_u64().unwrap().try_into().unwrap(),
        headers: headers.map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect(),
        body: fs::read(case.join("body.txt")).unwrap(),
    };
    let asked = endpoint(dialect);
    let base_url = head["base_url"].as_str().map_or(asked.base_url.clone(), str::to_owned);
    match parse(&Endpoint { base_url, ..asked }, &response, &Secret::new(KEY), NOW) {
        Ok(answer) => assert_eq!(serde_json::to_value(answer).unwrap(), head["expect"]["answer"], "{place}"),
        Err(error) => {
            assert_eq!(error.status, Some(response.status), "{place}");
            assert!(!format!("{error:?}").contains(KEY), "{place}");
            let expected = &head["expect"]["error"];
            let found = serde_json::to_value(&error).unwrap();
            assert_eq!(found["kind"], expected["kind"], "{place}: {error}");
            assert_eq!(found["retry_after"], expected["retry_after"], "{place}");
            for field in ["detail", "usage"] {
                if let Some(value) = expected.get(field) {
                    assert_eq!(&found[field], value, "{place}");
                }
            }
        }
    }
}

#[test]
fn replies_mean_what_the_providers_say() {
    let mut cases = 0;
    for dialect in Dialect::ALL {
        for entry in fs::read_dir(folder("replies").join(dialect.name())).unwrap() {
            let case = entry.unwrap().path();
            check(&format!("{} {}", dialect.name(), case.file_name().unwrap().display()), dialect, &case);
            cases += 1;
        }
    }
    assert!(cases > 80, "{cases} cases");
}

#[test]
fn a_cut_reply_is_no_answer() {
    let case = folder("replies/open-ai-chat/thinking-in-text");
    let whole = fs::read(case.join("body.txt")).unwrap();
    let whole = whole.trim_ascii_end();
    for length in 0..whole.len() {
        let response = HttpResponse { status: 200, headers: Vec::new(), body: whole[..length].to_vec() };
        assert!(parse(&endpoint(Dialect::OpenAiChat), &response, &Secret::default(), NOW).is_err(), "{length}");
    }
}

#[test]
fn a_stream_is_no_answer_before_it_says_that_it_ends() {
    let whole = fs::read(folder("replies/open-ai-chat/stream/body.txt")).unwrap();
    let end = b"\"finish_reason\": \"stop\"";
    let end = whole.windows(end.len()).position(|bytes| bytes == end).unwrap();
    for length in 0..end {
        let response = HttpResponse { status: 200, headers: Vec::new(), body: whole[..length].to_vec() };
        assert!(parse(&endpoint(Dialect::OpenAiChat), &response, &Secret::default(), NOW).is_err(), "{length}");
    }
}

/// A stream of a model that thinks for some bytes and answers B.
fn long_stream(bytes: usize) -> Vec<u8> {
    let frame = |delta: &str, end: &str| {
        let id = "chatcmpl-".to_owned() + &"0".repeat(180);
        format!("data: {{\"id\":\"{id}\",\"choices\":[{{\"delta\":{delta},\"finish_reason\":{end}}}]}}\n\n")
    };
    let thought = frame("{\"reasoning_content\":\"so \"}", "null");
    let thoughts = thought.repeat(bytes / thought.len());
    [thoughts, frame("{\"content\":\"B\"}", "\"stop\"")].concat().into_bytes()
}

#[test]
fn a_long_stream_is_read_to_its_end() {
    let response = HttpResponse { status: 200, headers: Vec::new(), body: long_stream(10 << 20) };
    assert!(HttpResponse::longest(&response.body) > response.body.len());
    let answer = parse(&endpoint(Dialect::OpenAiChat), &response, &Secret::default(), NOW).unwrap();
    assert_eq!((answer.text.as_str(), answer.thinking.unwrap().len() > 100_000), ("B", true));
}

#[test]
fn a_reply_without_end_is_asked_for_once() {
    let answer = format!("{{\"choices\":[{{\"message\":{{\"content\":\"{}", "x".repeat(9 << 20));
    for mut body in [long_stream(65 << 20), answer.into_bytes(), vec![b' '; 9 << 20]] {
        body.truncate(HttpResponse::longest(&body));
        let response = HttpResponse { status: 200, headers: Vec::new(), body };
        let error = parse(&endpoint(Dialect::OpenAiChat), &response, &Secret::default(), NOW).unwrap_err();
        assert_eq!((error.kind, error.kind.retry()), (EndpointErrorKind::ReplyTooLarge, Retry::Never));
    }
}

fn endpoint(dialect: Dialect) -> Endpoint {
    let (base_url, auth) = match dialect {
        Dialect::OpenAiChat | Dialect::OpenAiResponses => ("https://api.example/v1", Auth::Bearer),
        Dialect::AnthropicMessages => ("https://api.example/v1/", Auth::XApiKey),
        Dialect::GeminiGenerateContent => ("https://api.example/v1beta", Auth::XGoogApiKey),
    };
    Endpoint {
        preset: "custom".to_owned(),
        dialect,
        base_url: base_url.to_owned(),
        model: "seer-1".to_owned(),
        auth,
        token_limit_name: TokenLimitName::MaxTokens,
        stream: false,
    }
}

fn ask() -> Ask {
    Ask {
        system: Some("Be \"brief\".".to_owned()),
        text: "Question: Which organ?\nOptions:\nA. 肝\n".to_owned(),
        pictures: vec![Format::Png, Format::Jpeg],
    }
}

#[test]
fn questions_become_documented_requests() {
    for dialect in Dialect::ALL {
        let request = build(&endpoint(dialect), &ask(), &Sampling::default()).unwrap();
        let body = serde_json::from_str::<Value>(&request.body_with(&["iVBORw0", "/9j/"])).unwrap();
        let expected = json_file(&folder("requests").join(format!("{}.json", dialect.name())));
        let found = json!({ "url": request.url, "headers": request.headers(&Secret::new(KEY)), "body": body });
        assert_eq!(found, expected, "{}", dialect.name());
        let pictures: Vec<_> =
            request.body.iter().filter(|piece| matches!(piece, BodyPiece::Picture(_))).cloned().collect();
        assert_eq!(pictures, [BodyPiece::Picture(0), BodyPiece::Picture(1)]);
    }
}

#[test]
fn lists_of_models_are_asked_for_beside_the_questions() {
    let url = |dialect: Dialect, base_url: &str| {
        let endpoint = Endpoint { base_url: base_url.to_owned(), ..endpoint(dialect) };
        models_request(&endpoint).unwrap().map(|request| request.url)
    };
    let list = Some("https://api.example/v1/models".to_owned());
    assert_eq!(url(Dialect::OpenAiChat, "https://api.example/v1/"), list);
    assert_eq!(url(Dialect::OpenAiChat, "https://api.example/v1/chat/completions"), list);
    assert_eq!(url(Dialect::OpenAiResponses, "https://api.example/v1/responses"), list);
    assert_eq!(url(Dialect::AnthropicMessages, "https://api.example/v1"), None);
    assert_eq!(url(Dialect::GeminiGenerateContent, "https://api.example/v1beta"), None);
    let request = models_request(&endpoint(Dialect::OpenAiChat)).unwrap().unwrap();
    assert_eq!((request.method, request.body.is_empty()), ("GET", true));
    assert_eq!(request.headers(&Secret::new(KEY)), [("Authorization", format!("Bearer {KEY}"))]);
}

#[test]
fn lists_of_models_tell_a_wrong_name() {
    let reply = |status, body: &str| HttpResponse { status, headers: Vec::new(), body: body.as_bytes().to_vec() };
    let listed = |model: &str| {
        let body = r#"{"object":"list","data":[{"id":"gpt-4o"},{"id":"models/seer-1"},{"id":"llava:latest"}]}"#;
        lists_model(&reply(200, body), model)
    };
    for model in ["gpt-4o", " gpt-4o ", "seer-1", "llava"] {
        assert_eq!(listed(model), Some(true), "{model}");
    }
    for model in ["gpt-4", "gpt-4oo", "r-1", "lava"] {
        assert_eq!(listed(model), Some(false), "{model}");
    }
    for (status, body) in [(401, r#"{"data":[{"id":"gpt-4o"}]}"#), (200, r#"{"data":[]}"#), (200, "<html>")] {
        assert_eq!(lists_model(&reply(status, body), "gpt-4o"), None);
    }
}

#[test]
fn a_reply_that_breaks_off_is_worth_another_try() {
    let error = EndpointError::broken_off(200, "network error");
    assert_eq!((error.kind, error.status), (EndpointErrorKind::TruncatedJson, Some(200)));
    assert_eq!(error.kind.retry(), Retry::Transient);
}

#[test]
fn what_is_not_set_is_not_sent() {
    let question = Ask { system: None, text: "a\u{0}\u{2028}\"\\".to_owned(), pictures: Vec::new() };
    let sampling = Sampling { temperature: None, max_tokens: 7, detail: Some(Detail::Low), logprobs: false };
    for dialect in Dialect::ALL {
        let request = build(&endpoint(dialect), &question, &sampling).unwrap();
        let text = request.body_with(&[]);
        let body: Value = serde_json::from_str(&text).unwrap();
        assert!(!text.contains("temperature") && !text.contains("system") && !text.contains("detail"), "{text}");
        let pointer = match dialect {
            Dialect::OpenAiChat | Dialect::AnthropicMessages => "/messages/0/content/0/text",
            Dialect::OpenAiResponses => "/input/0/content/0/text",
            Dialect::GeminiGenerateContent => "/contents/0/parts/0/text",
        };
        assert_eq!(body.pointer(pointer).unwrap(), &question.text);
        let names: Vec<_> = request.headers(&Secret::default()).into_iter().map(|(name, _)| name).collect();
        let key_headers = ["Authorization", "api-key", "x-api-key", "x-goog-api-key"];
        assert!(!names.iter().any(|name| key_headers.contains(name)), "{names:?}");
    }
}

#[test]
fn answers_are_streamed_where_the_model_cannot_do_otherwise() {
    for dialect in [Dialect::OpenAiChat, Dialect::OpenAiResponses, Dialect::AnthropicMessages] {
        let (mut endpoint, mut sampling) = (endpoint(dialect), Sampling::default());
        Concession::Streamed.apply(&mut endpoint, &mut sampling);
        Concession::WithoutTemperature.apply(&mut endpoint, &mut sampling);
        let request = build(&endpoint, &ask(), &sampling).unwrap();
        let body: Value = serde_json::from_str(&request.body_with(&["", ""])).unwrap();
        assert_eq!((&body["stream"], body.get("temperature")), (&json!(true), None), "{}", dialect.name());
        let usage = (dialect == Dialect::OpenAiChat).then(|| json!({ "include_usage": true }));
        assert_eq!(body.get("stream_options"), usage.as_ref());
    }
}

#[test]
fn detail_and_the_limit_are_called_as_set() {
    let endpoint = Endpoint { token_limit_name: TokenLimitName::MaxCompletionTokens, ..endpoint(Dialect::OpenAiChat) };
    let sampling = Sampling { detail: Some(Detail::Low), ..Sampling::default() };
    let body: Value = serde_json::from_str(&build(&endpoint, &ask(), &sampling).unwrap().body_with(&["", ""])).unwrap();
    assert_eq!(body["max_completion_tokens"], 2048);
    assert_eq!(body.get("max_tokens"), None);
    assert_eq!(body["messages"][1]["content"][0]["image_url"]["detail"], "low");
}

#[test]
fn probabilities_are_asked_for_where_they_are_wanted() {
    for logprobs in [false, true] {
        let sampling = Sampling { logprobs, ..Sampling::default() };
        let body = build(&endpoint(Dialect::OpenAiChat), &ask(), &sampling).unwrap().body_with(&["", ""]);
        let body: Value = serde_json::from_str(&body).unwrap();
        let wanted = logprobs.then(|| (json!(true), json!(20)));
        assert_eq!(body.get("logprobs").cloned().zip(body.get("top_logprobs").cloned()), wanted);
    }
}

#[test]
fn models_stand_in_the_path_of_gemini() {
    for (model, path) in [("models/seer-1.5", "seer-1.5"), ("a b?c", "a%20b%3Fc"), ("x/y", "x/y")] {
        let endpoint = Endpoint { model: model.to_owned(), ..endpoint(Dialect::GeminiGenerateContent) };
        let request = build(&endpoint, &ask(), &Sampling::default()).unwrap();
        assert_eq!(request.url, format!("https://api.example/v1beta/models/{path}:generateContent"));
    }
}
