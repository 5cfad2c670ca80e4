//! What the worker says to the page.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, File, console};

use protocol::{Failure, Message, Reply};
use web::fetch::describe;
use web::parcel::Parcel;

/// A reply, and what travels beside it.
pub(super) struct Answer {
    reply: Reply,
    bytes: Option<ArrayBuffer>,
    file: Option<File>,
}

impl Answer {
    /// A reply with bytes beside it.
    pub(super) fn with_bytes(reply: Reply, bytes: &[u8]) -> Self {
        Self { reply, bytes: Some(Uint8Array::from(bytes).buffer()), file: None }
    }

    /// A reply with a file beside it.
    pub(super) fn with_file(reply: Reply, file: File) -> Self {
        Self { reply, bytes: None, file: Some(file) }
    }
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        Self { reply, bytes: None, file: None }
    }
}

/// The worker's global scope.
pub(super) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Sends the answer to a call; where the browser refuses to send it, says that instead, so that nobody waits for ever.
pub(super) fn reply(id: u32, answer: Result<Answer, Failure>) {
    let (result, bytes, file) = match answer {
        Ok(Answer { reply, bytes, file }) => (Ok(reply), bytes, file),
        Err(failure) => (Err(failure), None, None),
    };
    let parcel = Parcel { message: Message::Reply { id, result }, files: file.into_iter().collect(), bytes };
    if let Err(error) = send(&parcel) {
        let result = Err(Failure::Export { detail: describe(&error) });
        post(&Message::Reply { id, result }.into());
    }
}

/// Sends a message. What the browser refuses to send is a fault of ours and goes to the console.
pub(super) fn post(parcel: &Parcel<Message>) {
    if let Err(error) = send(parcel) {
        console::error_1(&error);
    }
}

fn send(parcel: &Parcel<Message>) -> Result<(), JsValue> {
    let (object, moved) = parcel.pack()?;
    scope().post_message_with_transfer(&object, &moved)
}
