//! Saving a file of any size: the browser moves the bytes, none of them passes through our memory.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::calls::{call, is_named};
use super::download;

/// What has become of saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// The file is written, or handed to the browser's downloads.
    Done,
    /// The user has closed the dialog.
    NotWanted,
}

/// Asks where to save the file and streams it there; where the browser cannot ask, it becomes a download. Must be called
/// while the browser still counts the user's click.
pub async fn save_file(file: &File, name: &str) -> Result<Saved, JsValue> {
    let window = js_sys::global();
    let picker = Reflect::get(&window, &"showSaveFilePicker".into())?;
    let Ok(picker) = picker.dyn_into::<Function>() else {
        download::save_blob(file, name)?;
        return Ok(Saved::Done);
    };
    let options = Object::new();
    Reflect::set(&options, &"suggestedName".into(), &name.into())?;
    let chosen = picker.call1(&window, &options)?.dyn_into::<Promise>()?;
    let handle = match JsFuture::from(chosen).await {
        Ok(handle) => handle,
        Err(error) if is_named(&error, "AbortError") => return Ok(Saved::NotWanted),
        // In a frame of another site's page browsers do not ask where to save.
        Err(error) if is_named(&error, "SecurityError") => {
            download::save_blob(file, name)?;
            return Ok(Saved::Done);
        }
        Err(error) => return Err(error),
    };
    let writable = call(&handle, "createWritable", &Array::new()).await?;
    call(&file.stream(), "pipeTo", &Array::of1(&writable)).await?;
    Ok(Saved::Done)
}
