//! Addresses of files that are read over the network, as people type them and as links carry them.
//!
//! Two forms are read: any `https` address (`http` for this computer alone), and the short form of a file in a dataset of the
//! Hugging Face Hub, `hf:OWNER/NAME@REVISION/PATH`, where `@REVISION` may be left out. The Hub serves such a file at
//! `/datasets/OWNER/NAME/resolve/REVISION/PATH` (<https://huggingface.co/docs/hub/datasets-downloading>).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::endpoint::{self, AddressSpace};

const HUB: &str = "huggingface.co";

/// What stands in a segment of a path as it is.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// An accepted address of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    url: String,
    host: String,
    name: String,
    space: AddressSpace,
}

/// An address that is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum AddressError {
    /// It is no URL that is accepted.
    #[error(transparent)]
    Url(endpoint::AddressError),
    /// Behind `hf:` stands something else than `OWNER/NAME@REVISION/PATH`.
    #[error("behind hf: there must be OWNER/NAME@REVISION/PATH")]
    Hub,
    /// It is `http`, and not of this computer.
    #[error("http is for this computer; elsewhere it must be https")]
    Unencrypted,
    /// It names no file.
    #[error("the address names no file")]
    NoFile,
}

impl From<endpoint::AddressError> for AddressError {
    fn from(error: endpoint::AddressError) -> Self {
        // Servers of models may be unencrypted in the local network; files are for this computer alone.
        if error == endpoint::AddressError::Unencrypted { Self::Unencrypted } else { Self::Url(error) }
    }
}

impl Address {
    /// Reads an address as typed; white space around it is dropped.
    ///
    /// # Errors
    /// [`AddressError`].
    pub fn read(typed: &str) -> Result<Self, AddressError> {
        let typed = typed.trim();
        match typed.split_at_checked(3) {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("hf:") => {
                Self::of_url(&hub_url(rest).ok_or(AddressError::Hub)?)
            }
            _ => Self::of_url(typed),
        }
    }

    fn of_url(typed: &str) -> Result<Self, AddressError> {
        let address = endpoint::Address::read(typed)?;
        if address.scheme == "http" && address.space() != AddressSpace::Loopback {
            return Err(AddressError::Unencrypted);
        }
        let rest =
            typed.split_once("://").map_or("", |(_, rest)| rest).get(address.authority.len()..).unwrap_or_default();
        let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
        let last = path.rsplit_once('/').map_or("", |(_, last)| last);
        let name = percent_decode_str(last).decode_utf8_lossy();
        if name.is_empty() {
            return Err(AddressError::NoFile);
        }
        // The page that shows a file of the Hub is no file; people copy its address.
        let path = if address.host == HUB { path.replacen("/blob/", "/resolve/", 1) } else { path.to_owned() };
        Ok(Self {
            url: format!("{}://{}{path}{query}", address.scheme, address.authority),
            host: host_of(&address),
            name: name.replace(|letter: char| letter.is_control() || matches!(letter, '/' | '\\'), "_"),
            space: address.space(),
        })
    }

    /// The URL to ask first; it may lead on to others.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The host that is asked first, with its port where that is not the usual one.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where the address leads.
    pub fn space(&self) -> AddressSpace {
        self.space
    }

    /// Whether a URL is of the same scheme, host and port, so that it may be sent what is meant for this one.
    pub fn is_same_origin(&self, url: &str) -> bool {
        let scheme = |url: &str| url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        let host = endpoint::Address::read(url).ok().map(|address| host_of(&address));
        host.as_deref() == Some(&self.host) && scheme(url) == scheme(&self.url)
    }
}

/// Host and port in lower case, without a port that is the scheme's own.
fn host_of(address: &endpoint::Address) -> String {
    let own = if address.scheme == "http" { ":80" } else { ":443" };
    let authority = address.authority.to_ascii_lowercase();
    authority.strip_suffix(own).map_or(authority.clone(), str::to_owned)
}

/// The URL of `OWNER/NAME@REVISION/PATH`.
fn hub_url(short: &str) -> Option<String> {
    let (owner, rest) = short.split_once('/')?;
    let (name, rest) = rest.split_once(['@', '/']).map(|(name, _)| (name, &rest[name.len()..]))?;
    let (revision, path) = match rest.strip_prefix('@') {
        Some(rest) => split_revision(rest)?,
        None => ("main", rest.strip_prefix('/')?),
    };
    let is_word = |word: &str| {
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        !word.is_empty() && !word.starts_with('.') && word.bytes().all(is_allowed)
    };
    let is_segment = |part: &str| !matches!(part, "" | "." | "..") && !part.chars().any(char::is_control);
    let is_right =
        is_word(owner) && is_word(name) && revision.split('/').all(is_word) && path.split('/').all(is_segment);
    let encoded = |text: &str| utf8_percent_encode(text, SEGMENT).to_string();
    let path: Vec<String> = path.split('/').map(encoded).collect();
    is_right.then(|| format!("https://{HUB}/datasets/{owner}/{name}/resolve/{}/{}", encoded(revision), path.join("/")))
}

/// A revision and what follows it: a branch, a tag or a commit, or one of the Hub's references that have slashes
/// (`refs/pr/1`, `refs/convert/parquet`).
fn split_revision(text: &str) -> Option<(&str, &str)> {
    let is_reference = text.starts_with("refs/pr/") || text.starts_with("refs/convert/");
    let slashes = if is_reference { 2 } else { 0 };
    let (end, _) = text.match_indices('/').nth(slashes)?;
    Some((&text[..end], &text[end + 1..]))
}
