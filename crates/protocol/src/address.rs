//! Messages about files that are read over the network, by their addresses.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Opened;
pub use super::request::{ExportIndex, FetchAhead, OpenAddress, ReadTraffic, WantImages};
use engine::address::AddressError;

/// What became of the addresses.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OpenedAddresses {
    /// Of each file, data before predictions. An index that fails counts as a file.
    pub opened: Vec<Opened>,
    /// Names of the columns that the index leaves out.
    pub left_out: Vec<String>,
    /// Size of the files that would have to be read from start to end, where that was not allowed. Nothing was opened
    /// then.
    pub unread: Option<u64>,
}

/// What was fetched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traffic {
    pub requests: u32,
    /// Bytes of bodies.
    pub bytes: u64,
}

/// Why a file cannot be read over the network; a `limit` is the greatest accepted number.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum AddressFault {
    /// The address is not accepted.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// There is no reply: no network, no such host, or a host that lets no page of another read. It then lacks the headers
    /// `Access-Control-Allow-Origin: *` and `Access-Control-Expose-Headers: Content-Range, ETag`.
    #[error("{host} cannot be reached, or lets no other page read: {detail}")]
    NoReply {
        host: String,
        /// What the browser said.
        detail: String,
    },
    /// The host refuses: 401 and 403 where a token is needed, 404 where there is no such file.
    #[error("{host} refuses with status {status}")]
    Refused { host: String, status: u16 },
    /// Too many requests.
    #[error("{host} asks to wait")]
    Busy {
        host: String,
        /// How long, where it says so.
        seconds: Option<u64>,
    },
    /// A fault of the server, again and again.
    #[error("{host} fails with status {status}")]
    ServerFailed { host: String, status: u16 },
    /// The host sends whole files only, and this one is too large for that.
    #[error("{host} sends no ranges, and the file has more than {limit} bytes")]
    NoRanges { host: String, limit: u64 },
    /// Other bytes than were asked for.
    #[error("{host} sends another range than was asked for")]
    WrongRange { host: String },
    /// Ranges of a compressed form, which are of no use.
    #[error("{host} compresses ranges ({encoding})")]
    Encoded {
        host: String,
        /// Value of `Content-Encoding`.
        encoding: String,
    },
    /// The size is not known: there is no index, and the host does not let pages read `Content-Range`.
    #[error("{host} hides the size of the file: it lacks Access-Control-Expose-Headers: Content-Range")]
    SizeHidden { host: String },
    /// The connection ends early, again and again, or nothing comes.
    #[error("the connection to {host} breaks after {done} of {total} bytes")]
    BrokenOff { host: String, done: u64, total: u64 },
    /// The file is another one than before: its size or its entity tag has changed.
    #[error("{name} has changed on the server")]
    Changed { name: String },
    /// The index is not of this file: its size or tag is another, or no image lies where there should be one.
    #[error("the index is not of this file: {name}")]
    OtherFile { name: String },
    /// The index cannot be read.
    #[error("the index cannot be read: {detail}")]
    BadIndex {
        /// What the reader said.
        detail: String,
    },
    /// The index is of another number of files.
    #[error("the index is of {indexed} files, and there are {given} addresses")]
    OtherNumber { indexed: u32, given: u32 },
    /// A file that is read whole is too large.
    #[error("{name} has more than {limit} bytes")]
    TooLarge { name: String, limit: u64 },
}
