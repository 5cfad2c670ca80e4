//! Reading a dataset from start to end while the page goes on.

use engine::dataset::DatasetBuilder;
use protocol::{DatasetId, Failure, Phase};

use crate::address;
use crate::host::Source;
use crate::loaded::{Questions, Shared};
use crate::remembering;
use crate::source::check_length;

/// Milliseconds between two reports of progress.
const REPORT_EVERY: f64 = 100.0;

/// Begins a dataset of these files, in this order; one that is to be remembered comes from its index where that is kept.
pub(crate) fn begin(session: &Shared, files: Vec<Source>, remember: bool) {
    let number = session.borrow_mut().open_dataset(files.clone());
    let system = session.host.system.clone();
    let session = session.clone();
    system.spawn(Box::pin(async move {
        if !remember {
            index(session.clone(), number, files).await;
            return address::know_cells(&session, number);
        }
        // Taken before the files are read: what changes from now on is noticed when they are opened again.
        let fingerprint = remembering::fingerprint(&files).await;
        let restored = match &fingerprint {
            Some(fingerprint) => remembering::restored(&session, fingerprint, &files).await,
            None => None,
        };
        match restored {
            Some(dataset) => session.borrow_mut().restore_dataset(number, dataset),
            None => index(session.clone(), number, files).await,
        }
        address::know_cells(&session, number);
        if let Some(fingerprint) = fingerprint {
            remembering::keep(&session, number, fingerprint, None).await;
        }
    }));
}

async fn index(session: Shared, number: DatasetId, files: Vec<Source>) {
    let mut indexing = Indexing { session, number, reported_at: f64::NEG_INFINITY, rows_reported: 0 };
    for file in &files {
        match indexing.read_part(file).await {
            Ok(Some(())) => {}
            Ok(None) => return,
            Err(failure) => {
                return indexing.session.borrow_mut().end_indexing(number, Phase::Failed(failure));
            }
        }
    }
    indexing.session.borrow_mut().end_indexing(number, Phase::Complete);
}

struct Indexing {
    session: Shared,
    number: DatasetId,
    reported_at: f64,
    rows_reported: usize,
}

impl Indexing {
    /// Reads a part; `None` where the dataset is not wanted any more.
    async fn read_part(&mut self, file: &Source) -> Result<Option<()>, Failure> {
        let mut stream = file.stream()?;
        let Some(()) = self.with_builder(|builder| builder.begin_part(&file.name())) else { return Ok(None) };
        let mut read = 0;
        let mut piece = Vec::new();
        while stream.next(&mut piece).await? {
            let fed = self.with_builder(|builder| builder.feed(&piece));
            if !matches!(fed, Some(Ok(()))) {
                stream.stop().await;
                return Ok(fed.transpose()?);
            }
            read += piece.len() as u64;
            self.count(piece.len());
        }
        check_length(file, read, file.size())?;
        Ok(self.with_builder(DatasetBuilder::end_part).transpose()?)
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
        let now = self.session.system().now();
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
}
