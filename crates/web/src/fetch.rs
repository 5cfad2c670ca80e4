//! What lies beside the page.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::page;

pub async fn fetch_text(url: &str) -> Result<String, String> {
    read_text(url).await.map_err(|error| describe(&error))
}

async fn read_text(url: &str) -> Result<String, JsValue> {
    let text = JsFuture::from(fetch(url).await?.text()?).await?;
    text.as_string().ok_or_else(|| "not a text".into())
}

/// Fetches a file from beside the page; a refusal of the server is an error.
pub(super) async fn fetch(url: &str) -> Result<Response, JsValue> {
    let response: Response = JsFuture::from(page::window().fetch_with_str(url)).await?.dyn_into()?;
    if !response.ok() {
        return Err(format!("{} {} ({url})", response.status(), response.status_text()).into());
    }
    Ok(response)
}

pub fn describe(error: &JsValue) -> String {
    error
        .as_string()
        .or_else(|| error.dyn_ref::<js_sys::Error>().map(|error| error.message().into()))
        .unwrap_or_else(|| format!("{error:?}"))
}
