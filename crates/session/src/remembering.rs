//! Opening a dataset faster the second time: its index is kept in the browser under the fingerprint of its files.
//!
//! Whatever goes wrong here, the dataset is read as if it had never been opened before.

use engine::dataset::Dataset;
use engine::fingerprint::{Fingerprint, sampled};
use protocol::recent::{Kept, RecentDataset};
use protocol::run::RunFault;
use protocol::{DatasetId, Event, Phase};

use crate::address;
use crate::host::Source;
use crate::loaded::{Shared, count};

/// The fingerprint of a dataset's files; `None` where one cannot be read, which reading it will tell.
pub(crate) async fn fingerprint(files: &[Source]) -> Option<String> {
    let mut fingerprint = Fingerprint::default();
    for file in files {
        fingerprint.begin_file(file.size(), file.version());
        if let Some(identity) = file.identity() {
            fingerprint.sample(identity.as_bytes());
            continue;
        }
        for range in sampled(file.size()) {
            fingerprint.sample(&file.read(range).await.ok()?);
        }
    }
    Some(fingerprint.finish())
}

/// The dataset of these files, where its index is kept.
pub(crate) async fn restored(session: &Shared, fingerprint: &str, files: &[Source]) -> Option<Dataset> {
    let bytes = session.host.indices.index(fingerprint).await?;
    let names: Vec<String> = files.iter().map(|file| file.name()).collect();
    Dataset::from_bytes(&bytes, &names).ok()
}

/// Keeps the index of a dataset that has become complete, or notes when it was opened where it came from its index.
/// The dataset may have an index to give away, at that address.
pub(crate) async fn keep(session: &Shared, number: DatasetId, fingerprint: String, given: Option<String>) {
    let Some((dataset, index)) = described(session, number, fingerprint, given) else { return };
    let kept = match session.host.indices.keep(&dataset, index.as_deref()).await {
        Ok(()) => Kept::Listed { fingerprint: dataset.fingerprint },
        Err(RunFault::StorageFull) => Kept::NoRoom,
        // A browser that keeps nothing for this page does so by the user's wish.
        Err(_) => return,
    };
    if session.borrow_mut().dataset_of(number).is_some() {
        session.system().tell(Event::Kept(kept));
    }
}

/// What is kept: the entry of the list, and the index unless it is there already.
fn described(
    session: &Shared,
    number: DatasetId,
    fingerprint: String,
    given: Option<String>,
) -> Option<(RecentDataset, Option<Vec<u8>>)> {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds are far below 2^53")]
    let opened = session.system().date() as f64;
    let mut session = session.borrow_mut();
    let dataset = session.dataset_of(number).filter(|dataset| dataset.phase == Phase::Complete)?;
    // An index that was given is fetched again.
    let bytes = if given.is_some() { Vec::new() } else { dataset.questions().to_bytes().ok()? };
    let recent = RecentDataset {
        fingerprint,
        name: dataset.name(),
        parts: dataset.parts(),
        rows: count(dataset.questions().row_count()),
        opened,
        index_bytes: bytes.len() as u64,
        addresses: address::urls_of(&dataset.files).unwrap_or_default(),
        index: given,
    };
    Some((recent, (!dataset.restored).then_some(bytes)))
}
