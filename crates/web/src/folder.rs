//! Folders of the user's disk, dropped or chosen: their files with the paths that the browser tells.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File};

/// A file with its path, the folder's own name included.
pub type FolderFile = (String, File);

/// Greatest number of files and folders that are looked at.
const MOST: usize = 20_000;

/// A drop with a folder in it.
pub struct DroppedFolder(Vec<JsValue>);

/// All that was dropped, where a folder is among it. Must be called while the drop is being handled.
pub fn dropped(data: &DataTransfer) -> Option<DroppedFolder> {
    let items = data.items();
    let entry = |at| {
        let item = items.get(at)?;
        let get: Function = Reflect::get(&item, &"webkitGetAsEntry".into()).ok()?.dyn_into().ok()?;
        get.call0(&item).ok().filter(JsValue::is_object)
    };
    let entries: Vec<JsValue> = (0..items.length()).filter_map(entry).collect();
    entries.iter().any(is_folder).then_some(DroppedFolder(entries))
}

pub fn with_paths(files: Vec<File>) -> Vec<FolderFile> {
    let path = |file: &File| Reflect::get(file, &"webkitRelativePath".into()).ok()?.as_string();
    files.into_iter().map(|file| (path(&file).unwrap_or_else(|| file.name()), file)).collect()
}

impl DroppedFolder {
    pub fn name(&self) -> String {
        let name = |entry: &JsValue| Reflect::get(entry, &"name".into()).ok()?.as_string();
        self.0.iter().find(|entry| is_folder(entry)).and_then(name).unwrap_or_default()
    }

    /// All its files, those of folders within included.
    ///
    /// # Errors
    /// If something in it cannot be read, or it holds more than 20,000 files and folders.
    pub async fn files(self) -> Result<Vec<FolderFile>, JsValue> {
        let mut files = Vec::new();
        let mut left = self.0;
        let mut looked_at = 0;
        while let Some(entry) = left.pop() {
            looked_at += 1;
            if looked_at + left.len() > MOST {
                return Err(format!("more than {MOST} files").into());
            }
            if is_folder(&entry) {
                let create: Function = Reflect::get(&entry, &"createReader".into())?.dyn_into()?;
                let reader = create.call0(&entry)?;
                // A reader yields a part of the entries at a time, and none at the end.
                loop {
                    let entries: Array = call_back(&reader, "readEntries").await?.dyn_into()?;
                    if entries.length() == 0 {
                        break;
                    }
                    left.extend(entries.iter());
                }
            } else {
                let file: File = call_back(&entry, "file").await?.dyn_into()?;
                let path = Reflect::get(&entry, &"fullPath".into())?.as_string().unwrap_or_else(|| file.name());
                files.push((path.trim_start_matches('/').to_owned(), file));
            }
        }
        Ok(files)
    }
}

fn is_folder(entry: &JsValue) -> bool {
    Reflect::get(entry, &"isDirectory".into()).is_ok_and(|value| value.is_truthy())
}

/// Calls a method that takes what it calls back with its result, and with its error.
async fn call_back(object: &JsValue, method: &str) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.dyn_into()?;
    let mut thrown = None;
    let promise = Promise::new(&mut |resolve, reject| thrown = method.call2(object, &resolve, &reject).err());
    match thrown {
        Some(error) => Err(error),
        None => JsFuture::from(promise).await,
    }
}
