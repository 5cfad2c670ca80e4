//! A host of files as the Hugging Face Hub is one: addresses lead on to signed ones of another host, which expire; and
//! everything else that servers do to those who ask for ranges.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use engine::position::ByteRange;
use protocol::Failure;
use session::host::{ByteStream, Fetch, FileReply, FileRequest, ImageStore, Promise};

use crate::machine::Machine;

pub(crate) const HUB: &str = "https://huggingface.co/datasets/o/n/resolve/main/";
const STORE: &str = "https://cdn.example/";
pub(crate) const TOKEN: &str = "hf_0123456789abcdef";

/// Bytes of a body that come at a time, and milliseconds between.
const PIECE: usize = 10_000;
const PAUSE: u64 = 5;
const LATENCY: u64 = 40;

/// What goes wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// No reply, as without network or without CORS.
    NoReply,
    /// A status, with a `Retry-After` where it is not empty.
    Status(u16, &'static str),
    /// The body ends with an error after so many bytes.
    Cut(usize),
    /// The body ends early as if it were whole.
    Short(usize),
    /// Nothing comes after the head.
    Stalls,
    /// 200 with the whole file.
    Whole,
    /// 200 with a `Content-Length` that is large.
    Large,
    /// A range that starts a byte too late.
    Shifted,
    /// A `Content-Range` that is none.
    Garbled,
    /// A range of a compressed form.
    Encoded,
    /// More bytes than were asked for.
    TooLong,
    /// Another entity tag.
    OtherTag,
    /// Another size.
    OtherSize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) url: String,
    pub(crate) range: Option<(u64, u64)>,
    pub(crate) has_token: bool,
}

pub(crate) struct Hub {
    machine: Rc<Machine>,
    pub(crate) files: RefCell<BTreeMap<String, Vec<u8>>>,
    /// What goes wrong with the next requests.
    pub(crate) faults: RefCell<Vec<Option<Fault>>>,
    pub(crate) asked: RefCell<Vec<Asked>>,
    /// Milliseconds for which a signed address is good, and whether it says so once it is not.
    pub(crate) good_for: Cell<u64>,
    pub(crate) hides_expiry: Cell<bool>,
    /// Whether a signed address is good for one range.
    pub(crate) binds_range: Cell<bool>,
    /// Whether pages may read `Content-Range` and `ETag`.
    pub(crate) exposes: Cell<bool>,
    pub(crate) is_gated: Cell<bool>,
    pub(crate) under_way: Cell<u32>,
    pub(crate) most_under_way: Cell<u32>,
    pub(crate) given_up: Cell<u32>,
}

impl Hub {
    pub(crate) fn new(machine: &Rc<Machine>) -> Rc<Self> {
        Rc::new(Self {
            machine: machine.clone(),
            files: RefCell::default(),
            faults: RefCell::default(),
            asked: RefCell::default(),
            good_for: Cell::new(u64::MAX),
            hides_expiry: Cell::new(false),
            binds_range: Cell::new(false),
            exposes: Cell::new(true),
            is_gated: Cell::new(false),
            under_way: Cell::new(0),
            most_under_way: Cell::new(0),
            given_up: Cell::new(0),
        })
    }

    pub(crate) fn put(&self, name: &str, bytes: &[u8]) {
        self.files.borrow_mut().insert(name.to_owned(), bytes.to_vec());
    }

    /// The next request goes wrong, or the next ones.
    pub(crate) fn plan(&self, faults: &[Fault]) {
        *self.faults.borrow_mut() = faults.iter().copied().map(Some).collect();
    }

    /// Requests since the last call, of which so many went to the resolver.
    pub(crate) fn counted(&self) -> (usize, usize) {
        let asked = self.asked.take();
        (asked.len(), asked.iter().filter(|asked| asked.url.starts_with(HUB)).count())
    }

    /// What a signed address says of a range.
    fn bound(&self, range: Option<ByteRange>) -> String {
        range.filter(|_| self.binds_range.get()).map_or(String::new(), |range| format!("{}-{}", range.start, range.end))
    }

    async fn reply(&self, request: FileRequest<'_>) -> Result<FileReply, String> {
        let token = request.token.map(|token| token.expose().to_owned());
        self.asked.borrow_mut().push(Asked {
            url: request.url.to_owned(),
            range: request.range.map(|range| (range.start, range.end)),
            has_token: token.is_some(),
        });
        let now = self.machine.now();
        self.machine.sleep(LATENCY).await;
        let fault = {
            let mut faults = self.faults.borrow_mut();
            if faults.is_empty() { None } else { faults.remove(0) }
        };
        let (name, url) = match request.url.strip_prefix(HUB) {
            Some(name) => {
                assert!(token.as_deref().is_none_or(|token| token == TOKEN));
                if self.is_gated.get() && token.is_none() {
                    return Ok(status(401, request.url));
                }
                let until = now.saturating_add(self.good_for.get());
                (name.to_owned(), format!("{STORE}{name}?range={}&until={until}", self.bound(request.range)))
            }
            None => {
                // Whatever leads on to another origin carries no token there.
                assert_eq!(token, None, "the token is sent to {}", request.url);
                let signed = request.url.strip_prefix(STORE).and_then(|rest| rest.split_once("?range="));
                let Some((name, (range, until))) =
                    signed.and_then(|(name, rest)| Some((name, rest.split_once("&until=")?)))
                else {
                    return Err("no such host".to_owned());
                };
                if until.parse::<u64>().unwrap() < now || range != self.bound(request.range) {
                    if self.hides_expiry.get() {
                        return Err("Failed to fetch".to_owned());
                    }
                    return Ok(status(403, request.url));
                }
                (name.to_owned(), request.url.to_owned())
            }
        };
        let Some(file) = self.files.borrow().get(&name).cloned() else { return Ok(status(404, &url)) };
        match fault {
            Some(Fault::NoReply) => return Err("Failed to fetch".to_owned()),
            Some(Fault::Status(code, after)) => {
                let mut reply = status(code, &url);
                reply.headers.push(("Retry-After".to_owned(), after.to_owned()));
                return Ok(reply);
            }
            _ => {}
        }
        Ok(self.sent(&file, request.range, fault, url))
    }

    fn sent(&self, file: &[u8], range: Option<ByteRange>, fault: Option<Fault>, url: String) -> FileReply {
        let whole = || ByteRange { start: 0, end: file.len() as u64 };
        let is_range = range.is_some() && !matches!(fault, Some(Fault::Whole | Fault::Large));
        let asked = range.filter(|_| is_range).unwrap_or_else(whole);
        if is_range && asked.start >= file.len() as u64 {
            return status(416, &url);
        }
        let shift = u64::from(fault == Some(Fault::Shifted));
        let range = ByteRange { start: asked.start + shift, end: asked.end.min(file.len() as u64) };
        let place = |at: u64| usize::try_from(at).unwrap();
        let mut bytes = file[place(range.start)..place(range.end)].to_vec();
        let length = if fault == Some(Fault::Large) { 40 << 20 } else { bytes.len() };
        let mut headers = vec![("content-length".to_owned(), length.to_string())];
        if self.exposes.get() {
            let tag = if fault == Some(Fault::OtherTag) { "\"two\"" } else { "W/\"one\"" };
            headers.push(("etag".to_owned(), tag.to_owned()));
            let size = file.len() + usize::from(fault == Some(Fault::OtherSize));
            let value = format!("bytes {}-{}/{size}", range.start, range.end.saturating_sub(1));
            let value = if fault == Some(Fault::Garbled) { "bytes of some kind".to_owned() } else { value };
            headers.extend(is_range.then_some(("Content-Range".to_owned(), value)));
        }
        if fault == Some(Fault::Encoded) {
            headers.push(("content-encoding".to_owned(), "gzip".to_owned()));
        }
        if fault == Some(Fault::TooLong) {
            bytes.push(b'x');
        }
        let end = match fault {
            Some(Fault::Cut(at)) => {
                bytes.truncate(at);
                End::Error
            }
            Some(Fault::Short(at)) => {
                bytes.truncate(at);
                End::Whole
            }
            Some(Fault::Stalls) => {
                bytes.clear();
                End::Never
            }
            _ => End::Whole,
        };
        let body = Box::new(SentBody { machine: self.machine.clone(), bytes, at: 0, end });
        FileReply { status: if is_range { 206 } else { 200 }, url, headers, body }
    }
}

/// Counts a request that is dropped before its end.
struct Open<'h>(&'h Hub, bool);

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.under_way.set(self.0.under_way.get() - 1);
        self.0.given_up.set(self.0.given_up.get() + u32::from(!self.1));
    }
}

impl Fetch for Hub {
    fn fetch<'a>(&'a self, request: FileRequest<'a>) -> Promise<'a, Result<FileReply, String>> {
        Box::pin(async move {
            self.under_way.set(self.under_way.get() + 1);
            self.most_under_way.set(self.most_under_way.get().max(self.under_way.get()));
            let mut open = Open(self, false);
            let reply = self.reply(request).await;
            open.1 = true;
            reply
        })
    }
}

fn status(status: u16, url: &str) -> FileReply {
    let body = Box::new(SentBody { machine: Rc::default(), bytes: Vec::new(), at: 0, end: End::Whole });
    FileReply { status, url: url.to_owned(), headers: Vec::new(), body }
}

#[derive(Clone, Copy)]
enum End {
    Whole,
    Error,
    Never,
}

struct SentBody {
    machine: Rc<Machine>,
    bytes: Vec<u8>,
    at: usize,
    end: End,
}

impl ByteStream for SentBody {
    fn next<'a>(&'a mut self, piece: &'a mut Vec<u8>) -> Promise<'a, Result<bool, Failure>> {
        Box::pin(async move {
            self.machine.sleep(PAUSE).await;
            let rest = &self.bytes[self.at..];
            *piece = rest[..rest.len().min(PIECE)].to_vec();
            self.at += piece.len();
            match (piece.is_empty(), self.end) {
                (false, _) => Ok(true),
                (true, End::Whole) => Ok(false),
                (true, End::Error) => Err(Failure::Cancelled),
                (true, End::Never) => std::future::pending().await,
            }
        })
    }

    fn stop(self: Box<Self>) -> Promise<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// A store of images in memory.
#[derive(Default)]
pub(crate) struct KeptImages(pub(crate) RefCell<BTreeMap<String, Vec<u8>>>);

impl ImageStore for KeptImages {
    fn image<'a>(&'a self, key: &'a str) -> Promise<'a, Option<Vec<u8>>> {
        Box::pin(std::future::ready(self.0.borrow().get(key).cloned()))
    }

    fn keep<'a>(&'a self, key: &'a str, bytes: &'a [u8]) -> Promise<'a, ()> {
        self.0.borrow_mut().insert(key.to_owned(), bytes.to_vec());
        Box::pin(std::future::ready(()))
    }
}
