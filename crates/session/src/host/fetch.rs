//! Files that are read over the network.

use engine::endpoint::{AddressSpace, Secret};
use engine::position::ByteRange;

use super::{ByteStream, Promise};

/// A request for a file, or for a range of one.
#[derive(Debug, Clone, Copy)]
pub struct FileRequest<'a> {
    pub url: &'a str,
    /// Where it leads.
    pub space: AddressSpace,
    /// Sent as `Range: bytes=a-b` and in no other form, so that a browser needs no preflight; `None` for the whole file.
    pub range: Option<ByteRange>,
    /// Sent as `Authorization: Bearer`; a redirect to another origin must not carry it on, as the Fetch standard has it.
    pub token: Option<&'a Secret>,
}

/// The reply to a request for a file. Dropping it ends the request.
pub struct FileReply {
    pub status: u16,
    /// The URL that sent it, which is another where redirects were followed.
    pub url: String,
    /// Name and value of each header that may be read.
    pub headers: Vec<(String, String)>,
    /// The body; an error means that it was cut off.
    pub body: Box<dyn ByteStream>,
}

impl FileReply {
    /// The value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim())
    }
}

/// What fetches files.
pub trait Fetch {
    /// Sends a request, follows redirects, and waits for the head of the reply; an error is what the host says where there
    /// is none.
    fn fetch<'a>(&'a self, request: FileRequest<'a>) -> Promise<'a, Result<FileReply, String>>;
}

/// Where images that were fetched are kept, by keys as `1f…/100-250`: what names the file, and the range of bytes. A store that
/// fails keeps nothing, and says nothing.
pub trait ImageStore {
    /// The bytes kept under a key, which then counts as the one used last.
    fn image<'a>(&'a self, key: &'a str) -> Promise<'a, Option<Vec<u8>>>;
    /// Keeps bytes, and drops those used longest ago that are too many (see [`surplus_images`](crate::surplus_images)).
    fn keep<'a>(&'a self, key: &'a str, bytes: &'a [u8]) -> Promise<'a, ()>;
}
