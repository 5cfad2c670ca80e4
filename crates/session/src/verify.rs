//! Which published file a part is.

use engine::official::{Checksum, OfficialFile};
use protocol::source::{Verified, Verifying};
use protocol::{DatasetId, Event, Failure, Missing};

use crate::loaded::{Shared, not_loaded};
use crate::source::check_length;

/// Milliseconds between two reports of progress.
const REPORT_EVERY: f64 = 100.0;

/// Reads a part from start to end and compares its checksum with the published ones.
pub(crate) async fn verify(session: &Shared, part: u32) -> Result<Verified, Failure> {
    let (dataset, file) = {
        let session = session.borrow();
        let dataset = session.dataset()?;
        let file = dataset.files.get(part as usize).cloned().ok_or_else(|| not_loaded(Missing::Dataset))?;
        (dataset.number, file)
    };
    cancel(session);
    let number = session.borrow().verifications;
    let mut stream = file.stream()?;
    let mut sum = Checksum::default();
    let mut progress = Verifying { part, done: 0, total: file.size() };
    let mut reported_at = f64::NEG_INFINITY;
    let mut piece = Vec::new();
    while stream.next(&mut piece).await? {
        if !is_wanted(session, dataset, number) {
            stream.stop().await;
            return Err(Failure::Cancelled);
        }
        sum.feed(&piece);
        progress.done += piece.len() as u64;
        let now = session.system().now();
        if now - reported_at >= REPORT_EVERY {
            reported_at = now;
            session.system().tell(Event::Verifying(progress));
        }
    }
    if !is_wanted(session, dataset, number) {
        return Err(Failure::Cancelled);
    }
    check_length(&file, progress.done, progress.total)?;
    let md5 = sum.finish();
    let official = OfficialFile::of(&md5);
    if let Some(dataset) = session.borrow_mut().dataset_of(dataset) {
        dataset.verified.insert(part, (md5.clone(), official));
    }
    Ok(Verified { part, md5, official })
}

/// Cancels what is being verified.
pub(crate) fn cancel(session: &Shared) {
    let loaded = &mut session.borrow_mut();
    loaded.verifications = loaded.verifications.wrapping_add(1);
}

/// Whether the dataset is still open and nothing else is being verified.
fn is_wanted(session: &Shared, dataset: DatasetId, number: u32) -> bool {
    let loaded = session.borrow();
    loaded.verifications == number && loaded.dataset().is_ok_and(|open| open.number == dataset)
}
