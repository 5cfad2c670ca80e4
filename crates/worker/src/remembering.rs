//! Opening a dataset faster the second time: its index is kept in the browser under the fingerprint of its files.
//!
//! Whatever goes wrong here, the dataset is read as if it had never been opened before.

use wasm_bindgen::JsValue;
use web_sys::File;

use super::{Shared, outbox};
use engine::dataset::Dataset;
use engine::fingerprint::{Fingerprint, sampled};
use protocol::recent::{Kept, RecentDataset};
use protocol::{Event, Message, Phase};
use web::file_bytes::{read_range, size_of};
use web::recent_store::{RecentStore, is_full};

/// The fingerprint of a dataset's files; `None` where one cannot be read, which reading it will tell.
pub(super) async fn fingerprint(files: &[File]) -> Option<String> {
    let mut fingerprint = Fingerprint::default();
    for file in files {
        let size = size_of(file);
        #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, far below 2^53")]
        fingerprint.begin_file(size, file.last_modified() as i64);
        for range in sampled(size) {
            fingerprint.sample(&read_range(file, range).await.ok()?);
        }
    }
    Some(fingerprint.finish())
}

/// The dataset of these files, where its index is kept.
pub(super) async fn restored(fingerprint: &str, files: &[File]) -> Option<Dataset> {
    let bytes = RecentStore::open().await.ok()?.index(fingerprint).await.ok()??;
    let names: Vec<String> = files.iter().map(File::name).collect();
    Dataset::from_bytes(&bytes, &names).ok()
}

/// Keeps the index of a dataset that has become complete, or notes when it was opened where it came from its index.
pub(super) async fn keep(session: &Shared, number: u32, fingerprint: String) {
    let Some((dataset, index)) = described(session, number, fingerprint) else { return };
    let kept = match store(&dataset, index.as_deref()).await {
        Ok(()) => Kept::Listed { fingerprint: dataset.fingerprint },
        Err(error) if is_full(&error) => Kept::NoRoom,
        // A browser that keeps nothing for this page does so by the user's wish.
        Err(_) => return,
    };
    if session.borrow_mut().dataset_of(number).is_some() {
        outbox::post(&Message::Event(Event::Kept(kept)).into());
    }
}

/// What is kept: the entry of the list, and the index unless it is there already.
fn described(session: &Shared, number: u32, fingerprint: String) -> Option<(RecentDataset, Option<Vec<u8>>)> {
    let mut session = session.borrow_mut();
    let dataset = session.dataset_of(number).filter(|dataset| dataset.phase == Phase::Complete)?;
    let bytes = dataset.questions().to_bytes().ok()?;
    let recent = RecentDataset {
        fingerprint,
        name: dataset.name(),
        parts: dataset.parts(),
        rows: super::session::count(dataset.questions().row_count()),
        opened: js_sys::Date::now(),
        index_bytes: bytes.len() as u64,
    };
    Some((recent, (!dataset.restored).then_some(bytes)))
}

async fn store(dataset: &RecentDataset, index: Option<&[u8]>) -> Result<(), JsValue> {
    RecentStore::open().await?.keep(dataset, index).await
}
