//! Locks between the tabs of this page (Web Locks).

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// The browser's `LockManager`.
    type LockManager;

    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, options: &JsValue, callback: &Function) -> Promise;
}

/// A lock; given back when it is dropped, and by the browser when the tab ends.
pub struct HeldLock {
    release: Function,
}

impl Drop for HeldLock {
    fn drop(&mut self) {
        // A function that settles a promise does not fail.
        drop(self.release.call0(&JsValue::NULL));
    }
}

/// Takes a lock; `None` where another tab has it.
pub async fn take(name: &str) -> Result<Option<HeldLock>, JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into())?;
    let locks = Reflect::get(&navigator, &"locks".into())?;
    if locks.is_undefined() {
        return Err("no locks".into());
    }
    let locks: LockManager = locks.unchecked_into();
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &true.into())?;
    let mut release = None;
    let held = Promise::new(&mut |resolve, _| release = Some(resolve));
    let name = name.to_owned();
    let granted = Promise::new(&mut |resolve, reject| {
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
