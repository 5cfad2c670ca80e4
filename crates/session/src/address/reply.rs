//! What the head of a reply means.

use engine::endpoint::retry_after_of;
use engine::position::ByteRange;
use protocol::address::AddressFault;

use crate::host::FileReply;

/// What a good reply says of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// Whether the body is the range that was asked for, rather than the whole file.
    pub(super) is_range: bool,
    /// Size of the file, where it is said.
    pub(super) bytes: Option<u64>,
    /// Its entity tag without the mark of a weak one, where it may be read.
    pub(super) etag: Option<String>,
}

/// What is wrong with a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrong {
    /// A signed address has expired, or a token is missing.
    Expired(AddressFault),
    /// It may be right later: after so many milliseconds, where the server says so.
    Later(AddressFault, Option<u64>),
    /// The range lies behind the end of the file.
    BeyondEnd,
    Final(AddressFault),
}

/// Judges the head of a reply to a request for a range, or for the whole file. `now` is in milliseconds since 1970.
pub(super) fn judge(reply: &FileReply, range: Option<ByteRange>, host: &str, now: u64) -> Result<Head, Wrong> {
    let host = host.to_owned();
    let etag = reply.header("etag").map(|tag| tag.trim_start_matches("W/").to_owned());
    let wait = || reply.header("retry-after").and_then(|value| retry_after_of(value, now));
    match (reply.status, range) {
        (206, Some(range)) => {
            if let Some(encoding) = reply.header("content-encoding").filter(|encoding| *encoding != "identity") {
                return Err(Wrong::Final(AddressFault::Encoded { host, encoding: encoding.to_owned() }));
            }
            let bytes = match reply.header("content-range") {
                Some(value) => match ContentRange::read(value).filter(|sent| sent.begins(range)) {
                    Some(sent) => sent.size,
                    None => return Err(Wrong::Final(AddressFault::WrongRange { host })),
                },
                None => None,
            };
            Ok(Head { is_range: true, bytes, etag })
        }
        (200, _) => {
            let is_plain = reply.header("content-encoding").is_none();
            let length = reply.header("content-length").filter(|_| is_plain).and_then(|length| length.parse().ok());
            Ok(Head { is_range: false, bytes: length, etag })
        }
        (416, _) => Err(Wrong::BeyondEnd),
        (status @ (401 | 403 | 410), _) => Err(Wrong::Expired(AddressFault::Refused { host, status })),
        (429, _) => {
            let wait = wait();
            Err(Wrong::Later(AddressFault::Busy { host, seconds: wait.map(|wait| wait.div_ceil(1000)) }, wait))
        }
        (status @ (408 | 425 | 500..), _) => Err(Wrong::Later(AddressFault::ServerFailed { host, status }, wait())),
        (status, _) => Err(Wrong::Final(AddressFault::Refused { host, status })),
    }
}

/// A `Content-Range` such as `bytes 0-99/1000`.
struct ContentRange {
    first: u64,
    last: u64,
    /// Size of the file; `None` where it is `*`.
    size: Option<u64>,
}

impl ContentRange {
    fn read(value: &str) -> Option<Self> {
        let (unit, rest) = value.split_once(' ')?;
        let (sent, size) = rest.split_once('/')?;
        let (first, last) = sent.split_once('-')?;
        let number = |text: &str| text.trim().parse::<u64>().ok();
        let size = if size.trim() == "*" { None } else { Some(number(size)?) };
        let is_of_bytes = unit.eq_ignore_ascii_case("bytes");
        Some(Self { first: number(first)?, last: number(last)?, size }).filter(|_| is_of_bytes)
    }

    /// Whether it is the range that was asked for, or a part of it that starts with it.
    fn begins(&self, range: ByteRange) -> bool {
        let is_inside = (self.first..range.end).contains(&self.last);
        self.first == range.start && is_inside && self.size.is_none_or(|size| self.last < size)
    }
}
