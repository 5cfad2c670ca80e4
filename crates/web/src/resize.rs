//! Being told when an element's size changes.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

/// Watches an element for as long as it lives.
pub struct ResizeWatch {
    observer: ResizeObserver,
    _listener: Closure<dyn FnMut(Array)>,
}

impl ResizeWatch {
    /// Calls back at once and at every change of size; `None` where the browser cannot watch.
    pub fn new(element: &Element, mut changed: impl FnMut() + 'static) -> Option<Self> {
        let listener = Closure::<dyn FnMut(Array)>::new(move |_| changed());
        let observer = ResizeObserver::new(listener.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _listener: listener })
    }
}

impl Drop for ResizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
