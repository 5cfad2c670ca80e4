//! A file of the dataset that lies on a server.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use engine::address::Address;
use engine::dataset::{IndexedFile, is_image_cell};
use engine::endpoint::Secret;
use engine::hexadecimal::hexadecimal;
use engine::image::ImageError;
use engine::position::ByteRange;
use engine::recent::Recent;
use protocol::Failure;
use protocol::address::AddressFault;
use sha2::{Digest, Sha256};

use super::body::Body;
use super::network::Network;
use super::once::Once;
use super::remote::Remote;
use crate::host::{ByteSource, ByteStream, Promise, Source};
use crate::images::CELL_BYTES;
use crate::source::read_range;

/// First bytes that are fetched to learn a file's size; its header is among them.
const FIRST: u64 = 64 << 10;

/// Bytes of image cells that are held in memory, since one is read piece by piece when it is sent to a model.
const HELD: usize = 24 << 20;

/// A file of the dataset that lies on a server.
///
/// Image cells are fetched whole, each once, however little of one is read; everything else is fetched as it is read.
pub(super) struct AddressedFile {
    remote: Rc<Remote>,
    name: String,
    bytes: u64,
    /// The first bytes, where they were fetched.
    first: Vec<u8>,
    /// The checksum that an index knows.
    sum: Option<String>,
    cells: RefCell<Cells>,
    held: RefCell<Recent<u64, Rc<[u8]>>>,
    /// Cells that are being fetched, by their first byte.
    under_way: Rc<Once>,
}

/// Where the images of a file are.
#[derive(Default)]
struct Cells {
    /// In order.
    ranges: Vec<ByteRange>,
    /// Whether a stranger says so.
    are_claimed: bool,
}

impl AddressedFile {
    /// A file without index; asks the server for its size and first bytes.
    pub(super) async fn met(network: &Rc<Network>, address: Address, token: &Secret) -> Result<Self, AddressFault> {
        let remote = Rc::new(Remote::new(network, address, token));
        let first = remote.meet(FIRST).await?;
        let bytes = remote.bytes().unwrap_or_default();
        let name = remote.address.name().to_owned();
        Ok(Self { first, ..Self::new(remote, name, bytes) })
    }

    /// A file whose index a stranger has made; the server is asked for nothing yet.
    pub(super) fn claimed(
        network: &Rc<Network>,
        address: Address,
        token: &Secret,
        indexed: &IndexedFile,
        ranges: Vec<ByteRange>,
    ) -> Self {
        let remote = Remote::claimed(network, address, token, indexed.bytes, indexed.etag.as_deref());
        let sum = indexed.sha256.map(|sum| hexadecimal(&sum)).or_else(|| indexed.md5.map(|sum| hexadecimal(&sum)));
        let cells = RefCell::new(Cells { ranges, are_claimed: true });
        Self { sum, cells, ..Self::new(Rc::new(remote), indexed.name.clone(), indexed.bytes) }
    }

    fn new(remote: Rc<Remote>, name: String, bytes: u64) -> Self {
        Self {
            remote,
            name,
            bytes,
            first: Vec::new(),
            sum: None,
            cells: RefCell::default(),
            held: RefCell::new(Recent::new(HELD)),
            under_way: Rc::default(),
        }
    }

    /// What names the file and its content, by the checksum or else the entity tag; `None` while neither is known: another
    /// file of the same size may have come to the address.
    fn key(&self) -> Option<String> {
        let content = self.sum.clone().or_else(|| self.etag())?;
        let parts = [self.remote.address.url(), &self.bytes.to_string(), &content];
        Some(hexadecimal(&Sha256::digest(parts.join("\n"))))
    }

    /// Takes where the images are, once the file was read through here.
    pub(super) fn know_cells(&self, ranges: Vec<ByteRange>) {
        let mut cells = self.cells.borrow_mut();
        if !cells.are_claimed {
            cells.ranges = ranges;
        }
    }

    pub(super) fn etag(&self) -> Option<String> {
        self.remote.etag()
    }

    /// The image cell that a range lies in.
    fn cell_around(&self, range: ByteRange) -> Option<ByteRange> {
        let cells = self.cells.borrow();
        let next = cells.ranges.partition_point(|cell| cell.start <= range.start);
        let cell = cells.ranges.get(next.checked_sub(1)?)?;
        (range.end <= cell.end && !range.is_empty()).then_some(*cell)
    }

    fn held(&self, cell: ByteRange) -> Option<Rc<[u8]>> {
        self.held.borrow_mut().get(&cell.start).filter(|bytes| bytes.len() as u64 == cell.len()).cloned()
    }

    /// Whether the image cell that a range lies in is here: in memory, to which it comes from the store.
    async fn holds(&self, range: ByteRange) -> bool {
        let Some(cell) = self.cell_around(range) else { return false };
        if self.held(cell).is_none()
            && let Some(kept) = self.kept(cell).await
        {
            self.hold(cell, kept);
        }
        self.held(cell).is_some()
    }

    fn hold(&self, cell: ByteRange, bytes: Vec<u8>) -> Rc<[u8]> {
        let (size, bytes): (usize, Rc<[u8]>) = (bytes.len(), bytes.into());
        // A cell larger than all that is held is read piece by piece, and stays until the next one.
        self.held.borrow_mut().keep(cell.start, bytes.clone(), size.min(HELD));
        bytes
    }

    /// An image cell: from memory, from the store, or from the server.
    pub(super) async fn cell(&self, cell: ByteRange, is_ahead: bool) -> Result<Rc<[u8]>, Failure> {
        if cell.len() > CELL_BYTES {
            return Err(ImageError::TooManyBytes { bytes: cell.len(), limit: CELL_BYTES }.into());
        }
        if let Some(held) = self.held(cell) {
            return Ok(held);
        }
        let network = &self.remote.network;
        if let Some(kept) = self.kept(cell).await {
            return Ok(self.hold(cell, kept));
        }
        // The turn comes first: who waited for another request would wait for the turn of that one.
        let _turn = network.gate.enter(is_ahead).await;
        let _first = self.under_way.enter(cell.start).await;
        // Another request may have fetched it meanwhile.
        if let Some(held) = self.held(cell) {
            return Ok(held);
        }
        let bytes = self.hold(cell, self.fetched(cell).await?);
        if let Some(key) = self.key_of(cell) {
            let (images, kept) = (network.host.images.clone(), bytes.clone());
            network.host.system.spawn(Box::pin(async move { images.keep(&key, &kept).await }));
        }
        Ok(bytes)
    }

    fn key_of(&self, cell: ByteRange) -> Option<String> {
        Some(format!("{}/{}-{}", self.key()?, cell.start, cell.end))
    }

    /// A cell out of the store.
    async fn kept(&self, cell: ByteRange) -> Option<Vec<u8>> {
        let kept = self.remote.network.host.images.image(&self.key_of(cell)?).await?;
        (kept.len() as u64 == cell.len()).then_some(kept)
    }

    /// A cell with the bytes around it, which show whether a stranger's index is of this file.
    async fn fetched(&self, cell: ByteRange) -> Result<Vec<u8>, Failure> {
        let has_before = cell.start > 0;
        let wide = ByteRange { start: cell.start.saturating_sub(1), end: self.bytes.min(cell.end + 1) };
        let mut bytes = self.remote.read(wide).await?;
        let after = if wide.end > cell.end { bytes.pop() } else { None };
        let before = has_before.then(|| bytes.remove(0));
        if self.cells.borrow().are_claimed && !is_image_cell(before, &bytes, after) {
            return Err(AddressFault::OtherFile { name: self.name.clone() }.into());
        }
        Ok(bytes)
    }
}

impl ByteSource for AddressedFile {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn size(&self) -> u64 {
        self.bytes
    }

    fn version(&self) -> i64 {
        0
    }

    fn identity(&self) -> Option<String> {
        self.key()
    }

    fn read(&self, range: ByteRange) -> Promise<'_, Result<Vec<u8>, Failure>> {
        Box::pin(async move {
            let range = ByteRange { start: range.start.min(self.bytes), end: range.end.min(self.bytes) };
            let part = |bytes: &[u8], from: u64| {
                let place = |at: u64| usize::try_from(at - from).unwrap_or(usize::MAX);
                bytes.get(place(range.start)..place(range.end)).map(<[u8]>::to_vec)
            };
            if let Some(first) = part(&self.first, 0) {
                return Ok(first);
            }
            match self.cell_around(range) {
                Some(cell) => Ok(part(&self.cell(cell, false).await?, cell.start).unwrap_or_default()),
                None => Ok(self.remote.read(range).await?),
            }
        })
    }

    fn stream(&self) -> Result<Box<dyn ByteStream>, Failure> {
        Ok(Box::new(Body::new(&self.remote, ByteRange { start: 0, end: self.bytes })))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The beginning of an image cell. Of a file on a server the rest of the cell is not fetched for it.
pub(crate) async fn beginning(file: &Source, range: ByteRange) -> Result<Vec<u8>, Failure> {
    match addressed(file) {
        Some(addressed) if !addressed.holds(range).await => {
            let _turn = addressed.remote.network.gate.enter(true).await;
            Ok(addressed.remote.read(range).await?)
        }
        _ => read_range(file, range).await,
    }
}

/// The host of a file that lies on a server.
pub(crate) fn host_of(file: &Source) -> Option<String> {
    Some(addressed(file)?.remote.host())
}

/// The addresses of files that all lie on servers.
pub(crate) fn urls_of(files: &[Source]) -> Option<Vec<String>> {
    files.iter().map(|file| Some(addressed(file)?.remote.address.url().to_owned())).collect()
}

pub(super) fn addressed(file: &Source) -> Option<&AddressedFile> {
    file.as_any().downcast_ref()
}
