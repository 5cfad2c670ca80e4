//! What replies mean, apart from the fixtures of each dialect in `tests/endpoint/` of the repository.
#![expect(clippy::unwrap_used, reason = "a test's helpers may panic, too")]

use engine::answer::LetterScores;
use engine::endpoint::{
    Answer, Dialect, Endpoint, EndpointError, EndpointErrorKind, HttpResponse, Secret, letter_scores, parse,
};

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

fn letters_of(body: String) -> Option<LetterScores> {
    let reply = HttpResponse { status: 200, headers: Vec::new(), body: body.into_bytes() };
    letter_scores(Dialect::OpenAiChat, &reply, &['A', 'B', 'C'])
}

/// The scores by a reply with these tokens.
fn scored(tokens: &str) -> Option<LetterScores> {
    letters_of(format!(r#"{{"choices":[{{"message":{{"content":"x"}},"logprobs":{{"content":[{tokens}]}}}}]}}"#))
}

#[test]
fn letters_are_scored_where_the_model_chose_one() {
    // Thoughts come before, and a word that is no letter; `B` and ` B` are one letter, C is not listed.
    let tokens = r#"{"token":"A","logprob":-0.1,"top_logprobs":[]}, {"token":"</think>","logprob":0}, {"token":"The","logprob":0},
        {"token":" (B","logprob":-0.7,"top_logprobs":[{"token":" (B","logprob":-0.6931471805599453},
        {"token":"B","logprob":-2.0794415416798357},{"token":"▁A","logprob":-1.3862943611198906},{"token":"Bone","logprob":-3}]}"#;
    let scores = scored(tokens).unwrap();
    assert!((scores.choice_mass - 0.875).abs() < 1e-9);
    assert_eq!(scores.to_json(), r#"{"A":0.285714,"B":0.714286,"C":0.000000}"#);
    assert_eq!(scores.best(), Some('B'));
    // It goes into a journal and comes back.
    let json = serde_json::to_string(&scores).unwrap();
    assert_eq!(serde_json::from_str::<LetterScores>(&json).unwrap().to_json(), scores.to_json());
}

#[test]
fn streamed_tokens_are_joined() {
    let event = |token: &str, end: &str| {
        format!(
            "data: {{\"choices\":[{{\"delta\":{{\"content\":\"x\"}},\"logprobs\":{{\"content\":[{token}]}},\"finish_reason\":{end}}}]}}\n\n"
        )
    };
    let first = event(r#"{"token":"Answer: ","logprob":-1}"#, "null");
    let scores = letters_of(first + &event(r#"{"token":"C","logprob":-1,"top_logprobs":[]}"#, "\"stop\"")).unwrap();
    assert_eq!((scores.best(), scores.to_json().as_str()), (Some('C'), r#"{"A":0.000000,"B":0.000000,"C":1.000000}"#));
}

#[test]
fn hostile_log_probabilities_are_left_out() {
    let listed = |logarithms: [&str; 2]| {
        let [a, b] = logarithms;
        scored(&format!(
            r#"{{"token":"A","logprob":{a},"top_logprobs":[{{"token":"A","logprob":{a}}},{{"token":"B","logprob":{b}}}]}}"#
        ))
    };
    for hostile in ["\"NaN\"", "null", "3", "1e308", "-1e308", "[]", "{}", "-9999"] {
        let scores = listed(["-0.5", hostile]).unwrap();
        assert_eq!(scores.to_json(), r#"{"A":1.000000,"B":0.000000,"C":0.000000}"#, "{hostile}");
        assert!(
            scores.choice_mass <= 1.0 && scores.log_probabilities.iter().all(|(_, logarithm)| logarithm.is_finite())
        );
        assert_eq!(listed([hostile, hostile]), None, "{hostile}");
    }
    // Rounding, and probabilities that exceed 1 together.
    let scores = listed(["0.0000001", "-0.0"]).unwrap();
    assert_eq!((scores.to_json().as_str(), scores.choice_mass), (r#"{"A":0.500000,"B":0.500000,"C":0.000000}"#, 1.0));
    for none in ["", "7", "null", r#"{"token":7}"#, r#"{"token":"The","logprob":-1}"#, r#"{"token":"D","logprob":-1}"#]
    {
        assert_eq!(scored(none), None, "{none}");
    }
    assert_eq!(letters_of("nothing".to_owned()), None);
}
