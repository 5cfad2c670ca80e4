//! The browser's clock, in the page and in the worker.

/// Milliseconds since some fixed moment, never going back.
pub fn now() -> f64 {
    let performance = js_sys::Reflect::get(&js_sys::global(), &"performance".into());
    performance.map_or(0.0, |performance| web_sys::Performance::from(performance).now())
}

/// Milliseconds since 1970.
pub fn wall_clock() -> f64 {
    js_sys::Date::now()
}

/// A moment, in milliseconds since 1970, in the user's time zone and a language's way.
#[expect(clippy::cast_precision_loss, reason = "times are far below 2^52")]
pub fn local_time(moment: u64, language: &str) -> String {
    let date = js_sys::Date::new(&(moment as f64).into());
    date.to_locale_string(language, &wasm_bindgen::JsValue::UNDEFINED).into()
}
