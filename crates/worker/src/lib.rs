//! The worker: a session in the browser. What it does is in the crate `session`; here is what that needs of the browser.

mod browser;
mod fetch;
mod files;
mod journals;
mod kept_images;
mod model_worker;
mod models;
mod outbox;
mod shrink;
mod transport;

use std::rc::Rc;

use protocol::{Call, CallHead, Event, Failure, Message, VERSION};
use session::Session;
use session::host::{Host, Source};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web::parcel::Parcel;
use web_sys::MessageEvent;

use browser::Browser;
use files::FileSource;

/// Listens to the page; call once.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        outbox::post(&Message::Event(Event::Panicked { report: panic.to_string() }).into());
    }));
    let browser = Rc::new(Browser);
    let session = Rc::new(Session::new(Host {
        system: browser.clone(),
        journals: browser.clone(),
        indices: browser.clone(),
        transport: browser.clone(),
        fetch: browser.clone(),
        images: browser.clone(),
        thumbnails: browser.clone(),
        models: browser,
    }));
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        spawn_local(answer(session.clone(), event));
    });
    outbox::scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    outbox::post(&Message::Ready { version: VERSION }.into());
}

async fn answer(session: Rc<Session>, event: MessageEvent) {
    let data = event.data();
    let Ok(Parcel { message: call, files, .. }) = Parcel::<Call>::unpack(&data) else {
        // Of another version; whoever asks is not left waiting.
        if let Ok(Parcel { message: CallHead { id, .. }, .. }) = Parcel::unpack(&data) {
            outbox::reply(id, Err(Failure::VersionMismatch)).await;
        }
        return;
    };
    let result = if call.version == VERSION {
        let files = files.into_iter().map(|file| Rc::new(FileSource(file)) as Source).collect();
        session.answer(call.request, files).await
    } else {
        Err(Failure::VersionMismatch)
    };
    outbox::reply(call.id, result).await;
}
