//! Reading a dataset from start to end while the page goes on.

use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use super::failures::unreadable;
use super::session::Questions;
use super::{Shared, remembering};
use engine::dataset::DatasetBuilder;
use protocol::{Failure, Phase};
use web::clock;
use web::file_stream::FileStream;

/// Milliseconds between two reports of progress.
const REPORT_EVERY: f64 = 100.0;

/// Begins a dataset of these files, in this order; one that is to be remembered comes from its index where that is kept.
pub(super) fn begin(session: &Shared, files: Vec<File>, remember: bool) {
    let number = session.borrow_mut().open_dataset(files.clone(), clock::now());
    let session = session.clone();
    spawn_local(async move {
        if !remember {
            return index(session, number, files).await;
        }
        // Taken before the files are read: what changes from now on is noticed when they are opened again.
        let fingerprint = remembering::fingerprint(&files).await;
        let restored = match &fingerprint {
            Some(fingerprint) => remembering::restored(fingerprint, &files).await,
            None => None,
        };
        match restored {
            Some(dataset) => session.borrow_mut().restore_dataset(number, dataset),
            None => index(session.clone(), number, files).await,
        }
        if let Some(fingerprint) = fingerprint {
            remembering::keep(&session, number, fingerprint).await;
        }
    });
}

async fn index(session: Shared, number: u32, files: Vec<File>) {
    let mut indexing = Indexing { session, number, reported_at: f64::NEG_INFINITY, rows_reported: 0 };
    for file in &files {
        match indexing.read_part(file).await {
            Ok(Progress::GoOn) => {}
            Ok(Progress::Stop) => return,
            Err(failure) => return indexing.end(Phase::Failed(failure)),
        }
    }
    indexing.end(Phase::Complete);
}

/// Whether this dataset is still wanted.
#[derive(PartialEq)]
enum Progress {
    GoOn,
    Stop,
}

struct Indexing {
    session: Shared,
    number: u32,
    reported_at: f64,
    rows_reported: usize,
}

impl Indexing {
    async fn read_part(&mut self, file: &File) -> Result<Progress, Failure> {
        let mut stream = FileStream::open(file).map_err(|error| unreadable(file, &error))?;
        if self.with_builder(|builder| builder.begin_part(&file.name())).is_none() {
            return Ok(Progress::Stop);
        }
        let mut piece = Vec::new();
        while stream.next(&mut piece).await.map_err(|error| unreadable(file, &error))? {
            match self.with_builder(|builder| builder.feed(&piece)) {
                Some(Ok(())) => {}
                Some(Err(error)) => {
                    stream.stop().await;
                    return Err(error.into());
                }
                None => {
                    stream.stop().await;
                    return Ok(Progress::Stop);
                }
            }
            self.count(piece.len());
        }
        match self.with_builder(DatasetBuilder::end_part) {
            Some(ended) => ended?,
            None => return Ok(Progress::Stop),
        }
        Ok(Progress::GoOn)
    }

    /// Works on the dataset; `None` if it has been cancelled, replaced or closed.
    fn with_builder<T>(&self, work: impl FnOnce(&mut DatasetBuilder) -> T) -> Option<T> {
        let mut session = self.session.borrow_mut();
        let dataset = session.dataset_of(self.number)?;
        match &mut dataset.questions {
            Questions::Growing(builder) => Some(work(builder)),
            Questions::Complete(_) => None,
        }
    }

    /// Counts bytes read and reports progress: at once when the first row is there, else now and then.
    fn count(&mut self, bytes: usize) {
        let now = clock::now();
        let mut session = self.session.borrow_mut();
        let Some(dataset) = session.dataset_of(self.number) else { return };
        dataset.bytes_done += bytes as u64;
        dataset.read_at = now;
        let rows = dataset.questions().row_count();
        let is_first = self.rows_reported == 0 && rows > 0;
        if is_first || now - self.reported_at >= REPORT_EVERY {
            self.reported_at = now;
            self.rows_reported = rows;
            session.tell_dataset();
        }
    }

    fn end(&self, phase: Phase) {
        let mut session = self.session.borrow_mut();
        // A read that fails after the user has stopped changes nothing.
        if let Some(dataset) = session.dataset_of(self.number).filter(|dataset| dataset.phase == Phase::Indexing) {
            dataset.end(phase);
            session.dataset_changed();
        }
    }
}
