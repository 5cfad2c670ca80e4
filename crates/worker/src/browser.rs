//! The browser: its clock, tasks, locks and the page; where indices are kept.

use std::pin::Pin;

use engine::pause::Pause;
use gloo::timers::callback::Timeout;
use protocol::recent::RecentDataset;
use protocol::run::RunFault;
use protocol::{Event, Message};
use session::host::{Guard, IndexStore, Promise, System};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web::macrotask::macrotask;
use web::recent_store::RecentStore;
use web::{clock, locks};
use web_sys::DomException;

use super::outbox;

/// The browser that the worker runs in.
pub(super) struct Browser;

impl Pause for Browser {
    fn pause(&self) -> Pin<Box<dyn Future<Output = ()> + '_>> {
        Box::pin(macrotask())
    }
}

impl System for Browser {
    fn now(&self) -> f64 {
        clock::now()
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time after 1970")]
    fn date(&self) -> u64 {
        clock::wall_clock() as u64
    }

    fn after(&self, milliseconds: u64, work: Box<dyn FnOnce()>) -> Guard {
        /// With a longer one browsers do not wait at all.
        const LONGEST: u32 = i32::MAX.unsigned_abs();
        let milliseconds = u32::try_from(milliseconds).map_or(LONGEST, |wait| wait.min(LONGEST));
        // A timer that is dropped within its own callback would take the callback away.
        Box::new(Timeout::new(milliseconds, move || spawn_local(async move { work() })))
    }

    fn spawn(&self, work: Promise<'static, ()>) {
        spawn_local(work);
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number below 2^52")]
    fn random(&self) -> u64 {
        const RANGE: f64 = 4_503_599_627_370_496.0;
        (js_sys::Math::random() * RANGE) as u64
    }

    /// WebAssembly's memory never shrinks, so this is also its peak.
    fn memory_bytes(&self) -> u64 {
        const PAGE: u64 = 65_536;
        u64::try_from(core::arch::wasm32::memory_size::<0>()).unwrap_or(u64::MAX / PAGE) * PAGE
    }

    fn tell(&self, event: Event) {
        outbox::post(&Message::Event(event).into());
    }

    fn lock<'a>(&'a self, name: &'a str) -> Promise<'a, Result<Option<Guard>, RunFault>> {
        Box::pin(async move {
            let lock = locks::take(name).await.map_err(|error| refused(&error))?;
            Ok(lock.map(|lock| Box::new(lock) as Guard))
        })
    }
}

impl IndexStore for Browser {
    fn index<'a>(&'a self, fingerprint: &'a str) -> Promise<'a, Option<Vec<u8>>> {
        Box::pin(async move { RecentStore::open().await.ok()?.index(fingerprint).await.ok()? })
    }

    fn keep<'a>(&'a self, dataset: &'a RecentDataset, index: Option<&'a [u8]>) -> Promise<'a, Result<(), RunFault>> {
        let keep = async move { RecentStore::open().await?.keep(dataset, index).await };
        Box::pin(async move { keep.await.map_err(|error| refused(&error)) })
    }
}

/// Why the storage, or something else that the browser provides, cannot be used.
pub(super) fn refused(error: &JsValue) -> RunFault {
    match error.dyn_ref::<DomException>() {
        Some(exception) if exception.name() == "QuotaExceededError" => RunFault::StorageFull,
        Some(exception) => RunFault::Storage { detail: exception.name() },
        None => RunFault::Storage { detail: error.as_string().unwrap_or_default() },
    }
}
