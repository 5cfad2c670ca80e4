//! The messages to and from the script that runs models.
#![expect(clippy::unwrap_used, reason = "a test's helpers may panic, too")]

use engine::endpoint::{Retry, Usage};
use engine::local::{
    AnswerReply, FailureReply, Gpu, GpuReason, LocalError, LocalErrorKind, LocalSource, ProbeReply, SourceRequest,
};

fn reply(json: &str) -> AnswerReply {
    serde_json::from_str(json).unwrap()
}

#[test]
fn sources_are_asked_as_the_script_reads_them() {
    let hub = LocalSource::Hub { id: "a/b".to_owned(), revision: String::new(), host: String::new() };
    let folder = LocalSource::Folder { name: "tiny".to_owned() };
    let json =
        |source: &LocalSource| serde_json::to_string(&SourceRequest::new(source, "https://host/scope/")).unwrap();
    assert_eq!(json(&hub), r#"{"kind":"hub","id":"a/b","revision":"main","host":""}"#);
    assert_eq!(json(&folder), r#"{"kind":"folder","url":"https://host/scope/models/tiny/"}"#);
    assert_eq!(json(&LocalSource::Dropped { name: "x".to_owned() }), r#"{"kind":"files"}"#);
}

#[test]
fn an_answer_has_text_tokens_and_letters() {
    let json = r#"{"text":" <think>red</think> A. ","finish":"stop","inputTokens":60,"outputTokens":3,
        "logprobs":[-0.1,-2.4],"mass":0.97,"took":12.5}"#;
    let answer = reply(json).answer(&['A', 'B'], "tiny").unwrap();
    assert_eq!((answer.text.as_str(), answer.thinking.as_deref()), ("A.", Some("red")));
    assert_eq!(answer.usage, Some(Usage { input: 60, output: 3 }));
    assert_eq!(answer.letters.unwrap().best(), Some('A'));
}

#[test]
fn no_text_is_no_answer_and_no_number_no_score() {
    let empty = r#"{"text":" ","finish":"length","inputTokens":1,"outputTokens":1,"logprobs":[],"mass":0}"#;
    assert_eq!(reply(empty).answer(&[], "tiny").unwrap_err().kind, LocalErrorKind::NoText);
    let broken = r#"{"text":"A","finish":"stop","inputTokens":1,"outputTokens":1,"logprobs":[null,0],"mass":1}"#;
    assert_eq!(reply(broken).answer(&['A', 'B'], "tiny").unwrap_err().kind, LocalErrorKind::Runtime);
    let short = r#"{"text":"A","finish":"stop","inputTokens":1,"outputTokens":1,"logprobs":[0],"mass":1}"#;
    assert_eq!(reply(short).answer(&['A', 'B'], "tiny").unwrap_err().kind, LocalErrorKind::Runtime);
}

#[test]
fn a_probe_tells_why_there_is_no_gpu() {
    let probe = |webgpu: bool, reason: &str| {
        let json = format!(
            r#"{{"webgpu":{webgpu},"reason":"{reason}","shaderF16":true,"fallback":false,"subgroupMinSize":32,
            "maxBufferSize":2147483648,"maxStorageBufferBindingSize":1,"adapter":"x","deviceMemory":8,"cores":4}}"#
        );
        Gpu::from(serde_json::from_str::<ProbeReply>(&json).unwrap())
    };
    assert_eq!(probe(true, "").missing, None);
    assert_eq!(probe(false, "no-adapter").missing, Some(GpuReason::NoAdapter));
    assert_eq!(probe(false, "no-webgpu").missing, Some(GpuReason::NoWebgpu));
}

#[test]
fn failures_keep_their_files() {
    let json = r#"{"code":"file-missing","message":"not there","files":["onnx/model.onnx"]}"#;
    let error = LocalError::from(serde_json::from_str::<FailureReply>(json).unwrap());
    assert_eq!((error.kind, error.files), (LocalErrorKind::FileMissing, vec!["onnx/model.onnx".to_owned()]));
}

#[test]
fn codes_are_the_names_of_kinds() {
    let kind_of = |code: &str| {
        let reply = FailureReply { code: code.to_owned(), message: String::new(), files: Vec::new() };
        LocalError::from(reply).kind
    };
    for kind in LocalErrorKind::ALL {
        let name = serde_json::to_value(kind).unwrap();
        assert_eq!(kind_of(name.as_str().unwrap()), kind);
    }
    assert_eq!(kind_of("of another version"), LocalErrorKind::Runtime);
}

#[test]
fn what_one_picture_has_does_not_end_the_run() {
    assert!(!LocalErrorKind::BadImage.concerns_all());
    assert!(LocalErrorKind::OutOfMemory.concerns_all());
    assert_eq!(LocalErrorKind::DeviceLost.retry(), Retry::Transient);
    assert_eq!(LocalErrorKind::BadImage.retry(), Retry::Never);
}
