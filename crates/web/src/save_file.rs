//! Saving a file of any size: the browser moves the bytes, none of them passes through our memory.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::File;

use super::calls::{call, is_named};
use super::download;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// The file is written, or handed to the browser's downloads.
    Done,
    NotWanted,
}

/// Asks where to save the file and streams it there; where the browser cannot ask, it becomes a download. Must be called
/// while the browser still counts the user's click.
pub async fn save_file(file: &File, name: &str) -> Result<Saved, JsValue> {
    let window = js_sys::global();
    let download = || download::save_blob(file, name).map(|()| Saved::Done);
    if !Reflect::get(&window, &"showSaveFilePicker".into())?.is_function() {
        return download();
    }
    let options = Object::new();
    Reflect::set(&options, &"suggestedName".into(), &name.into())?;
    let handle = match call(&window, "showSaveFilePicker", &Array::of1(&options)).await {
        Ok(handle) => handle,
        Err(error) if is_named(&error, "AbortError") => return Ok(Saved::NotWanted),
        // In a frame of another site's page browsers do not ask where to save.
        Err(error) if is_named(&error, "SecurityError") => return download(),
        Err(error) => return Err(error),
    };
    let writable = call(&handle, "createWritable", &Array::new()).await?;
    call(&file.stream(), "pipeTo", &Array::of1(&writable)).await?;
    Ok(Saved::Done)
}
