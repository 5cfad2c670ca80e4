//! The datasets that were opened before, and the handles of files that were opened in this visit.

use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use web_sys::{DataTransfer, File};

use super::navigation::Navigation;
use super::notice::Notice;
use super::notices::Notices;
use super::opening::open_files;
use super::session::Session;
use protocol::Failure;
use protocol::recent::{Kept, RecentDataset};
use web::file_handles;
use web::file_handles::Picked;
use web::recent_store::RecentStore;

/// A dataset that was opened before.
#[derive(Debug, Clone, PartialEq)]
pub struct RecentEntry {
    /// What is known of it.
    pub dataset: RecentDataset,
    /// The handles of its files; none where they have to be dropped again.
    pub handles: Vec<JsValue>,
}

/// The datasets that were opened before.
#[derive(Clone, Copy)]
pub struct RecentFiles {
    /// The list, the one opened last first.
    pub list: RwSignal<Vec<RecentEntry>, LocalStorage>,
    /// Handles of files opened in this visit, in the order of opening.
    pub handles: StoredValue<Vec<JsValue>, LocalStorage>,
}

impl RecentFiles {
    /// An empty list.
    pub fn new() -> Self {
        Self { list: RwSignal::new_local(Vec::new()), handles: StoredValue::new_local(Vec::new()) }
    }
}

/// Handles of so many files are remembered in one visit, the latest.
const HANDLES: usize = 100;

/// Keeps the list in step with what the worker keeps.
pub fn follow_kept(session: Session, recent: RecentFiles, notices: Notices) {
    let told = StoredValue::new(false);
    Effect::watch(
        move || session.kept.get(),
        move |kept, _, _| match kept {
            Some(Kept::Listed { fingerprint }) => {
                let fingerprint = fingerprint.clone();
                spawn_local(async move {
                    keep_handles(session, recent, &fingerprint).await;
                    load_list(recent).await;
                });
            }
            Some(Kept::NoRoom) if !told.get_value() => {
                told.set_value(true);
                notices.push(Notice::NotRemembered);
            }
            Some(Kept::NoRoom) | None => {}
        },
        false,
    );
}

/// Reads the list.
pub fn load(recent: RecentFiles) {
    spawn_local(load_list(recent));
}

async fn load_list(recent: RecentFiles) {
    // Where the browser keeps nothing for this page, nothing is listed.
    recent.list.set(read_list().await.unwrap_or_default());
}

/// The datasets that are kept, the one opened last first.
///
/// # Errors
/// If the browser keeps nothing for this page.
pub async fn read_list() -> Result<Vec<RecentEntry>, JsValue> {
    let store = RecentStore::open().await?;
    let handles = store.handles().await?;
    let entry = |dataset: protocol::recent::RecentDataset| {
        let of_it = handles.iter().find(|(fingerprint, _)| *fingerprint == dataset.fingerprint);
        let handles = of_it.map_or_else(Vec::new, |(_, handles)| handles.to_vec());
        RecentEntry { dataset, handles }
    };
    Ok(store.list().await?.into_iter().map(entry).collect())
}

/// Keeps the handles of the open dataset's files, if every one of them came with a handle.
async fn keep_handles(session: Session, recent: RecentFiles, fingerprint: &str) {
    let names = session.parts.get_untracked();
    // A dropped file of the same name is another one.
    if untrack(|| session.is_remote()) {
        return;
    }
    let newest = |name: &String| {
        recent.handles.with_value(|handles| {
            handles.iter().rfind(|handle| file_handles::name_of(handle).as_ref() == Some(name)).cloned()
        })
    };
    let Some(handles) = names.iter().map(newest).collect::<Option<Array>>() else { return };
    let kept = match RecentStore::open().await {
        Ok(store) => store.keep_handles(fingerprint, &handles).await,
        Err(error) => Err(error),
    };
    if let Err(error) = kept {
        // The list then asks for the file to be dropped again.
        leptos::logging::log!("handles not kept: {error:?}");
    }
}

/// Remembers the handles of dropped files. Must be called while the drop is being handled.
pub fn remember_dropped(recent: RecentFiles, data: Option<&DataTransfer>) {
    let dropped = data.map(file_handles::dropped).unwrap_or_default();
    spawn_local(async move { remember(recent, file_handles::handles_of(dropped).await) });
}

fn remember(recent: RecentFiles, handles: Vec<JsValue>) {
    recent.handles.update_value(|remembered| {
        remembered.extend(handles);
        let surplus = remembered.len().saturating_sub(HANDLES);
        remembered.drain(..surplus);
    });
}

/// Asks for files to open by the browser's dialog that yields handles, else by `plainly`.
pub fn choose_files(recent: RecentFiles, open: impl FnOnce(Vec<File>) + 'static, plainly: impl FnOnce() + 'static) {
    if !file_handles::can_pick() {
        plainly();
        return;
    }
    spawn_local(async move {
        match file_handles::pick().await {
            Picked::Files(files, handles) => {
                remember(recent, handles);
                open(files);
            }
            Picked::NotWanted => {}
            Picked::Unavailable => plainly(),
        }
    });
}

/// Opens a listed dataset by its handles, which the browser may ask the user about.
pub fn reopen(session: Session, notices: Notices, navigation: Navigation, recent: RecentFiles, entry: RecentEntry) {
    spawn_local(async move {
        let mut files = Vec::new();
        for (handle, part) in entry.handles.iter().zip(&entry.dataset.parts) {
            if !file_handles::may_read(handle).await {
                notices.push(Notice::NotAllowed { name: entry.dataset.name });
                return;
            }
            match file_handles::file_of(handle).await {
                Ok(file) => files.push(file),
                Err(error) => {
                    let detail = web::fetch::describe(&error);
                    notices.push(Notice::Failed(Failure::FileGone { name: part.name.clone(), detail }));
                    return;
                }
            }
        }
        remember(recent, entry.handles);
        open_files(session, notices, navigation, files);
    });
}

/// Takes a dataset out of the list, with its index.
pub fn forget(recent: RecentFiles, fingerprint: String) {
    spawn_local(async move {
        if let Ok(store) = RecentStore::open().await
            && let Err(error) = store.forget(&fingerprint).await
        {
            leptos::logging::warn!("not forgotten: {error:?}");
        }
        load_list(recent).await;
    });
}
