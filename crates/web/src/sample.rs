//! The sample files that lie beside the page, fetched as if the user had opened them.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FilePropertyBag};

use super::fetch::{describe, fetch};

pub async fn fetch_file(folder: &str, name: &str) -> Result<File, String> {
    let fetched = fetch_blob(&format!("{folder}{name}")).await;
    let options = FilePropertyBag::new();
    // The time of the fetch would make another file of it each time.
    options.set_last_modified(0.0);
    let file = |blob: Blob| File::new_with_blob_sequence_and_options(&Array::of1(&blob), name, &options);
    fetched.and_then(file).map_err(|error| describe(&error))
}

async fn fetch_blob(url: &str) -> Result<Blob, JsValue> {
    let response = fetch(url).await?;
    JsFuture::from(response.blob()?).await?.dyn_into()
}
