//! Folders of the user's disk, dropped or chosen: their files with the paths that the browser tells.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File};

/// A file with its path, the folder's own name included.
pub type FolderFile = (String, File);

/// A dropped folder.
pub struct DroppedFolder(JsValue);

/// The first folder of a drop. Must be called while the drop is being handled.
pub fn dropped(data: &DataTransfer) -> Option<DroppedFolder> {
    let items = data.items();
    let entry = |at| {
        let item = items.get(at)?;
        let get: Function = Reflect::get(&item, &"webkitGetAsEntry".into()).ok()?.dyn_into().ok()?;
        get.call0(&item).ok().filter(|entry| is(entry, "isDirectory"))
    };
    (0..items.length()).find_map(entry).map(DroppedFolder)
}

/// The paths of chosen files.
pub fn with_paths(files: Vec<File>) -> Vec<FolderFile> {
    let path = |file: &File| Reflect::get(file, &"webkitRelativePath".into()).ok()?.as_string();
    files.into_iter().map(|file| (path(&file).unwrap_or_else(|| file.name()), file)).collect()
}

impl DroppedFolder {
    /// Its name.
    pub fn name(&self) -> String {
        Reflect::get(&self.0, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
    }

    /// All its files, those of folders within included.
    ///
    /// # Errors
    /// If something in it cannot be read.
    pub async fn files(self) -> Result<Vec<FolderFile>, JsValue> {
        let mut files = Vec::new();
        let mut left = vec![self.0];
        while let Some(entry) = left.pop() {
            if is(&entry, "isDirectory") {
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

fn is(entry: &JsValue, member: &str) -> bool {
    Reflect::get(entry, &member.into()).is_ok_and(|value| value.is_truthy())
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
