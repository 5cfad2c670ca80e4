//! The page's end of the line to its worker.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use futures_channel::oneshot;
use gloo::events::EventListener;
use js_sys::ArrayBuffer;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, Event as DomEvent, File, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::page;
use super::parcel::Parcel;
use protocol::{Call, Event, Failure, Message, Request, VERSION};

/// The worker's script where `<html data-worker="…">` names no other.
const DEFAULT_SCRIPT: &str = "worker_loader.js";

/// A reply and what travels beside it.
#[derive(Debug)]
pub struct Answer<T> {
    pub reply: T,
    pub files: Vec<File>,
    pub bytes: Option<ArrayBuffer>,
}

/// An answer whose reply is still encoded, see [`decode_reply`](protocol::decode_reply).
pub type Encoded = Result<Answer<Vec<u8>>, Failure>;

/// What the worker reports without being asked.
#[derive(Debug)]
pub enum WorkerNews {
    Event(Event),
    /// The worker did not start, ended with an error or is of another version; it is of no further use.
    Lost {
        other_version: bool,
        detail: String,
    },
}

/// A running worker. Calls made before it listens wait for it.
#[derive(Clone)]
pub struct WorkerClient(Rc<Line>);

struct Line {
    worker: Worker,
    ready: Cell<bool>,
    ended: Cell<bool>,
    next_id: Cell<u32>,
    waiting: RefCell<Vec<Parcel<Call>>>,
    open: RefCell<BTreeMap<u32, oneshot::Sender<Encoded>>>,
    tell: Box<dyn Fn(WorkerNews)>,
}

impl WorkerClient {
    /// Starts the worker; `tell` hears its events and its end.
    pub fn start(tell: impl Fn(WorkerNews) + 'static) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let line = Rc::new(Line {
            worker: Worker::new_with_options(&script(), &options)?,
            ready: Cell::new(false),
            ended: Cell::new(false),
            next_id: Cell::new(0),
            waiting: RefCell::default(),
            open: RefCell::default(),
            tell: Box::new(tell),
        });
        listen(&line);
        Ok(Self(line))
    }

    pub fn stop(&self) {
        self.0.end();
    }

    /// Asks the worker.
    ///
    /// # Errors
    /// What the worker answers instead; [`Failure::Cancelled`] where it ends first or has ended.
    pub async fn call(&self, request: Request, files: Vec<File>) -> Encoded {
        if self.0.ended.get() {
            return Err(Failure::Cancelled);
        }
        let id = self.0.next_id.get();
        self.0.next_id.set(id.wrapping_add(1));
        let (sender, receiver) = oneshot::channel();
        self.0.open.borrow_mut().insert(id, sender);
        let call = Call { version: VERSION, id, request };
        self.0.send(Parcel { files, ..call.into() });
        receiver.await.unwrap_or(Err(Failure::Cancelled))
    }
}

impl Line {
    fn send(&self, parcel: Parcel<Call>) {
        if !self.ready.get() {
            self.waiting.borrow_mut().push(parcel);
            return;
        }
        let posted = parcel.pack().and_then(|(object, moved)| self.worker.post_message_with_transfer(&object, &moved));
        if let Err(error) = posted {
            self.lose(false, format!("{error:?}"));
        }
    }

    fn receive(&self, data: &JsValue) {
        let Ok(parcel) = Parcel::<Message>::unpack(data) else {
            self.lose(true, String::new());
            return;
        };
        match parcel.message {
            Message::Ready { version } if version == VERSION => {
                self.ready.set(true);
                for waiting in self.waiting.take() {
                    self.send(waiting);
                }
            }
            Message::Ready { version } => self.lose(true, format!("page {VERSION}, worker {version}")),
            Message::Reply { id, result } => {
                let sender = self.open.borrow_mut().remove(&id);
                let Parcel { reply, files, bytes, .. } = parcel;
                let answer = result.map(|()| Answer { reply, files, bytes });
                // The asker may have gone in the meantime, as when the user has moved on: nobody misses the answer.
                if let Some(Err(unwanted)) = sender.map(|sender| sender.send(answer)) {
                    drop(unwanted);
                }
            }
            Message::Event(event) => (self.tell)(WorkerNews::Event(event)),
        }
    }

    /// Ends the worker; whoever waits for an answer hears that there will be none.
    fn end(&self) {
        self.ended.set(true);
        self.worker.terminate();
        self.waiting.take();
        drop(self.open.take());
    }

    fn lose(&self, other_version: bool, detail: String) {
        self.end();
        (self.tell)(WorkerNews::Lost { other_version, detail });
    }
}

/// Listens for as long as the page lives, so the listeners are never given back.
fn listen(line: &Rc<Line>) {
    let receiver = line.clone();
    let receive = move |event: &DomEvent| {
        if let Some(event) = event.dyn_ref::<MessageEvent>() {
            receiver.receive(&event.data());
        }
    };
    EventListener::new(&line.worker, "message", receive).forget();
    for failure in ["error", "messageerror"] {
        let loser = line.clone();
        let lose = move |event: &DomEvent| {
            // A script that cannot be loaded yields a bare event without a message.
            let detail = event.dyn_ref::<ErrorEvent>().map_or_else(
                || format!("{} could not be loaded", script()),
                |error| format!("{} ({}:{})", error.message(), error.filename(), error.lineno()),
            );
            loser.lose(false, detail);
        };
        EventListener::new(&line.worker, failure, lose).forget();
    }
}

fn script() -> String {
    page::document()
        .document_element()
        .and_then(|root| root.get_attribute("data-worker"))
        .unwrap_or_else(|| DEFAULT_SCRIPT.to_owned())
}
