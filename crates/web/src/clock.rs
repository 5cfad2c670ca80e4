//! The browser's clock, in the page and in the worker.

/// Milliseconds since some fixed moment, never going back.
pub fn now() -> f64 {
    let performance = js_sys::Reflect::get(&js_sys::global(), &"performance".into());
    performance.map_or(0.0, |performance| web_sys::Performance::from(performance).now())
}

pub fn wall_clock() -> f64 {
    js_sys::Date::now()
}

/// A moment, in milliseconds since 1970, as people of that language write date and time.
pub fn date_and_time(moment: f64, language: &str) -> String {
    js_sys::Date::new(&moment.into()).to_locale_string(language, &wasm_bindgen::JsValue::UNDEFINED).into()
}
