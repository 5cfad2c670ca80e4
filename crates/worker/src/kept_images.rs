//! Images that were fetched, kept in the browser's caches.
//!
//! A cache lists its keys in the order in which they were put, and puts one again at the end: the first one was used longest
//! ago.

use js_sys::{Array, ArrayBuffer, Reflect, Uint8Array, global};
use session::host::{ImageStore, Promise};
use session::surplus_images;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web::calls::call;
use web_sys::Response;

use super::browser::Browser;

/// Begins as all that this page keeps, so that it is listed and deleted with the rest.
const CACHE: &str = "gmai-scope-images";

/// What the addresses begin with under which images are kept; no server has them.
const PREFIX: &str = "https://images.invalid/";

impl ImageStore for Browser {
    fn image<'a>(&'a self, key: &'a str) -> Promise<'a, Option<Vec<u8>>> {
        Box::pin(async move { read(key).await.ok().flatten() })
    }

    fn keep<'a>(&'a self, key: &'a str, bytes: &'a [u8]) -> Promise<'a, ()> {
        // Where there is no room, or no cache, the image is fetched again.
        Box::pin(async move { drop(write(key, bytes).await) })
    }
}

async fn read(key: &str) -> Result<Option<Vec<u8>>, JsValue> {
    let (cache, address) = (cache().await?, JsValue::from(format!("{PREFIX}{key}")));
    let found = call(&cache, "match", &Array::of1(&address)).await?;
    let Ok(response) = found.dyn_into::<Response>() else { return Ok(None) };
    let copy = response.clone()?;
    let buffer: ArrayBuffer = JsFuture::from(response.array_buffer()?).await?.dyn_into()?;
    // Nobody waits for the new order, and where there is no room for it the image is there all the same.
    spawn_local(async move { drop(call(&cache, "put", &Array::of2(&address, &copy)).await) });
    Ok(Some(Uint8Array::new(&buffer).to_vec()))
}

async fn write(key: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let cache = cache().await?;
    let response = Response::new_with_opt_js_u8_array(Some(&Uint8Array::from(bytes)))?;
    call(&cache, "put", &Array::of2(&format!("{PREFIX}{key}").into(), &response)).await?;
    let requests: Array = call(&cache, "keys", &Array::new()).await?.dyn_into()?;
    let address = |request: JsValue| Reflect::get(&request, &"url".into()).ok()?.as_string();
    let keys = requests.iter().filter_map(address).map(|url| url.strip_prefix(PREFIX).unwrap_or(&url).to_owned());
    let keys: Vec<String> = keys.collect();
    for gone in surplus_images(&keys) {
        call(&cache, "delete", &Array::of1(&format!("{PREFIX}{gone}").into())).await?;
    }
    Ok(())
}

async fn cache() -> Result<JsValue, JsValue> {
    let caches = Reflect::get(&global(), &"caches".into())?;
    if caches.is_undefined() {
        return Err("no caches".into());
    }
    call(&caches, "open", &Array::of1(&CACHE.into())).await
}
