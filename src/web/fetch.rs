//! Texts that lie beside the page.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Fetches a text from beside the page.
///
/// # Errors
/// If it is not there or the network fails: what the browser said.
pub async fn fetch_text(url: &str) -> Result<String, String> {
    fetch(url).await.map_err(|error| describe(&error))
}

async fn fetch(url: &str) -> Result<String, JsValue> {
    let response: Response = JsFuture::from(leptos::prelude::window().fetch_with_str(url)).await?.dyn_into()?;
    if !response.ok() {
        return Err(format!("{} {} ({url})", response.status(), response.status_text()).into());
    }
    let text = JsFuture::from(response.text()?).await?;
    text.as_string().ok_or_else(|| "not a text".into())
}

fn describe(error: &JsValue) -> String {
    error
        .as_string()
        .or_else(|| error.dyn_ref::<js_sys::Error>().map(|error| error.message().into()))
        .unwrap_or_else(|| format!("{error:?}"))
}
