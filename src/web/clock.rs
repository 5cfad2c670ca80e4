//! The browser's clock, in the page and in the worker.

/// Milliseconds since some fixed moment, never going back.
pub fn now() -> f64 {
    let performance = js_sys::Reflect::get(&js_sys::global(), &"performance".into());
    performance.map_or(0.0, |performance| web_sys::Performance::from(performance).now())
}
