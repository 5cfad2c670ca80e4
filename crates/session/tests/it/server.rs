//! A server of OpenAI's chat dialect that misbehaves once, and keeps account of what it was asked and has answered.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use engine::endpoint::{AddressSpace, HttpRequest, HttpResponse, Secret, Usage};
use serde_json::{Value, json};
use session::host::{Part, Promise, SendError, Transport};
use session::read_range;

use crate::chaos::{Call, Chaos};
use crate::disk::Stored;
use crate::machine::Machine;

/// How the server misbehaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    NoReply,
    Status(u16),
    BrokenOff,
    NeverReplies,
    Garbage,
    /// The model refuses to answer, which no other try changes.
    Refuses,
}

/// What was asked and answered.
#[derive(Default)]
pub(crate) struct Ledger {
    /// How often each question was asked and answered, by index.
    pub(crate) questions: RefCell<BTreeMap<String, (u32, u32)>>,
    /// Tokens of all answers.
    pub(crate) used: Cell<u64>,
    /// Tries that count as expected, since the server has not said what they took.
    pub(crate) estimated: Cell<u64>,
    /// Requests that were given up.
    pub(crate) given_up: Cell<u32>,
    /// What must not happen.
    pub(crate) complaints: RefCell<Vec<String>>,
}

pub(crate) struct Server {
    pub(crate) machine: Rc<Machine>,
    pub(crate) chaos: Rc<Chaos>,
    pub(crate) stored: Rc<Stored>,
    pub(crate) ledger: Rc<Ledger>,
    pub(crate) trouble: Cell<Trouble>,
    /// By index the base64 text of each image.
    pub(crate) images: BTreeMap<String, Vec<String>>,
}

/// What the model answers to the question of an index.
pub(crate) fn answer_to(index: &str) -> String {
    format!("The answer to {index} is B.")
}

impl Server {
    async fn reply(&self, request: &HttpRequest, parts: Vec<Part>) -> Result<HttpResponse, SendError> {
        assert_eq!(request.url, "https://models.example/v1/chat/completions");
        let mut body = Vec::new();
        for part in parts {
            match part {
                Part::Bytes(bytes) => body.extend(bytes),
                // A browser tells of a file that is gone as of a server that is not there.
                Part::Range(file, range) => {
                    let read = read_range(&file, range).await;
                    body.extend(read.map_err(|error| SendError::NoReply(error.to_string()))?);
                }
            }
        }
        let body: Value = serde_json::from_slice(&body).unwrap();
        let Some(index) = self.index_of(&body) else {
            // The test of a connection.
            self.machine.sleep(300).await;
            return std::future::pending().await;
        };
        let (asked, answered) = self.ledger.questions.borrow().get(&index).copied().unwrap_or_default();
        if self.stored.has_answer(&index) {
            self.ledger.complaints.borrow_mut().push(format!("{index} is answered, and asked again"));
        }
        self.ledger.questions.borrow_mut().insert(index.clone(), (asked + 1, answered));
        let number: u64 = index.parse().unwrap();
        let is_troubled = self.chaos.befalls(Call::Send);
        self.machine.sleep(200 + number * 370 % 900).await;
        let status = |status, headers: &[(&str, &str)], body: Value| {
            let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            Ok(HttpResponse { status, headers, body: body.to_string().into_bytes() })
        };
        match self.trouble.get() {
            Trouble::NoReply if is_troubled => Err(SendError::NoReply("connection lost".to_owned())),
            Trouble::Status(429) if is_troubled => {
                status(429, &[("retry-after", "1")], json!({ "error": { "message": "slow down" } }))
            }
            Trouble::Status(code) if is_troubled => status(code, &[], json!({ "error": { "message": "oh" } })),
            Trouble::Garbage if is_troubled => {
                Ok(HttpResponse { status: 200, headers: Vec::new(), body: b"<html>".to_vec() })
            }
            Trouble::Refuses if is_troubled => {
                let choices = json!([{ "message": { "refusal": "no" }, "finish_reason": "stop" }]);
                status(200, &[], json!({ "choices": choices }))
            }
            Trouble::BrokenOff if is_troubled => {
                self.ledger.estimated.set(self.ledger.estimated.get() + 1);
                Err(SendError::BrokeOff { status: 200, detail: "connection lost".to_owned() })
            }
            Trouble::NeverReplies if is_troubled => {
                self.ledger.estimated.set(self.ledger.estimated.get() + 1);
                std::future::pending().await
            }
            _ => {
                let usage = Usage { input: 100 + number, output: 3 };
                self.ledger.used.set(self.ledger.used.get() + usage.total());
                self.ledger.questions.borrow_mut().entry(index.clone()).and_modify(|(_, answered)| *answered += 1);
                let message = json!({ "content": answer_to(&index) });
                let usage = json!({ "prompt_tokens": usage.input, "completion_tokens": usage.output });
                let choices = json!([{ "message": message, "finish_reason": "stop" }]);
                status(200, &[], json!({ "choices": choices, "usage": usage }))
            }
        }
    }

    /// The index of the question that a request puts, with its images.
    fn index_of(&self, body: &Value) -> Option<String> {
        let parts = body["messages"][0]["content"].as_array().unwrap();
        let text = parts.last().unwrap()["text"].as_str().unwrap();
        let index = text.split("Question ").nth(1)?.split('?').next()?.to_owned();
        let url = |part: &Value| part["image_url"]["url"].as_str().map(str::to_owned);
        let images: Vec<String> = parts.iter().filter_map(url).collect();
        let wanted = self.images[&index].iter().map(|text| format!("data:image/png;base64,{text}"));
        if !images.iter().cloned().eq(wanted) {
            self.ledger.complaints.borrow_mut().push(format!("{index} is asked with other images"));
        }
        Some(index)
    }
}

/// Counts a request that is dropped before its end.
struct Open<'l>(&'l Ledger, bool);

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.given_up.set(self.0.given_up.get() + u32::from(!self.1));
    }
}

impl Transport for Server {
    fn send<'a>(
        &'a self,
        request: &'a HttpRequest,
        body: Vec<Part>,
        _: &'a Secret,
    ) -> Promise<'a, Result<HttpResponse, SendError>> {
        Box::pin(async move {
            let mut open = Open(&self.ledger, false);
            let reply = self.reply(request, body).await;
            open.1 = true;
            reply
        })
    }

    fn reaches_blindly<'a>(&'a self, _: &'a str, _: AddressSpace) -> Promise<'a, bool> {
        Box::pin(async {
            self.machine.sleep(100).await;
            true
        })
    }

    fn page_space(&self) -> AddressSpace {
        AddressSpace::Public
    }

    fn permission(&self, _: &'static str) -> Promise<'_, Option<String>> {
        Box::pin(std::future::ready(None))
    }
}
