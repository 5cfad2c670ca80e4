//! Files that the system opens the installed app with, see `file_handlers` of the manifest.
//!
//! <https://wicg.github.io/web-app-launch/>; only Chromium has it, and `web-sys` does not know it.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use super::fetch::describe;
use super::file_handles::{file_of, name_of};
use super::page;
use protocol::Failure;

/// Has `open` called with the files of each launch, also of one before this call. Does nothing where the browser
/// launches no files.
///
/// # Errors
/// If the browser's queue is not as specified.
pub fn on_files(open: impl Fn(Result<Vec<File>, Failure>) + Clone + 'static) -> Result<(), JsValue> {
    let queue = Reflect::get(&page::window(), &"launchQueue".into())?;
    if !queue.is_object() {
        return Ok(());
    }
    let consumer = Closure::<dyn Fn(JsValue)>::new(move |launch: JsValue| {
        let open = open.clone();
        spawn_local(async move { open(files_of(&launch).await) });
    });
    let set_consumer: Function = Reflect::get(&queue, &"setConsumer".into())?.dyn_into()?;
    set_consumer.call1(&queue, consumer.as_ref())?;
    consumer.forget();
    Ok(())
}

async fn files_of(launch: &JsValue) -> Result<Vec<File>, Failure> {
    let handles = Reflect::get(launch, &"files".into()).map_or_else(|_| Array::new(), |list| Array::from(&list));
    let mut files = Vec::new();
    for handle in handles.iter() {
        files.push(file_of(&handle).await.map_err(|error| gone(&handle, &error))?);
    }
    Ok(files)
}

fn gone(handle: &JsValue, error: &JsValue) -> Failure {
    Failure::FileGone { name: name_of(handle).unwrap_or_default(), detail: describe(error) }
}
