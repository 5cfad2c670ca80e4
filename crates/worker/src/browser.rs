//! The browser: its clock, tasks, locks and the page; where indices are kept.

use std::pin::Pin;

use engine::pause::Pause;
use gloo::timers::callback::Timeout;
use js_sys::{Function, Object, Promise as JsPromise, Reflect};
use protocol::recent::RecentDataset;
use protocol::run::RunFault;
use protocol::{Event, Message};
use session::host::{Guard, IndexStore, Promise, System};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web::calls::is_named;
use web::clock;
use web::macrotask::macrotask;
use web::recent_store::RecentStore;
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
            let lock = take_lock(name).await.map_err(refused)?;
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
        Box::pin(async move { keep.await.map_err(refused) })
    }
}

/// Why the storage, or something else that the browser provides, cannot be used.
#[expect(clippy::needless_pass_by_value, reason = "to be given to `map_err`")]
pub(super) fn refused(error: JsValue) -> RunFault {
    if is_named(&error, "QuotaExceededError") {
        return RunFault::StorageFull;
    }
    RunFault::Storage { detail: name_of(&error) }
}

/// What the browser calls an error.
pub(super) fn name_of(error: &JsValue) -> String {
    match error.dyn_ref::<DomException>() {
        Some(exception) => exception.name(),
        None => error.as_string().unwrap_or_default(),
    }
}

#[wasm_bindgen]
extern "C" {
    /// The browser's `LockManager`.
    type LockManager;

    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, options: &JsValue, callback: &Function) -> JsPromise;
}

/// A lock; given back when it is dropped, and by the browser when the tab ends.
struct HeldLock {
    release: Function,
}

impl Drop for HeldLock {
    fn drop(&mut self) {
        // A function that settles a promise does not fail.
        drop(self.release.call0(&JsValue::NULL));
    }
}

/// Takes a lock; `None` where another tab has it.
async fn take_lock(name: &str) -> Result<Option<HeldLock>, JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into())?;
    let locks = Reflect::get(&navigator, &"locks".into())?;
    if locks.is_undefined() {
        return Err("no locks".into());
    }
    let locks: LockManager = locks.unchecked_into();
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &true.into())?;
    let mut release = None;
    let held = JsPromise::new(&mut |resolve, _| release = Some(resolve));
    let name = name.to_owned();
    let granted = JsPromise::new(&mut |resolve, reject| {
        let (held, resolve) = (held.clone(), resolve);
        // The lock is held for as long as the promise that the callback returns is open.
        let callback = Closure::once_into_js(move |lock: JsValue| {
            let is_granted = !lock.is_null();
            drop(resolve.call1(&JsValue::NULL, &is_granted.into()));
            if is_granted { JsValue::from(held) } else { JsValue::UNDEFINED }
        });
        let on_error = Closure::once_into_js(move |error: JsValue| drop(reject.call1(&JsValue::NULL, &error)));
        let asked = locks.request(&name, &options, callback.unchecked_ref());
        drop(Reflect::get(&asked, &"catch".into()).map(|catch| {
            let catch: Function = catch.unchecked_into();
            catch.call1(&asked, &on_error)
        }));
    });
    let is_granted = JsFuture::from(granted).await?.is_truthy();
    Ok(release.filter(|_| is_granted).map(|release| HeldLock { release }))
}
