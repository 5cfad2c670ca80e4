//! What this page keeps in the browser, by kind and name, and deleting all of it.
//!
//! Pages of other projects may share the host, as on GitHub Pages; everything of this page begins with `OWN`.

use js_sys::{Array, Function, Reflect};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Storage;

use super::calls::call;
use super::database::{database_names, delete_database};
use super::{log, page};

/// What the names of everything that this page keeps begin with.
const OWN: &str = "gmai-scope";

/// The databases there may be, for browsers that do not list them.
const DATABASES: [&str; 3] = [super::recent_store::NAME, super::open_store::NAME, "gmai-scope-runs"];

/// A place where a browser keeps things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    Databases,
    Caches,
    /// The origin's private file system.
    Files,
    Local,
    Session,
    ServiceWorkers,
}

impl Place {
    /// All places; the service worker first, which would fill the caches again.
    pub const ALL: [Self; 6] =
        [Self::ServiceWorkers, Self::Databases, Self::Caches, Self::Files, Self::Local, Self::Session];
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    pub place: Place,
    pub names: Vec<String>,
}

/// What is kept, place by place; a place that the browser does not have is empty.
pub async fn stored() -> Vec<Stored> {
    let mut all = Vec::new();
    for place in Place::ALL {
        all.push(Stored { place, names: names(place).await.unwrap_or_default() });
    }
    all
}

/// Bytes that the browser counts for the whole host, roughly; `None` where it does not tell.
pub async fn used_bytes() -> Option<f64> {
    let estimate = call(&storage_manager().ok()?, "estimate", &Array::new()).await.ok()?;
    Reflect::get(&estimate, &"usage".into()).ok()?.as_f64()
}

/// Asks the browser to delete nothing of this page by itself, as some do when space is short or after days without a
/// visit; whether it promises that. The user may be asked.
pub async fn ask_to_persist() -> bool {
    let Ok(manager) = storage_manager() else { return false };
    call(&manager, "persist", &Array::new()).await.is_ok_and(|answer| answer.is_truthy())
}

/// Deletes everything, and yields what it has deleted; what the browser refuses to delete stays listed by [`stored`].
pub async fn delete_all() -> Vec<Stored> {
    let mut deleted = Vec::new();
    for Stored { place, names } in stored().await {
        let mut gone = Vec::new();
        for name in names {
            match delete(place, &name).await {
                Ok(()) => gone.push(name),
                Err(error) => log::warn(&format!("{name} not deleted: {error:?}")),
            }
        }
        deleted.push(Stored { place, names: gone });
    }
    deleted
}

async fn names(place: Place) -> Result<Vec<String>, JsValue> {
    let names = match place {
        Place::Databases => database_names().await.unwrap_or_else(|| DATABASES.map(str::to_owned).into()),
        Place::Caches => texts(&call(&global("caches")?, "keys", &Array::new()).await?.dyn_into()?),
        Place::Files => entries(&directory().await?).await?,
        Place::Local | Place::Session => keys(&window_storage(place)?)?,
        // Those of this page's folder control it; their names are addresses.
        Place::ServiceWorkers => return Ok(registrations().await?.into_iter().map(|(scope, _)| scope).collect()),
    };
    Ok(names.into_iter().filter(|name| name.starts_with(OWN)).collect())
}

async fn delete(place: Place, name: &str) -> Result<(), JsValue> {
    let argument = Array::of1(&name.into());
    match place {
        Place::Databases => delete_database(name).await,
        Place::Caches => call(&global("caches")?, "delete", &argument).await.map(drop),
        Place::Files => {
            let options = js_sys::Object::new();
            Reflect::set(&options, &"recursive".into(), &true.into())?;
            argument.push(&options);
            call(&directory().await?, "removeEntry", &argument).await.map(drop)
        }
        Place::Local | Place::Session => window_storage(place)?.remove_item(name),
        Place::ServiceWorkers => {
            for (_, registration) in registrations().await?.into_iter().filter(|(scope, _)| scope == name) {
                call(&registration, "unregister", &Array::new()).await?;
            }
            Ok(())
        }
    }
}

/// The service workers of this page's folder, by their addresses.
async fn registrations() -> Result<Vec<(String, JsValue)>, JsValue> {
    let container = Reflect::get(&global("navigator")?, &"serviceWorker".into())?;
    let all: Array = call(&container, "getRegistrations", &Array::new()).await?.dyn_into()?;
    let location = page::window().location();
    let page = location.origin()? + &location.pathname()?;
    let own = |registration: JsValue| {
        let scope = Reflect::get(&registration, &"scope".into()).ok()?.as_string()?;
        // A worker above this folder, of the host's front page, is another's.
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        (scope.trim_end_matches('/') == folder).then_some((scope, registration))
    };
    Ok(all.iter().filter_map(own).collect())
}

async fn directory() -> Result<JsValue, JsValue> {
    call(&storage_manager()?, "getDirectory", &Array::new()).await
}

async fn entries(directory: &JsValue) -> Result<Vec<String>, JsValue> {
    let keys: Function = Reflect::get(directory, &"keys".into())?.dyn_into()?;
    let iterator: js_sys::AsyncIterator = keys.call0(directory)?.unchecked_into();
    let mut names = Vec::new();
    loop {
        let step = JsFuture::from(iterator.next()?).await?;
        if Reflect::get(&step, &"done".into())?.is_truthy() {
            return Ok(names);
        }
        names.extend(Reflect::get(&step, &"value".into())?.as_string());
    }
}

fn window_storage(place: Place) -> Result<Storage, JsValue> {
    let window = page::window();
    let storage = if place == Place::Local { window.local_storage() } else { window.session_storage() };
    storage?.ok_or(JsValue::UNDEFINED)
}

fn keys(storage: &Storage) -> Result<Vec<String>, JsValue> {
    let keys: Result<Vec<Option<String>>, JsValue> = (0..storage.length()?).map(|at| storage.key(at)).collect();
    Ok(keys?.into_iter().flatten().collect())
}

fn texts(list: &Array) -> Vec<String> {
    list.iter().filter_map(|text| text.as_string()).collect()
}

fn storage_manager() -> Result<JsValue, JsValue> {
    Reflect::get(&global("navigator")?, &"storage".into())
}

fn global(name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(&js_sys::global(), &name.into())
}
