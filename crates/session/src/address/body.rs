//! The bytes of a range, read on where a connection breaks.

use std::rc::Rc;

use engine::position::ByteRange;
use protocol::Failure;
use protocol::address::AddressFault;

use super::remote::Remote;
use crate::cancelling::sleep;
use crate::host::{ByteStream, Promise};

/// Breaks in a row after which the rest is given up, and milliseconds after the first one; after each further one it is twice as long.
const BREAKS: u32 = 5;
const FIRST_WAIT: u64 = 500;

/// Bytes after which a connection counts as one that works.
const PROGRESS: u64 = 64 << 10;

/// The bytes of a range of a file on a server.
///
/// A broken connection is taken up where it ended, by a further range. `If-Range` would say that only the same file is
/// wanted, but browsers send it only after a preflight, which hosts of signed addresses refuse; size and entity tag of each
/// reply are compared instead, before a byte of it counts.
pub(super) struct Body {
    remote: Rc<Remote>,
    range: ByteRange,
    next: u64,
    stream: Option<Box<dyn ByteStream>>,
    breaks: u32,
    since_break: u64,
}

impl Body {
    pub(super) fn new(remote: &Rc<Remote>, range: ByteRange) -> Self {
        Self { remote: remote.clone(), range, next: range.start, stream: None, breaks: 0, since_break: 0 }
    }

    /// Puts the next bytes into `piece`; `false` at the end of the range.
    pub(super) async fn advance(&mut self, piece: &mut Vec<u8>) -> Result<bool, AddressFault> {
        let network = self.remote.network.clone();
        while self.next < self.range.end {
            let Some(stream) = &mut self.stream else {
                let rest = ByteRange { start: self.next, ..self.range };
                self.stream = Some(self.remote.open(rest).await?);
                self.since_break = 0;
                continue;
            };
            if let Some(Ok(true)) = network.in_time(stream.next(piece)).await {
                let length = piece.len() as u64;
                if length > self.range.end - self.next {
                    return Err(AddressFault::WrongRange { host: self.remote.host() });
                }
                network.count(0, piece.len());
                self.next += length;
                self.since_break += length;
                if length > 0 {
                    return Ok(true);
                }
                continue;
            }
            self.stream = None;
            self.breaks = if self.since_break >= PROGRESS { 1 } else { self.breaks + 1 };
            if self.breaks > BREAKS {
                let (done, total) = (self.next - self.range.start, self.range.len());
                return Err(AddressFault::BrokenOff { host: self.remote.host(), done, total });
            }
            sleep(&*network.host.system, FIRST_WAIT << (self.breaks - 1)).await;
        }
        Ok(false)
    }
}

impl ByteStream for Body {
    fn next<'a>(&'a mut self, piece: &'a mut Vec<u8>) -> Promise<'a, Result<bool, Failure>> {
        Box::pin(async move {
            let goes_on = self.advance(piece).await?;
            if !goes_on {
                piece.clear();
            }
            Ok(goes_on)
        })
    }

    fn stop(self: Box<Self>) -> Promise<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}
