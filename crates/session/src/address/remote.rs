//! A file on a server.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use engine::address::Address;
use engine::endpoint::Secret;
use engine::position::ByteRange;
use protocol::address::AddressFault;

use super::body::Body;
use super::network::Network;
use super::reply::{Head, Wrong, judge};
use crate::cancelling::sleep;
use crate::host::{ByteStream, FileReply, FileRequest};
use crate::source::MemorySource;

/// Greatest size of a file that is taken whole where the server sends no ranges, in bytes.
pub(super) const WHOLE_BYTES: u64 = 32 << 20;

/// Tries after the first one, and milliseconds before the first of them; before each further one it is twice as long.
const TRIES: u32 = 4;
const FIRST_WAIT: u64 = 500;

/// Milliseconds that a server may ask to wait; what asks for more is reported instead.
const LONGEST_WAIT: u64 = 60_000;

/// A file on a server.
pub(super) struct Remote {
    pub(super) network: Rc<Network>,
    pub(super) address: Address,
    token: Secret,
    /// Where the address led; asked again until it expires, since hosts count how often they are asked the way.
    led_to: RefCell<Option<String>>,
    /// Whether that has served another range than the one that it was made for. Some hosts, the Hub at times, sign an
    /// address for one range; then the way is asked every time.
    serves_others: Cell<bool>,
    is_bound_to_range: Cell<bool>,
    known: RefCell<Known>,
    /// The file, where the server sends whole files only.
    whole: RefCell<Option<Rc<[u8]>>>,
}

/// What the file is known by.
#[derive(Default)]
struct Known {
    bytes: Option<u64>,
    etag: Option<String>,
    /// Whether an index says so, and no server has confirmed it.
    is_claimed: bool,
}

impl Remote {
    pub(super) fn new(network: &Rc<Network>, address: Address, token: &Secret) -> Self {
        let (network, token) = (network.clone(), token.clone());
        Self {
            network,
            address,
            token,
            led_to: RefCell::default(),
            serves_others: Cell::default(),
            is_bound_to_range: Cell::default(),
            known: RefCell::default(),
            whole: RefCell::default(),
        }
    }

    /// As [`Remote::new`], of a file whose size an index knows.
    pub(super) fn claimed(
        network: &Rc<Network>,
        address: Address,
        token: &Secret,
        bytes: u64,
        etag: Option<&str>,
    ) -> Self {
        let etag = etag.map(|tag| tag.trim_start_matches("W/").to_owned());
        let known = Known { bytes: Some(bytes), etag, is_claimed: true };
        Self { known: RefCell::new(known), ..Self::new(network, address, token) }
    }

    /// The size in bytes, where it is known.
    pub(super) fn bytes(&self) -> Option<u64> {
        self.known.borrow().bytes
    }

    pub(super) fn etag(&self) -> Option<String> {
        self.known.borrow().etag.clone()
    }

    pub(super) fn host(&self) -> String {
        self.address.host().to_owned()
    }

    /// The bytes of a range, which must lie in the file.
    pub(super) async fn read(self: &Rc<Self>, range: ByteRange) -> Result<Vec<u8>, AddressFault> {
        let mut body = Body::new(self, range);
        let (mut bytes, mut piece) = (Vec::new(), Vec::new());
        while body.advance(&mut piece).await? {
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes)
    }

    /// The whole file, read as such.
    pub(super) async fn read_whole(&self, limit: u64) -> Result<Vec<u8>, AddressFault> {
        let mut cuts = 0;
        loop {
            let (mut reply, head) = self.request(None).await?;
            match self.collect(&mut reply, head.bytes, limit).await? {
                Some(bytes) => return Ok(bytes),
                None if cuts < TRIES => cuts += 1,
                None => {
                    let (host, total) = (self.host(), head.bytes.unwrap_or_default());
                    return Err(AddressFault::BrokenOff { host, done: 0, total });
                }
            }
        }
    }

    /// Begins to read a range, which must lie in the file.
    pub(super) async fn open(&self, range: ByteRange) -> Result<Box<dyn ByteStream>, AddressFault> {
        if let Some(part) = self.part_of_whole(range) {
            return Ok(part);
        }
        let (mut reply, head) = self.request(Some(range)).await?;
        if head.is_range {
            return Ok(reply.body);
        }
        let no_ranges = AddressFault::NoRanges { host: self.host(), limit: WHOLE_BYTES };
        let whole = match self.collect(&mut reply, head.bytes, WHOLE_BYTES).await {
            Ok(Some(whole)) => whole,
            // What follows is asked for again, and read again from its start.
            Ok(None) => return Ok(MemorySource::stream_of(Vec::new())),
            Err(_too_large) => return Err(no_ranges),
        };
        self.agree(Some(whole.len() as u64), None)?;
        *self.whole.borrow_mut() = Some(whole.into());
        self.part_of_whole(range).ok_or(no_ranges)
    }

    /// Asks for the first bytes, to learn the file's size; returns them.
    pub(super) async fn meet(self: &Rc<Self>, first: u64) -> Result<Vec<u8>, AddressFault> {
        let range = ByteRange { start: 0, end: first };
        let first = match self.open(range).await {
            Ok(mut body) if self.bytes().is_some() => {
                let (mut bytes, mut piece) = (Vec::new(), Vec::new());
                while let Some(Ok(true)) = self.network.in_time(body.next(&mut piece)).await {
                    self.network.count(0, piece.len());
                    if (bytes.len() + piece.len()) as u64 > range.end {
                        return Err(AddressFault::WrongRange { host: self.host() });
                    }
                    bytes.extend_from_slice(&piece);
                }
                bytes
            }
            Ok(_) => return Err(AddressFault::SizeHidden { host: self.host() }),
            Err(fault) => return Err(fault),
        };
        // What was cut off is asked for again where it is needed.
        let size = self.bytes().unwrap_or_default();
        Ok(first.into_iter().take(usize::try_from(range.end.min(size)).unwrap_or(usize::MAX)).collect())
    }

    fn part_of_whole(&self, range: ByteRange) -> Option<Box<dyn ByteStream>> {
        let whole = self.whole.borrow();
        let whole = whole.as_ref()?;
        let place = |at: u64| usize::try_from(at).map_or(whole.len(), |at| at.min(whole.len()));
        Some(MemorySource::stream_of(whole.get(place(range.start)..place(range.end)).unwrap_or_default().to_vec()))
    }

    /// The body of a whole file; `None` where it is cut off.
    async fn collect(
        &self,
        reply: &mut FileReply,
        length: Option<u64>,
        limit: u64,
    ) -> Result<Option<Vec<u8>>, AddressFault> {
        let too_large = || AddressFault::TooLarge { name: self.address.name().to_owned(), limit };
        if length.is_some_and(|length| length > limit) {
            return Err(too_large());
        }
        let (mut bytes, mut piece) = (Vec::new(), Vec::new());
        loop {
            match self.network.in_time(reply.body.next(&mut piece)).await {
                Some(Ok(true)) => bytes.extend_from_slice(&piece),
                Some(Ok(false)) => {
                    return Ok(length.is_none_or(|length| length == bytes.len() as u64).then_some(bytes));
                }
                Some(Err(_)) | None => return Ok(None),
            }
            self.network.count(0, piece.len());
            if bytes.len() as u64 > limit {
                return Err(too_large());
            }
        }
    }

    /// Sends a request, again where that may help.
    async fn request(&self, range: Option<ByteRange>) -> Result<(FileReply, Head), AddressFault> {
        let mut tries = 0;
        loop {
            let led_to = self.led_to.borrow().clone();
            let url = led_to.as_deref().unwrap_or(self.address.url());
            let wrong = match self.send(url, range).await {
                Ok(reply) => match judge(&reply, range, self.address.host(), self.network.host.system.date()) {
                    Ok(head) => {
                        // A whole body is measured once it is read: its length may be that of a compressed form.
                        self.agree(head.bytes.filter(|_| head.is_range), head.etag.as_deref())?;
                        self.serves_others.set(led_to.is_some());
                        let may_serve = |url: &String| url != self.address.url() && !self.is_bound_to_range.get();
                        *self.led_to.borrow_mut() = Some(reply.url.clone()).filter(may_serve);
                        return Ok((reply, head));
                    }
                    Err(wrong) => wrong,
                },
                // Hosts forget the headers that let a page see that a signed address has expired.
                Err(fault) if led_to.is_some() => Wrong::Expired(fault),
                Err(fault) => Wrong::Later(fault, None),
            };
            let (fault, wait) = match wrong {
                Wrong::Expired(fault) if led_to.is_some() => {
                    if self.led_to.borrow_mut().take_if(|url| Some(&*url) == led_to.as_ref()).is_some() {
                        self.is_bound_to_range.set(!self.serves_others.get());
                    }
                    (fault, Some(0))
                }
                Wrong::Later(fault, wait) => (fault, wait),
                Wrong::Expired(fault) | Wrong::Final(fault) => return Err(fault),
                Wrong::BeyondEnd => return Err(self.is_another()),
            };
            let wait = wait.unwrap_or(FIRST_WAIT << tries);
            if tries == TRIES || wait > LONGEST_WAIT {
                return Err(fault);
            }
            sleep(&*self.network.host.system, wait).await;
            tries += 1;
        }
    }

    async fn send(&self, url: &str, range: Option<ByteRange>) -> Result<FileReply, AddressFault> {
        self.network.count(1, 0);
        let token = Some(&self.token).filter(|token| !token.is_empty() && self.address.is_same_origin(url));
        let request = FileRequest { url, space: self.address.space(), range, token };
        let reply = self.network.in_time(self.network.host.fetch.fetch(request)).await;
        let detail = match reply {
            Some(Ok(reply)) => return Ok(reply),
            Some(Err(detail)) => self.token.redact_error(&detail),
            None => "no reply in time".to_owned(),
        };
        Err(AddressFault::NoReply { host: self.host(), detail })
    }

    /// Makes sure that what a server says fits what is known, and learns what is not.
    fn agree(&self, bytes: Option<u64>, etag: Option<&str>) -> Result<(), AddressFault> {
        let mut known = self.known.borrow_mut();
        let differs = |known: Option<&str>| known.zip(etag).is_some_and(|(known, new)| known != new);
        if known.bytes.zip(bytes).is_some_and(|(known, new)| known != new) || differs(known.etag.as_deref()) {
            drop(known);
            return Err(self.is_another());
        }
        known.bytes = known.bytes.or(bytes);
        known.etag = known.etag.take().or_else(|| etag.map(str::to_owned));
        known.is_claimed &= bytes.is_none();
        Ok(())
    }

    /// That the server has another file than it should.
    fn is_another(&self) -> AddressFault {
        let name = self.address.name().to_owned();
        if self.known.borrow().is_claimed { AddressFault::OtherFile { name } } else { AddressFault::Changed { name } }
    }
}
