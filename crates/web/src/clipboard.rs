//! The clipboard.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::page;

pub async fn write(text: &str) -> Result<(), JsValue> {
    let clipboard = page::window().navigator().clipboard();
    // Pages of plain http from another machine have none.
    if clipboard.is_undefined() {
        return Err("no clipboard".into());
    }
    JsFuture::from(clipboard.write_text(text)).await.map(|_| ())
}
