//! A well-behaved server: every dialect answers, checks what its provider checks, and lets in the pages it lets in.

mod support;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use support::{ANTHROPIC, CHAT, DIALECTS, Dialect, GEMINI, ORIGIN, PNG, RESPONSES, question, send, start};

#[test]
fn every_dialect_gives_the_answer_that_statistics_name() {
    for dialect in DIALECTS {
        let server = start(json!({}));
        let mut letters = BTreeSet::new();
        for number in 0..20 {
            let reply = dialect.ask(&server, &question(number)).unwrap();
            assert_eq!(reply.status, 200, "{}", reply.text);
            let letter = dialect.answer(&reply).unwrap();
            assert_eq!(letter, server.statistics().questions[number].answer);
            letters.insert(letter);
        }
        assert_eq!(letters, ["A", "B", "C"].map(String::from).into(), "one of the options, and not always the same");
    }
}

#[test]
fn the_same_question_gets_the_same_answer_in_another_server() {
    let ask = |number| CHAT.answer(&CHAT.ask(&start(json!({})), &question(number)).unwrap()).unwrap();
    for number in 0..5 {
        assert_eq!(ask(number), ask(number));
    }
}

#[test]
fn answers_can_be_given() {
    let prompt = question(1);
    let server = start(json!({ "answers": { &prompt: "The answer is B." } }));
    for dialect in DIALECTS {
        assert_eq!(dialect.answer(&dialect.ask(&server, &prompt).unwrap()).unwrap(), "The answer is B.");
    }
}

#[test]
fn usage_of_all_dialects_adds_up_in_the_statistics() {
    let server = start(json!({}));
    let places: [(Dialect, &str, &str); 4] = [
        (CHAT, "/usage/prompt_tokens", "/usage/completion_tokens"),
        (RESPONSES, "/usage/input_tokens", "/usage/output_tokens"),
        (ANTHROPIC, "/usage/input_tokens", "/usage/output_tokens"),
        (GEMINI, "/usageMetadata/promptTokenCount", "/usageMetadata/candidatesTokenCount"),
    ];
    let mut sums = [0, 0];
    for (dialect, input, output) in places {
        let reply = dialect.ask(&server, &question(1)).unwrap().json();
        sums[0] += reply.pointer(input).unwrap().as_u64().unwrap();
        sums[1] += reply.pointer(output).unwrap().as_u64().unwrap();
    }
    let usage = server.statistics().usage;
    assert_eq!(sums, [usage.input as u64, usage.output as u64]);
    assert!(usage.input > 0 && usage.output > 0);
}

#[test]
fn statistics_tell_questions_apart_by_their_pictures() {
    let server = start(json!({}));
    let other = PNG.replace("AWjR9", "BWjR9");
    for picture in [PNG, other.as_str(), PNG] {
        let body = (CHAT.body)("mock-vision", "Which?").to_string().replace(PNG, picture);
        assert_eq!(send(&server, "POST", CHAT.path, CHAT.headers, &body).unwrap().status, 200);
    }
    let statistics = server.statistics();
    let counts: Vec<u64> = statistics.questions.iter().map(|question| question.answered).collect();
    assert_eq!(counts, [2, 1]);
    assert_eq!((statistics.requests, statistics.answered, statistics.concurrent), (3, 3, 0));
    assert_eq!(statistics.questions[0].pictures[0].bytes, 70);
    assert!(statistics.header_names.contains("authorization"));
}

#[test]
fn thoughts_stand_apart_from_the_answer() {
    let server = start(json!({}));
    let places = [
        (CHAT, "/choices/0/message/reasoning_content", "/choices/0/message/content"),
        (RESPONSES, "/output/0/summary/0/text", "/output/1/content/0/text"),
        (ANTHROPIC, "/content/0/thinking", "/content/1/text"),
        (GEMINI, "/candidates/0/content/parts/0/text", "/candidates/0/content/parts/1/text"),
    ];
    for (dialect, thoughts, answer) in places {
        let path = dialect.path.replace("mock-vision", "mock-thinker");
        let body = (dialect.body)("mock-thinker", &question(1)).to_string();
        let reply = send(&server, "POST", &path, dialect.headers, &body).unwrap().json();
        assert!(reply.pointer(thoughts).and_then(Value::as_str).unwrap().len() > 20);
        assert_eq!(reply.pointer(answer).and_then(Value::as_str).unwrap().len(), 1);
    }
}

#[test]
fn a_wrong_key_a_missing_key_and_an_unknown_model_are_told_apart() {
    let server = start(json!({}));
    let statuses = |dialect: Dialect| {
        let body = (dialect.body)("mock-vision", "Which?").to_string();
        let wrong: Vec<_> = dialect.headers.iter().map(|&(name, value)| (name, replaced_key(value))).collect();
        let bare: Vec<_> = dialect.headers.iter().copied().filter(|(_, value)| !value.ends_with("test-key")).collect();
        let unknown = (dialect.body)("gpt-99", "Which?").to_string();
        let path = dialect.path.replace("mock-vision", "gpt-99");
        [
            send(&server, "POST", dialect.path, &wrong, &body).unwrap().status,
            send(&server, "POST", dialect.path, &bare, &body).unwrap().status,
            send(&server, "POST", &path, dialect.headers, &unknown).unwrap().status,
        ]
    };
    assert_eq!(statuses(CHAT), [401, 401, 404]);
    assert_eq!(statuses(RESPONSES), [401, 401, 404]);
    assert_eq!(statuses(ANTHROPIC), [401, 401, 404]);
    assert_eq!(statuses(GEMINI), [400, 403, 404]);
}

fn replaced_key(value: &'static str) -> &'static str {
    match value {
        "test-key" => "wrong-key",
        "Bearer test-key" => "Bearer wrong-key",
        other => other,
    }
}

#[test]
fn a_model_without_vision_takes_no_pictures_and_one_with_fixed_sampling_no_temperature() {
    let server = start(json!({}));
    for dialect in DIALECTS {
        let path = dialect.path.replace("mock-vision", "mock-text");
        let body = (dialect.body)("mock-text", "Which?").to_string();
        assert_eq!(send(&server, "POST", &path, dialect.headers, &body).unwrap().status, 400);
    }
    let mut body = (CHAT.body)("mock-fixed", "Which?");
    for (parameter, status) in [("max_tokens", 400), ("temperature", 400), ("none", 200)] {
        let reply = send(&server, "POST", CHAT.path, CHAT.headers, &body.to_string()).unwrap();
        assert_eq!(reply.status, status, "{}", reply.text);
        if status == 400 {
            assert_eq!(reply.json()["error"]["param"], parameter);
        }
        body.as_object_mut().unwrap().remove(parameter);
    }
}

#[test]
fn what_a_provider_refuses_is_refused() {
    let server = start(json!({}));
    let status = |dialect: Dialect, change: fn(&mut Value)| {
        let mut body = (dialect.body)("mock-vision", "Which?");
        change(&mut body);
        send(&server, "POST", dialect.path, dialect.headers, &body.to_string()).unwrap().status
    };
    assert_eq!(status(RESPONSES, |body| body["max_output_tokens"] = json!(15)), 400);
    assert_eq!(status(ANTHROPIC, |body| drop(body.as_object_mut().unwrap().remove("max_tokens"))), 400);
    assert_eq!(status(ANTHROPIC, |body| body["messages"][0]["role"] = json!("system")), 400);
    assert_eq!(
        status(ANTHROPIC, |body| body["messages"][0]["content"][0]["source"]["media_type"] = json!("image/jpeg")),
        400
    );
    assert_eq!(status(CHAT, |body| body["messages"][0]["content"][0]["image_url"]["url"] = json!(PNG)), 400);
    assert_eq!(status(CHAT, |body| body["messages"][0]["content"][1]["type"] = json!("input_text")), 400);
    assert_eq!(status(GEMINI, |body| body["contents"][0]["role"] = json!("assistant")), 400);
    assert_eq!(server.statistics().problems.get(&400), Some(&7));
}

#[test]
fn a_preflight_lets_in_the_documented_headers_and_no_others() {
    let server = start(json!({}));
    let preflight = |dialect: Dialect, wanted: &str| {
        let headers = [("access-control-request-method", "POST"), ("access-control-request-headers", wanted)];
        let reply = send(&server, "OPTIONS", dialect.path, &headers, "").unwrap();
        let allowed = reply.header("access-control-allow-headers").unwrap_or_default().to_owned();
        let origin = reply.header("access-control-allow-origin").map(str::to_owned);
        let whole = wanted.split(',').all(|name| allowed.split(", ").any(|other| other == name));
        (reply.status, origin, whole)
    };
    let anyone = Some("*".to_owned());
    assert_eq!(preflight(CHAT, "authorization,content-type"), (204, anyone.clone(), true));
    assert_eq!(preflight(CHAT, "authorization,content-type,x-stainless-os"), (204, anyone.clone(), false));
    let documented = "anthropic-dangerous-direct-browser-access,anthropic-version,content-type,x-api-key";
    assert_eq!(preflight(ANTHROPIC, documented), (204, anyone, true));
    assert_eq!(preflight(ANTHROPIC, "anthropic-version,content-type,x-api-key"), (204, None, false));
    assert_eq!(preflight(GEMINI, "content-type,x-goog-api-key"), (204, Some(ORIGIN.to_owned()), true));
    assert_eq!(preflight(GEMINI, "content-type,x-goog-api-key,x-stainless-os").0, 403);
    assert_eq!((server.statistics().preflights, server.statistics().requests), (6, 0));
}

#[test]
fn pages_may_read_what_the_providers_let_them_read() {
    let server = start(json!({}));
    let origin = |dialect: Dialect, headers: &[(&str, &str)], model: &str| {
        let body = (dialect.body)(model, "Which?").to_string();
        let reply = send(&server, "POST", dialect.path, headers, &body).unwrap();
        reply.header("access-control-allow-origin").map(str::to_owned)
    };
    assert_eq!(origin(CHAT, CHAT.headers, "mock-vision").as_deref(), Some("*"));
    assert_eq!(origin(CHAT, &[], "mock-vision").as_deref(), Some("*"), "the 401 can be read");
    assert_eq!(origin(CHAT, CHAT.headers, "gpt-99"), None, "OpenAI's 404 cannot");
    assert_eq!(origin(ANTHROPIC, ANTHROPIC.headers, "claude-99").as_deref(), Some("*"), "Anthropic's can");
    assert_eq!(origin(ANTHROPIC, &ANTHROPIC.headers[..2], "mock-vision"), None, "the header for pages is missing");
    assert_eq!(origin(GEMINI, GEMINI.headers, "mock-vision").as_deref(), Some(ORIGIN));
    let closed = start(json!({ "cors": false }));
    assert_eq!(CHAT.ask(&closed, "Which?").unwrap().header("access-control-allow-origin"), None);
}

#[test]
fn models_are_listed() {
    let server = start(json!({}));
    let lists = [
        ("/openai/v1/models", CHAT, "/data/0/id", "mock-vision"),
        ("/anthropic/v1/models", ANTHROPIC, "/data/0/id", "mock-vision"),
        ("/gemini/v1beta/models", GEMINI, "/models/0/name", "models/mock-vision"),
    ];
    for (path, dialect, place, name) in lists {
        let reply = send(&server, "GET", path, dialect.headers, "").unwrap();
        assert_eq!(reply.json().pointer(place).unwrap(), name);
        assert_ne!(send(&server, "GET", path, &[], "").unwrap().status, 200);
    }
}
