//! What the worker says to the page.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{DedicatedWorkerGlobalScope, console};

use crate::protocol::{Failure, Message, Reply};
use crate::web::parcel::Parcel;

/// A reply, and the bytes that travel beside it.
pub(super) struct Answer {
    reply: Reply,
    bytes: Option<ArrayBuffer>,
}

impl Answer {
    /// A reply with bytes beside it.
    pub(super) fn with_bytes(reply: Reply, bytes: &[u8]) -> Self {
        Self { reply, bytes: Some(Uint8Array::from(bytes).buffer()) }
    }
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        Self { reply, bytes: None }
    }
}

/// The worker's global scope.
pub(super) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Sends the answer to a call.
pub(super) fn reply(id: u32, answer: Result<Answer, Failure>) {
    let (result, bytes) = match answer {
        Ok(Answer { reply, bytes }) => (Ok(reply), bytes),
        Err(failure) => (Err(failure), None),
    };
    post(&Parcel { message: Message::Reply { id, result }, files: Vec::new(), bytes });
}

/// Sends a message. What the browser refuses to send is a fault of ours and goes to the console.
pub(super) fn post(parcel: &Parcel<Message>) {
    let sent = parcel.pack().and_then(|(object, moved)| scope().post_message_with_transfer(&object, &moved));
    if let Err(error) = sent {
        console::error_1(&error);
    }
}
