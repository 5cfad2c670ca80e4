//! What the worker says to the page.

use js_sys::Uint8Array;
use protocol::{Failure, Message};
use session::host::Part;
use session::{Answer, Beside};
use wasm_bindgen::{JsCast, JsValue};
use web::fetch::describe;
use web::parcel::Parcel;
use web_sys::{DedicatedWorkerGlobalScope, File, console};

use super::files::blob_parts;

/// The worker's global scope.
pub(super) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Sends the answer to a call; where the browser refuses to send it, says that instead, so that nobody waits for ever.
pub(super) async fn reply(id: u32, answer: Result<Answer, Failure>) {
    let parcel = match answer {
        Ok(answer) => packed(id, answer).await,
        Err(failure) => Ok(message(id, Err(failure))),
    };
    if let Err(error) = parcel.and_then(|parcel| send(&parcel)) {
        post(&message(id, Err(Failure::Export { detail: describe(&error) })));
    }
}

async fn packed(id: u32, answer: Answer) -> Result<Parcel<Message>, JsValue> {
    let mut parcel = Parcel { reply: answer.reply, ..message(id, Ok(())) };
    match answer.beside {
        Beside::Nothing => {}
        Beside::Bytes(bytes) => parcel.bytes = Some(Uint8Array::from(&bytes[..]).buffer()),
        Beside::File { name, parts } => parcel.files.push(file(&name, &parts).await?),
    }
    Ok(parcel)
}

async fn file(name: &str, parts: &[Part]) -> Result<File, JsValue> {
    let parts = blob_parts(parts).await?;
    File::new_with_blob_sequence(&parts, name)
}

fn message(id: u32, result: Result<(), Failure>) -> Parcel<Message> {
    Message::Reply { id, result }.into()
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
