//! What a session needs of where it runs: a browser, or a test.
//!
//! Everything is single-threaded. Dropping a [`Promise`] cancels its work, and there is no other way to cancel: the
//! implementation then ends what is under way, for example a request to a server.
//!
//! Files fail with [`Failure::FileGone`] where they are gone or have changed since they were opened; storage and locks with
//! [`RunFault::StorageFull`] and [`RunFault::Storage`], and have then changed nothing.

#![expect(clippy::missing_errors_doc, reason = "see above")]

mod fetch;

use std::any::Any;
use std::pin::Pin;
use std::rc::Rc;

use engine::endpoint::{AddressSpace, HttpRequest, HttpResponse, Secret};
use engine::image::Shown;
use engine::local::LocalError;
use engine::pause::Pause;
use engine::position::ByteRange;
use protocol::local::KeptModel;
use protocol::recent::RecentDataset;
use protocol::run::{RunFault, RunId};
use protocol::{Event, Failure};

pub use fetch::{Fetch, FileReply, FileRequest, ImageStore};

/// A future that is not moved between threads.
pub type Promise<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Undoes something when it is dropped: cancels a timer, gives back a lock.
pub type Guard = Box<dyn Any>;

/// A file, shared by all that read it.
pub type Source = Rc<dyn ByteSource>;

/// What looks at bytes.
pub type Look<'a> = Box<dyn FnOnce(&[u8]) + 'a>;

/// What makes a header of the one that is there.
pub type ChangeHeader<'a> = Box<dyn FnOnce(Option<&str>) -> Result<String, RunFault> + 'a>;

/// Where a session runs.
pub struct Host {
    /// Clock, tasks, locks and the page.
    pub system: Rc<dyn System>,
    /// Where runs are kept.
    pub journals: Rc<dyn Journals>,
    pub indices: Rc<dyn IndexStore>,
    pub transport: Rc<dyn Transport>,
    pub fetch: Rc<dyn Fetch>,
    /// Where images that were fetched are kept.
    pub images: Rc<dyn ImageStore>,
    pub thumbnails: Rc<dyn Shrink>,
    /// Models that run in the browser.
    pub models: Rc<dyn ModelWorkers>,
}

/// Clock, tasks, locks and the page. Its pause lets other requests be answered.
pub trait System: Pause {
    /// Milliseconds since some fixed moment, never going back.
    fn now(&self) -> f64;
    /// As [`System::now`], in whole milliseconds.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive time, far below 2^53")]
    fn time(&self) -> u64 {
        self.now() as u64
    }
    /// Milliseconds since 1970.
    fn date(&self) -> u64;
    /// Does work after that many milliseconds, unless the guard is dropped before. The work may drop its own guard.
    fn after(&self, milliseconds: u64, work: Box<dyn FnOnce()>) -> Guard;
    /// Does work beside everything else.
    fn spawn(&self, work: Promise<'static, ()>);
    /// A random number below 2^52.
    fn random(&self) -> u64;
    /// Size of the memory in use, in bytes.
    fn memory_bytes(&self) -> u64;
    /// Reports a change to the page.
    fn tell(&self, event: Event);
    /// Takes a lock; `None` if another session holds it.
    fn lock<'a>(&'a self, name: &'a str) -> Promise<'a, Result<Option<Guard>, RunFault>>;
}

/// A file. One that is reached over a network is opened once its length is known and ranges of it can be read; any other is
/// first stored as a whole.
pub trait ByteSource {
    /// The file's name.
    fn name(&self) -> String;
    /// Size in bytes.
    fn size(&self) -> u64;
    /// What changes whenever the content does: of a file the time of its last change in milliseconds since 1970, of an
    /// address a hash of its entity tag.
    fn version(&self) -> i64;
    /// What names the content of the file, so that it need not be sampled to be known again; `None` for files that can
    /// change without notice.
    fn identity(&self) -> Option<String> {
        None
    }
    /// The bytes of a range (fewer where the file ends).
    fn read(&self, range: ByteRange) -> Promise<'_, Result<Vec<u8>, Failure>>;
    /// Shows the bytes of a range (fewer where the file ends) without keeping them.
    fn look_at<'a>(&'a self, range: ByteRange, look: Look<'a>) -> Promise<'a, Result<(), Failure>> {
        Box::pin(async move {
            look(&self.read(range).await?);
            Ok(())
        })
    }
    /// Reads the file from start to end.
    fn stream(&self) -> Result<Box<dyn ByteStream>, Failure>;
    /// The implementation, for hosts that hand a file on without reading it.
    fn as_any(&self) -> &dyn Any;
}

/// A file that is read from start to end.
pub trait ByteStream {
    /// Puts the next bytes into `piece`, replacing what was there; `false` at the end of the file.
    fn next<'a>(&'a mut self, piece: &'a mut Vec<u8>) -> Promise<'a, Result<bool, Failure>>;
    /// Abandons the reads under way.
    fn stop(self: Box<Self>) -> Promise<'static, ()>;
}

#[derive(Clone)]
pub enum Part {
    Bytes(Vec<u8>),
    /// A range of a file, which need not be read to be handed on.
    Range(Source, ByteRange),
}

impl Part {
    /// Size in bytes.
    pub fn size(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Range(_, range) => range.len(),
        }
    }
}

/// Opens where runs are kept.
pub trait Journals {
    /// Opens the store for a piece of work, making it where there is none.
    fn open(&self) -> Promise<'_, Result<Rc<dyn JournalStore>, RunFault>>;
}

/// Where runs are kept: of each a header and numbered records, as JSON. A stored value that is not text is returned as an
/// empty string.
pub trait JournalStore {
    fn headers(&self) -> Promise<'_, Result<Vec<(RunId, String)>, RunFault>>;
    fn header<'a>(&'a self, id: &'a str) -> Promise<'a, Result<Option<String>, RunFault>>;
    /// The records of a run, by number.
    fn records<'a>(&'a self, id: &'a str) -> Promise<'a, Result<Vec<String>, RunFault>>;
    /// The number that follows those of a run's records.
    fn next_number<'a>(&'a self, id: &'a str) -> Promise<'a, Result<u32, RunFault>>;
    /// Replaces the header of a run by what `change` makes of it, within one transaction. Where `change` fails, its error
    /// is returned and nothing is written.
    fn change_header<'a>(&'a self, id: &'a str, change: ChangeHeader<'a>) -> Promise<'a, Result<(), RunFault>>;
    /// Keeps records of a run, numbered from `first`; all or none. Done once they are written.
    fn put_records<'a>(&'a self, id: &'a str, first: u32, records: Vec<String>) -> Promise<'a, Result<(), RunFault>>;
    fn delete<'a>(&'a self, id: &'a str) -> Promise<'a, Result<(), RunFault>>;
}

/// Where indices of datasets are kept, by the fingerprint of their files.
pub trait IndexStore {
    /// An index; `None` also where the store cannot be read.
    fn index<'a>(&'a self, fingerprint: &'a str) -> Promise<'a, Option<Vec<u8>>>;
    /// Keeps a dataset, with its index where that is new, and drops those opened longest ago that are too many.
    fn keep<'a>(&'a self, dataset: &'a RecentDataset, index: Option<&'a [u8]>) -> Promise<'a, Result<(), RunFault>>;
}

/// Why a request has brought no whole reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendError {
    /// There is no reply: what the host says.
    NoReply(String),
    /// The connection ended after status and headers.
    BrokeOff { status: u16, detail: String },
}

pub trait Transport {
    /// Sends a request, whose body is the parts in order, and reads the reply up to the length of
    /// [`HttpResponse::longest`].
    fn send<'a>(
        &'a self,
        request: &'a HttpRequest,
        body: Vec<Part>,
        key: &'a Secret,
    ) -> Promise<'a, Result<HttpResponse, SendError>>;
    /// Whether a server is there at all, as a request tells whose reply stays hidden.
    fn reaches_blindly<'a>(&'a self, url: &'a str, space: AddressSpace) -> Promise<'a, bool>;
    /// Where the page itself is from.
    fn page_space(&self) -> AddressSpace;
    /// The browser's answer about a permission, as `granted`; `None` where it does not know that permission.
    fn permission(&self, name: &'static str) -> Promise<'_, Option<String>>;
}

pub struct Small {
    pub mime: String,
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

pub trait Shrink {
    /// Decodes an image whose size is known to be within the limits, and encodes it small; `None` where it cannot be
    /// decoded.
    fn shrink<'a>(&'a self, image: &'a Shown<'a>) -> Promise<'a, Option<Small>>;
}

/// Models that run in the browser, each in a worker of its own.
pub trait ModelWorkers {
    /// Starts a worker; `on_progress` hears how far it is with loading, as JSON.
    fn start(&self, on_progress: Box<dyn Fn(String)>) -> Result<Rc<dyn ModelWorker>, LocalError>;
    /// The address of the folder that the page lies in, which ends with a slash.
    fn site(&self) -> String;
    /// Reads a file that lies beside the page.
    fn beside<'a>(&'a self, path: &'a str) -> Promise<'a, Result<Vec<u8>, String>>;
    /// The kept models, by name.
    fn kept(&self) -> Promise<'_, Result<Vec<KeptModel>, RunFault>>;
    fn delete<'a>(&'a self, name: &'a str) -> Promise<'a, Result<(), RunFault>>;
}

/// A worker that runs a model; it ends when this is dropped.
pub trait ModelWorker {
    /// Asks for something; arguments and result are JSON.
    fn call<'a>(
        &'a self,
        operation: &'a str,
        arguments: String,
        beside: CallBeside<'a>,
    ) -> Promise<'a, Result<String, CallError>>;
    /// Ends the worker at once; open calls get [`CallError::Stopped`].
    fn stop(&self);
    /// Whether the worker has ended, or lost its GPU.
    fn is_over(&self) -> bool;
}

/// What travels beside the arguments of a call.
#[derive(Clone, Copy)]
pub enum CallBeside<'a> {
    Nothing,
    /// A folder's files with their paths.
    Files(&'a [(String, Source)]),
    Images(&'a [Vec<u8>]),
}

/// Why a call has no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallError {
    /// The worker's own word, as JSON.
    Failed(String),
    Stopped,
    /// The worker could not be loaded, or has ended with an error: what the host said.
    Broken(String),
}
