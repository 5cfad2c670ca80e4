//! Which published file a part is.

use crate::Shared;
use crate::failures::{not_loaded, unreadable};
use crate::outbox::{self, Answer};
use engine::official::{Checksum, OfficialFile};
use protocol::source::{SourceReply, Verified, Verifying};
use protocol::{Event, Failure, Message, Reply};
use web::clock;
use web::file_bytes::size_of;
use web::file_stream::FileStream;

/// Milliseconds between two reports of progress.
const REPORT_EVERY: f64 = 100.0;

/// Reads a part from start to end and compares its checksum with the published ones.
pub(super) async fn verify(session: &Shared, part: u32) -> Result<Answer, Failure> {
    let (dataset, file) = {
        let session = session.borrow();
        let dataset = session.dataset()?;
        let file = dataset.files.get(part as usize).cloned().ok_or_else(|| not_loaded("dataset"))?;
        (dataset.number, file)
    };
    let number = session.borrow_mut().begin_verifying();
    let mut stream = FileStream::open(&file).map_err(|error| unreadable(&file, &error))?;
    let mut sum = Checksum::default();
    let mut progress = Verifying { part, done: 0, total: size_of(&file) };
    let mut reported_at = f64::NEG_INFINITY;
    let mut piece = Vec::new();
    while stream.next(&mut piece).await.map_err(|error| unreadable(&file, &error))? {
        if !is_wanted(session, dataset, number) {
            stream.stop().await;
            return Err(Failure::Cancelled);
        }
        sum.feed(&piece);
        progress.done += piece.len() as u64;
        if clock::now() - reported_at >= REPORT_EVERY {
            reported_at = clock::now();
            outbox::post(&Message::Event(Event::Verifying(progress)).into());
        }
    }
    if !is_wanted(session, dataset, number) {
        return Err(Failure::Cancelled);
    }
    let md5 = sum.finish();
    let official = OfficialFile::of(&md5);
    if let Some(dataset) = session.borrow_mut().dataset_of(dataset) {
        dataset.verified.insert(part, (md5.clone(), official));
    }
    Ok(Reply::Source(SourceReply::Verified(Verified { part, md5, official })).into())
}

/// Whether the dataset is still open and nothing else is being verified.
fn is_wanted(session: &Shared, dataset: u32, number: u32) -> bool {
    let session = session.borrow();
    session.is_verifying(number) && session.dataset().is_ok_and(|open| open.number == dataset)
}
