//! What replies mean, apart from the fixtures of each dialect in `tests/endpoint/` of the repository.
#![expect(clippy::unwrap_used, reason = "a test's helpers may panic, too")]

use engine::endpoint::{Answer, Endpoint, EndpointError, EndpointErrorKind, HttpResponse, Secret, parse};

/// 2015-10-21 07:28:00 UTC.
const NOW: u64 = 1_445_412_480_000;

fn refused(headers: &[(&str, &str)], body: &str) -> EndpointError {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let response = HttpResponse { status: 429, headers, body: body.as_bytes().to_vec() };
    parse(&Endpoint::default(), &response, &Secret::default(), NOW).unwrap_err()
}

fn hint(headers: &[(&str, &str)], body: &str) -> Option<u64> {
    refused(headers, body).retry_after
}

/// The answer of a server whose text is this JSON.
fn answer(text: &str) -> Result<Answer, EndpointError> {
    let body = format!(r#"{{"choices":[{{"message":{{"content":{text}}},"finish_reason":"stop"}}]}}"#);
    let response = HttpResponse { status: 200, headers: Vec::new(), body: body.into_bytes() };
    parse(&Endpoint::default(), &response, &Secret::default(), NOW)
}

#[test]
fn headers_come_first() {
    assert_eq!(hint(&[("Retry-After", "7")], "try again in 3s"), Some(7000));
    assert_eq!(hint(&[("retry-after", " 0.5 ")], ""), Some(500));
    assert_eq!(hint(&[("retry-after", "Wed, 21 Oct 2015 07:28:30 GMT")], ""), Some(30_000));
    assert_eq!(hint(&[("retry-after", "Wed, 21 Oct 2015 07:27:00 GMT")], ""), Some(0));
    assert_eq!(hint(&[("retry-after", "9"), ("Retry-After-Ms", "120")], ""), Some(120));
    assert_eq!(hint(&[("retry-after", "-1")], ""), None);
    assert_eq!(hint(&[("retry-after", "soon")], "Please retry in 1m2.5s."), Some(62_500));
}

#[test]
fn bodies_tell_when_a_limit_is_reset() {
    let body =
        |reset: &str| format!("{{\"error\":{{\"metadata\":{{\"headers\":{{\"X-RateLimit-Reset\":{reset}}}}}}}}}");
    assert_eq!(hint(&[], &body("\"1445412485000\"")), Some(5000));
    assert_eq!(hint(&[], &body("1445412490")), Some(10_000));
    assert_eq!(hint(&[], &body("1445412479000")), Some(0));
    assert_eq!(hint(&[], &body("\"soon\"")), None);
    assert_eq!(hint(&[], &body("99999999999999999999")), None);
}

#[test]
fn bodies_tell_the_wait_in_words() {
    let cases = [
        ("Rate limit reached. Please try again in 10.384s. Visit", Some(10_384)),
        ("Please try again in 6ms.", Some(6)),
        ("try again in 20 seconds", Some(20_000)),
        ("{\"retryDelay\": \"34s\"}", Some(34_000)),
        ("{\"retryDelay\":\"34.074824224s\"}", Some(34_075)),
        ("try again in 1h0m1s", Some(3_601_000)),
        ("try again in a while", None),
        ("try again in 5 lightyears", None),
        ("try again in 1e999s", None),
        ("", None),
    ];
    for (body, wait) in cases {
        assert_eq!(hint(&[], body), wait, "{body}");
    }
}

#[test]
fn halves_of_characters_become_the_replacement_character() {
    let cases = [
        (r"\ud83dB", "\u{fffd}B"),
        (r"\udc00\ud83d", "\u{fffd}\u{fffd}"),
        (r"\ud83d\ude00 \uD83D", "😀 \u{fffd}"),
        (r"\ud83d\ud83d\ude00", "\u{fffd}😀"),
        (r"\\ud83d \ud83d", "\\ud83d \u{fffd}"),
        (r"\n肝\ud83d肝", "\n肝\u{fffd}肝"),
    ];
    for (json, text) in cases {
        // White space around an answer is dropped.
        assert_eq!(answer(&format!("\"|{json}|\"")).unwrap().text, format!("|{text}|"), "{json}");
    }
}

#[test]
fn other_faults_stay_faults() {
    for json in [r#""\ud83"#, r#""\ud83d"#, r#"{"\ud83d":}"#, r#""\x""#, "\"\\", ""] {
        let kind = answer(json).unwrap_err().kind;
        assert!(matches!(kind, EndpointErrorKind::NotJson | EndpointErrorKind::TruncatedJson), "{json}: {kind:?}");
    }
}

#[test]
fn thoughts_end_at_the_last_mark() {
    let cases = [
        ("B", None, "B"),
        ("<think>hm\n</think>\n\nB", Some("hm"), "B"),
        ("hm</think>B", Some("hm"), "B"),
        ("<think>a</think>b</think>C", Some("a</think>b"), "C"),
        ("</think>B", None, "B"),
        ("is it <think> or B", None, "is it <think> or B"),
    ];
    for (text, thoughts, answered) in cases {
        let Answer { text: found, thinking, .. } = answer(&serde_json::to_string(text).unwrap()).unwrap();
        assert_eq!((thinking.as_deref(), found.as_str()), (thoughts, answered), "{text}");
    }
    let cut = answer(&serde_json::to_string("\n<think>cut").unwrap()).unwrap_err();
    assert_eq!((cut.kind, cut.detail.as_str()), (EndpointErrorKind::OnlyThought, "cut"));
}
