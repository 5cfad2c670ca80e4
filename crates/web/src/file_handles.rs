//! Handles of the user's files, where the browser has them: with one, a file is opened again without being looked for.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File};

use super::calls::{call, is_named};

const PICKER: &str = "showOpenFilePicker";

/// What came of asking the user for files.
pub enum Picked {
    Files(Vec<File>, Vec<JsValue>),
    NotWanted,
    Unavailable,
}

/// Whether the browser's dialog for files yields handles.
pub fn can_pick() -> bool {
    Reflect::get(&js_sys::global(), &PICKER.into()).is_ok_and(|picker| picker.is_function())
}

/// Asks for files. Must be called while the browser still counts the user's click.
pub async fn pick() -> Picked {
    match pick_by_dialog().await {
        Ok((files, handles)) => Picked::Files(files, handles),
        Err(error) if is_named(&error, "AbortError") => Picked::NotWanted,
        // Where there is no such function, or in a frame of another site, which may only use the plain dialog.
        Err(_) => Picked::Unavailable,
    }
}

async fn pick_by_dialog() -> Result<(Vec<File>, Vec<JsValue>), JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"multiple".into(), &true.into())?;
    let handles: Array = call(&js_sys::global(), PICKER, &Array::of1(&options)).await?.dyn_into()?;
    let mut files = Vec::new();
    for handle in handles.iter() {
        files.push(file_of(&handle).await?);
    }
    Ok((files, handles.to_vec()))
}

/// What a drop will yield handles from. Must be called while the drop is being handled.
pub fn dropped(data: &DataTransfer) -> Vec<Promise> {
    let items = data.items();
    let handle = |at| {
        let item = items.get(at).filter(|item| item.kind() == "file")?;
        let get: Function = Reflect::get(&item, &"getAsFileSystemHandle".into()).ok()?.dyn_into().ok()?;
        get.call0(&item).ok()?.dyn_into().ok()
    };
    (0..items.length()).filter_map(handle).collect()
}

/// Waits for the handles of a drop; what is no file has none.
pub async fn handles_of(dropped: Vec<Promise>) -> Vec<JsValue> {
    let mut handles = Vec::new();
    for promise in dropped {
        if let Ok(handle) = JsFuture::from(promise).await
            && Reflect::has(&handle, &"getFile".into()) == Ok(true)
        {
            handles.push(handle);
        }
    }
    handles
}

pub fn name_of(handle: &JsValue) -> Option<String> {
    Reflect::get(handle, &"name".into()).ok()?.as_string()
}

/// Whether the file may be read, which the user is asked where it has to be.
pub async fn may_read(handle: &JsValue) -> bool {
    let granted = JsValue::from("granted");
    let is_granted = |answer: Result<JsValue, JsValue>| answer.is_ok_and(|answer| answer == granted);
    is_granted(call(handle, "queryPermission", &Array::new()).await)
        || is_granted(call(handle, "requestPermission", &Array::new()).await)
}

/// The file of a handle, as it is now.
pub async fn file_of(handle: &JsValue) -> Result<File, JsValue> {
    call(handle, "getFile", &Array::new()).await?.dyn_into()
}
