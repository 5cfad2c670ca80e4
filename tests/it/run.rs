//! A whole run on the golden dataset, as a driver leads it: plan, requests, replies, journal, files.
#![expect(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use engine::dataset::{Dataset, DatasetBuilder};
use engine::endpoint::{Ask, Dialect, Endpoint, EndpointError, HttpResponse, Preset, Sampling, Secret, build, parse};
use engine::image::Format;
use engine::prompt::PromptParts;
use engine::run::{
    Action, End, Journal, Manifest, Model, Outcome, PictureSettings, Price, PromptSettings, Question, Record,
    RunFailure, RunHeader, RunLimits, Sample, Scheduler, Shard, Thinking, Verdict, answered_rows, import_predictions,
    merge, plan, prediction_frame, prompt_sha256, transcript_line,
};
use engine::scoring::Prepared;
use engine::selection::Selection;
use engine::table::{self, Frame, Value, write};
use serde_json::json;

const KEY: &str = "sk-very-secret-key-0123456789";

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn dataset() -> Dataset {
    let mut builder = DatasetBuilder::new();
    builder.begin_part("GMAI-MMBench_VAL.tsv");
    builder.feed(&fs::read(golden("dataset.tsv")).unwrap()).unwrap();
    builder.end_part().unwrap();
    builder.finish()
}

fn endpoint() -> Endpoint {
    Endpoint { model: "maker/seer-1".to_owned(), ..Preset::of("openrouter").unwrap().endpoint() }
}

fn header(dataset: &Dataset, questions: &[Question]) -> RunHeader {
    let texts: Vec<String> = questions.iter().map(|question| text(dataset, question.row)).collect();
    RunHeader {
        version: RunHeader::VERSION,
        id: "run-1".to_owned(),
        software: "GMAI Scope".to_owned(),
        begun: 0,
        dataset: "GMAI-MMBench_VAL".to_owned(),
        model: Model::Remote(endpoint()),
        sampling: Sampling::default(),
        prompt: PromptSettings::default(),
        prompt_sha256: prompt_sha256(None, texts.iter().map(String::as_str)),
        pictures: PictureSettings::default(),
        limits: RunLimits::default(),
        price: Price { input_per_million: 1.0, output_per_million: 10.0 },
        selection: Selection::default(),
        sample: None,
        shard: None,
        concessions: Vec::new(),
        questions: RunHeader::indices(questions),
    }
}

fn text(dataset: &Dataset, row: usize) -> String {
    PromptSettings::default().text(&PromptParts::of(dataset, row)).unwrap()
}

/// A server that repeats the key, fails in turn, and whose answer depends on the question alone.
struct Server {
    requests: usize,
    /// One of so many requests fails.
    fault_of: usize,
}

impl Server {
    fn reply(&mut self, dialect: Dialect, body: &str) -> HttpResponse {
        self.requests += 1;
        let ok = json!({
            "choices": [{ "message": { "content": answer_to(body) }, "finish_reason": "stop" }],
            "usage": { "prompt_tokens": 900, "completion_tokens": 10 },
        });
        let fault = self.requests.is_multiple_of(self.fault_of).then_some(self.requests / self.fault_of % 6);
        let (status, body) = match fault {
            None => (200, ok.to_string()),
            Some(0) => (429, format!("{{\"error\":{{\"message\":\"{KEY}: try again in 250ms\"}}}}")),
            Some(1) => (500, "oops".to_owned()),
            Some(2) => (503, format!("<html>{KEY}</html>")),
            Some(3) => (529, "{}".to_owned()),
            Some(4) => (200, ok.to_string()[..40].to_owned()),
            Some(_) => (200, json!({ "choices": [] }).to_string()),
        };
        assert_eq!(dialect, Dialect::OpenAiChat);
        HttpResponse { status, headers: Vec::new(), body: body.into_bytes() }
    }
}

fn answer_to(body: &str) -> String {
    let sum: usize = body.bytes().map(usize::from).sum();
    format!("<think>with {KEY} in mind</think>The answer is {}\r\n\"so\"\tto say", char::from(b"ABCD"[sum % 4]))
}

/// Leads a run until it ends or so many answers are journalled.
fn lead(
    dataset: &Dataset,
    questions: &[Question],
    journal: &mut Journal,
    server: &mut Server,
    most: usize,
) -> Option<End> {
    let (answered, failed): (Vec<usize>, Vec<usize>) =
        (journal.latest().answered().collect(), journal.latest().failed().collect());
    let mut scheduler = Scheduler::new(RunLimits::default(), questions.len(), answered, failed, 0.0, 7);
    let mut now = 0;
    let mut in_flight = Vec::new();
    while journal.records.len() < most {
        match scheduler.next(now) {
            Action::Ask { place, attempt } => in_flight.push((place, attempt)),
            Action::Wait { until, .. } if in_flight.is_empty() => now = until.expect("something is to come"),
            Action::Wait { .. } => {
                now += 20;
                let (place, attempt) = in_flight.remove(0);
                let outcome = ask(dataset, &questions[place], server).map_err(RunFailure::from);
                let usage = outcome.as_ref().map(|answer| answer.usage.map(|usage| usage.input + usage.output));
                let verdict = scheduler.done(place, attempt, usage, 0.0, now);
                let outcome = match (verdict, outcome) {
                    (Verdict::Answered, Ok(answer)) => Outcome::Answered(answer),
                    (Verdict::Failed, Err(failure)) => Outcome::Failed(failure),
                    _ => continue,
                };
                let index = questions[place].index.clone();
                journal.records.push(Record {
                    index,
                    tries: attempt,
                    ended: now,
                    took: 20,
                    outcome,
                    usage: None,
                    cost: None,
                    again: false,
                });
            }
            Action::Ended(end) => return Some(end),
            Action::Paused => panic!("nobody paused"),
        }
    }
    None
}

fn ask(dataset: &Dataset, question: &Question, server: &mut Server) -> Result<engine::endpoint::Answer, EndpointError> {
    let ask = Ask { system: None, text: text(dataset, question.row), pictures: vec![Format::Png] };
    let request = build(&endpoint(), &ask, &Sampling::default()).unwrap();
    let key = Secret::new(KEY);
    assert!(!format!("{request:?}").contains(KEY));
    assert!(request.headers(&key).iter().any(|(_, value)| value.contains(KEY)));
    let reply = server.reply(Dialect::OpenAiChat, &request.body_with(&["iVBORw0KGgo="]));
    parse(&endpoint(), &reply, &key, 0)
}

fn frame(dataset: &Dataset, journal: &Journal) -> Frame {
    prediction_frame(dataset, &answered_rows(dataset, &journal.header, &journal.latest()), Thinking::Column)
}

fn all_rows(dataset: &Dataset) -> Vec<usize> {
    (0..dataset.row_count()).collect()
}

#[test]
fn a_run_closed_again_and_again_gives_the_file_of_an_undisturbed_one() {
    let dataset = dataset();
    let questions = plan(&dataset, &all_rows(&dataset), Some(Sample { size: 300, seed: 5 }), None).unwrap();
    let begin = || Journal { header: header(&dataset, &questions), records: Vec::new() };
    let mut undisturbed = begin();
    let end =
        lead(&dataset, &questions, &mut undisturbed, &mut Server { requests: 0, fault_of: usize::MAX }, usize::MAX);
    assert_eq!(end, Some(End::Finished));

    let mut server = Server { requests: 0, fault_of: 9 };
    let mut stored = begin().write();
    let mut sessions = 0;
    loop {
        let (mut journal, _) = Journal::read(stored.as_bytes()).unwrap();
        let most = journal.records.len() + 37;
        let end = lead(&dataset, &questions, &mut journal, &mut server, most);
        stored = journal.write();
        sessions += 1;
        if end.is_some() {
            assert_eq!(end, Some(End::Finished));
            break;
        }
        // The tab is closed while the last line is being written.
        if sessions % 3 == 0 {
            stored.truncate(stored.len() - 20);
        }
    }
    assert!(sessions > 8, "{sessions}");
    let (journal, _) = Journal::read(stored.as_bytes()).unwrap();
    let mut answers = BTreeMap::new();
    for record in &journal.records {
        *answers.entry(&record.index).or_insert(0) += 1;
    }
    assert!(answers.len() == 300 && answers.values().all(|times| *times == 1));
    let [same, other] = [&undisturbed, &journal].map(|journal| write::delimited(&frame(&dataset, journal), b'\t'));
    assert_eq!(same, other);
    check_no_key(&dataset, &journal);
}

/// Nothing that is kept or taken away holds the key.
fn check_no_key(dataset: &Dataset, journal: &Journal) {
    let manifest = Manifest::new(&journal.header, &journal.records);
    assert_eq!((manifest.counts.planned, manifest.counts.answered), (300, 300));
    assert_eq!(manifest.usage.input, 270_000);
    assert!((manifest.cost - (0.27 + 0.03)).abs() < 1e-9);
    let frame = frame(dataset, journal);
    let texts = [
        journal.write(),
        serde_json::to_string(&manifest).unwrap(),
        journal.records.iter().map(|record| transcript_line(None, "q", record)).collect(),
        String::from_utf8(write::delimited(&frame, b'\t')).unwrap(),
        String::from_utf8(write::json(&frame)).unwrap(),
        format!("{journal:?}"),
    ];
    for text in texts {
        assert!(!text.contains(KEY));
        assert!(text.contains("in mind") || text.contains("prompt_sha256"));
    }
}

#[test]
fn files_read_back_are_the_answers() {
    let dataset = dataset();
    let questions = plan(&dataset, &all_rows(&dataset)[..60], None, None).unwrap();
    let mut journal = Journal { header: header(&dataset, &questions), records: Vec::new() };
    lead(&dataset, &questions, &mut journal, &mut Server { requests: 0, fault_of: usize::MAX }, usize::MAX);
    let frame = frame(&dataset, &journal);
    assert!(frame.column("image").is_none() && frame.column("question").is_some());
    let names: Vec<_> = frame.columns().iter().rev().take(2).map(|column| column.name.to_python_text()).collect();
    assert_eq!(names, ["thinking", "prediction"]);
    let files = [
        ("p.tsv", write::delimited(&frame, b'\t')),
        ("p.json", write::json(&frame)),
        ("p.xlsx", write::xlsx(&frame).unwrap()),
    ];
    for (name, bytes) in files {
        let read = table::read(name, &bytes).unwrap();
        let imported = import_predictions(name, &read, &questions, &dataset).unwrap();
        assert_eq!((imported.predictions.len(), imported.unanswered, imported.others), (60, 0, 0), "{name}");
        for (place, prediction) in imported.predictions {
            let answer = journal.latest().records[place].unwrap().answer().unwrap().text.clone();
            // Spreadsheets hold a carriage return as an escape, as VLMEvalKit's own.
            let kept = if name == "p.xlsx" { answer.replace('\r', "_x000D_") } else { answer };
            assert_eq!(prediction, kept, "{name}");
        }
    }
}

/// VLMEvalKit writes its result as the predictions came and reads it again: of a workbook 16 digits are left.
#[test]
fn answers_are_grouped_as_their_file_is() {
    let mut builder = DatasetBuilder::new();
    builder.begin_part("d.tsv");
    builder.feed(b"index\tquestion\tanswer\tdepartment\n0\tq\tA\t1.2100000000000002\n1\tq\tA\t1.5\n").unwrap();
    builder.end_part().unwrap();
    let dataset = builder.finish();
    let answer = json!({ "text": "A", "thinking": null, "finish": "stop", "usage": null, "model": null });
    let answer = serde_json::from_value(answer).unwrap();
    let frame = prediction_frame(&dataset, &[(0, &answer), (1, &answer)], Thinking::Dropped);
    let files = [("m.xlsx", write::xlsx(&frame).unwrap(), 1.21), ("m.tsv", write::delimited(&frame, b'\t'), 1.1 * 1.1)];
    for (name, bytes, department) in files {
        let prepared = Prepared::of_file(name, table::read(name, &bytes).unwrap()).unwrap();
        assert_eq!(prepared.cell(0, "department"), Value::Float(department), "{name}");
    }
}

#[test]
fn parts_put_together_are_the_whole() {
    let dataset = dataset();
    let rows = all_rows(&dataset);
    let whole = plan(&dataset, &rows, None, None).unwrap();
    let mut parts = Vec::new();
    for number in 1..=4 {
        let questions = plan(&dataset, &rows, None, Some(Shard { number, of: 4 })).unwrap();
        let mut journal = Journal { header: header(&dataset, &questions), records: Vec::new() };
        lead(&dataset, &questions, &mut journal, &mut Server { requests: 0, fault_of: 100 }, usize::MAX);
        let file = write::delimited(&frame(&dataset, &journal), b'\t');
        parts.push((format!("{number}.tsv"), table::read("p.tsv", &file).unwrap()));
    }
    let expected = RunHeader::indices(&whole);
    let merged = merge(&parts, &whole, &dataset).unwrap();
    assert!(merged.is_clean(), "{:?} {:?}", merged.gaps, merged.overlaps);
    assert_eq!(merged.frame.row_count(), whole.len());
    parts.remove(2);
    let merged = merge(&parts, &whole, &dataset).unwrap();
    assert_eq!(merged.gaps, expected[whole.len() / 2..whole.len() * 3 / 4]);
}
