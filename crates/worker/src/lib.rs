//! The worker: reads files, holds the dataset and the predictions, answers the page.
//!
//! One session holds everything. A request is answered as soon as it can be; indexing goes on between requests.

mod check;
mod explore;
mod exports;
mod failures;
mod indexing;
mod local;
mod opening;
mod outbox;
mod pausing;
mod pictures;
mod predictions;
mod questions;
mod remembering;
mod requests;
mod run;
mod scores;
mod session;
mod shrink;
mod source;
mod thumbnails;

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::MessageEvent;

use protocol::{Call, CallHead, Event, Failure, Message, VERSION};
use session::Session;
use web::parcel::Parcel;

/// The session as the requests under way share it; never borrowed across an `await`.
type Shared = Rc<RefCell<Session>>;

/// Listens to the page; call once.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        outbox::post(&Message::Event(Event::Panicked { report: panic.to_string() }).into());
    }));
    let session = Shared::default();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        spawn_local(answer(session.clone(), event));
    });
    outbox::scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    outbox::post(&Message::Ready { version: VERSION }.into());
}

async fn answer(session: Shared, event: MessageEvent) {
    let data = event.data();
    let Ok(Parcel { message: call, files, .. }) = Parcel::<Call>::unpack(&data) else {
        // Of another version; whoever asks is not left waiting.
        if let Ok(Parcel { message: CallHead { id, .. }, .. }) = Parcel::unpack(&data) {
            outbox::reply(id, Err(Failure::VersionMismatch));
        }
        return;
    };
    let id = call.id;
    let result = if call.version == VERSION {
        requests::answer(&session, call.request, files).await
    } else {
        Err(Failure::VersionMismatch)
    };
    outbox::reply(id, result);
}
