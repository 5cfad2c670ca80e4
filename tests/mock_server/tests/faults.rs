//! Misbehaving on command, the same way every time, and the door through which tests command it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use mock_server::{Fault, Server};
use serde_json::{Value, json};
use support::{ANTHROPIC, CHAT, DIALECTS, Dialect, GEMINI, RESPONSES, Reply, question, send, start};

fn always(fault: &str) -> Server {
    start(json!({ "faults": { fault: 1 }, "retryAfterSeconds": 2.5, "slowBodyMs": 300 }))
}

fn hit(dialect: Dialect, fault: &str) -> Reply {
    dialect.ask(&always(fault), &question(1)).unwrap()
}

fn statuses(fault: &str) -> [u16; 4] {
    DIALECTS.map(|dialect| hit(dialect, fault).status)
}

#[test]
fn failing_servers_have_the_status_of_their_failure() {
    assert_eq!(statuses("serverError"), [500; 4]);
    assert_eq!(statuses("unavailable"), [503; 4]);
    assert_eq!(statuses("overloaded"), [529; 4]);
    assert_eq!(statuses("wrongKey"), [401, 401, 401, 400]);
    assert_eq!(statuses("unknownModel"), [404; 4]);
    assert_eq!(statuses("noVision"), [400; 4]);
    assert_eq!(statuses("quotaExceeded"), [429, 429, 400, 429]);
    assert_eq!(hit(CHAT, "quotaExceeded").json()["error"]["code"], "insufficient_quota");
    assert_eq!(hit(ANTHROPIC, "overloaded").json()["error"]["type"], "overloaded_error");
}

#[test]
fn rate_limits_say_how_long_to_wait_in_four_ways() {
    for fault in ["rateLimitSeconds", "rateLimitDate", "rateLimitHint", "rateLimitBare"] {
        assert_eq!(statuses(fault), [429; 4]);
    }
    let seconds = hit(ANTHROPIC, "rateLimitSeconds");
    assert_eq!(seconds.header("retry-after"), Some("3"));
    assert_eq!(seconds.header("access-control-expose-headers"), Some("*"));
    let date = httpdate::parse_http_date(hit(CHAT, "rateLimitDate").header("retry-after").unwrap()).unwrap();
    let wait = date.duration_since(SystemTime::now()).unwrap();
    assert!(wait > Duration::from_secs(1) && wait <= Duration::from_secs(3), "{wait:?}");
    let hint = hit(CHAT, "rateLimitHint");
    assert!(hint.text.contains("Please try again in 2.5s."), "{}", hint.text);
    assert_eq!(hint.header("retry-after"), None);
    assert_eq!(hit(GEMINI, "rateLimitHint").json()["error"]["details"][0]["retryDelay"], "2.5s");
    let bare = hit(GEMINI, "rateLimitBare");
    assert_eq!((bare.header("retry-after"), bare.json()["error"].get("details")), (None, None));
}

#[test]
fn connections_break_where_they_shall() {
    for dialect in DIALECTS {
        for fault in ["dropBeforeHeaders", "dropMidBody"] {
            let server = always(fault);
            assert!(dialect.ask(&server, &question(1)).is_err(), "{fault}");
            assert_eq!((server.statistics().answered, server.statistics().faults.values().sum()), (0, 1));
        }
    }
}

#[test]
fn answers_are_spoilt_on_their_way() {
    for dialect in DIALECTS {
        let truncated = hit(dialect, "truncatedJson");
        assert!(serde_json::from_str::<Value>(&truncated.text).is_err_and(|error| error.is_eof()));
        let page = hit(dialect, "html");
        assert!(page.header("content-type").unwrap().starts_with("text/html") && page.text.starts_with("<!doctype"));
        let hidden = hit(dialect, "noCors");
        assert_eq!(hidden.header("access-control-allow-origin"), None);
        assert!(dialect.answer(&hidden).is_some());
        let plain = hit(dialect, "wrongContentType");
        assert!(plain.header("content-type").unwrap().starts_with("text/plain") && dialect.answer(&plain).is_some());
        let both: Vec<Value> = serde_json::Deserializer::from_str(&hit(dialect, "duplicateBody").text)
            .into_iter()
            .map(Result::unwrap)
            .collect();
        assert!(both.len() == 2 && both[0] == both[1]);
    }
}

#[test]
fn models_refuse_and_fall_silent_in_the_words_of_their_dialect() {
    assert_eq!(hit(CHAT, "refusal").json()["choices"][0]["message"]["content"], Value::Null);
    assert!(hit(CHAT, "refusal").json()["choices"][0]["message"]["refusal"].is_string());
    assert_eq!(hit(RESPONSES, "refusal").json()["output"][0]["content"][0]["type"], "refusal");
    assert_eq!(hit(ANTHROPIC, "refusal").json()["stop_reason"], "refusal");
    assert_eq!(hit(GEMINI, "refusal").json()["promptFeedback"]["blockReason"], "PROHIBITED_CONTENT");
    assert_eq!(hit(CHAT, "emptyAnswer").json()["choices"], json!([]));
    assert_eq!(hit(RESPONSES, "emptyAnswer").json()["output"], json!([]));
    assert_eq!(hit(ANTHROPIC, "emptyAnswer").json()["content"], json!([]));
    assert_eq!(hit(GEMINI, "emptyAnswer").json().get("candidates"), None);
}

#[test]
fn a_slow_body_takes_its_time_and_is_whole() {
    let server = always("slowBody");
    let start = Instant::now();
    let reply = CHAT.ask(&server, &question(1)).unwrap();
    assert!(start.elapsed() >= Duration::from_millis(300));
    assert!(CHAT.answer(&reply).is_some());
    assert_eq!(server.statistics().answered, 1);
}

#[test]
fn every_kind_befalls_its_share_and_the_same_requests_every_time() {
    const QUESTIONS: usize = 300;
    let rates: BTreeMap<Fault, f64> = Fault::ALL.into_iter().map(|fault| (fault, 0.05)).collect();
    let settings = json!({ "faults": rates, "faultsPerQuestion": 3, "seed": 7, "slowBodyMs": 1 });
    let run = |order: &mut dyn Iterator<Item = usize>| {
        let server = start(settings.clone());
        for (before, number) in order.enumerate() {
            while server.statistics().answered == before as u64 {
                // A broken connection is what some of the faults are.
                drop(CHAT.ask(&server, &question(number)));
            }
        }
        server.statistics()
    };
    let forwards = run(&mut (0..QUESTIONS));
    let backwards = run(&mut (0..QUESTIONS).rev());
    assert_eq!(forwards.faults, backwards.faults);
    assert_eq!(forwards.faults.len(), Fault::ALL.len());
    assert!(forwards.faults.values().all(|&count| count > 5), "{:?}", forwards.faults);
    assert_eq!((forwards.answered, forwards.questions.len()), (QUESTIONS as u64, QUESTIONS));
    assert!(forwards.questions.iter().all(|asked| asked.answered == 1 && asked.faults.values().sum::<u64>() <= 3));
}

#[test]
fn latency_holds_many_requests_at_once() {
    const CLIENTS: usize = 64;
    let server = start(json!({ "latencyMs": 4000 }));
    std::thread::scope(|scope| {
        for number in 0..CLIENTS {
            let server = &server;
            scope.spawn(move || assert_eq!(CHAT.ask(server, &question(number)).unwrap().status, 200));
        }
    });
    let statistics = server.statistics();
    assert_eq!((statistics.answered, statistics.max_concurrent, statistics.concurrent), (64, 64, 0));
    assert!(statistics.questions.iter().all(|asked| asked.max_concurrent == 1));
}

#[test]
fn the_control_door_sets_shows_and_forgets() {
    let server = start(json!({}));
    let control =
        |method: &str, name: &str, body: &str| send(&server, method, &format!("/mock/{name}"), &[], body).unwrap();
    assert_eq!(control("PUT", "settings", r#"{"faults":{"serverError":1},"key":"other"}"#).status, 204);
    assert_eq!(control("GET", "settings", "").json()["key"], "other");
    assert_eq!(control("PUT", "settings", r#"{"faults":{"rudeness":1}}"#).status, 400);
    assert_eq!(CHAT.ask(&server, "Which?").unwrap().status, 401);
    assert_eq!(control("GET", "statistics", "").json()["problems"], json!({ "401": 1 }));
    let last = control("GET", "last-request", "").json();
    assert_eq!(last["body"], (CHAT.body)("mock-vision", "Which?"));
    assert_eq!((&last["path"], &last["headers"]["authorization"]), (&json!(CHAT.path), &json!("Bearer test-key")));
    assert_eq!(control("DELETE", "statistics", "").status, 204);
    assert_eq!(control("GET", "statistics", "").json()["requests"], 0);
    assert_eq!(control("GET", "last-request", "").json(), Value::Null);
}

#[test]
fn the_program_says_where_it_is_and_ends_with_its_input() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_mock-server"))
        .arg(r#"{"latencyMs":1}"#)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(program.stdout.take().unwrap()), &mut line).unwrap();
    let addresses: Value = serde_json::from_str(&line).unwrap();
    let settings = ureq::get(format!("{}/mock/settings", addresses["http"].as_str().unwrap())).call().unwrap();
    assert_eq!(settings.into_body().read_json::<Value>().unwrap()["latencyMs"], 1);
    assert!(addresses["https"].as_str().unwrap().starts_with("https://127.0.0.1:"));
    drop(program.stdin.take());
    assert!(program.wait().unwrap().success());
}
