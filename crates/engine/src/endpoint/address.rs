//! Addresses of servers: which are accepted, and where they lead.
//!
//! Not read by the crate `url`, which would add its tables of international names to page and worker: such names are refused
//! here.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Where an address leads. A browser asks the user before a public page may call the first two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AddressSpace {
    Loopback,
    Local,
    Public,
}

impl AddressSpace {
    /// The value of `fetch`'s option `targetAddressSpace` (Local Network Access); the internet needs none.
    pub fn fetch_name(self) -> Option<&'static str> {
        match self {
            Self::Loopback => Some("loopback"),
            Self::Local => Some("local"),
            Self::Public => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// `http` or `https`.
    pub scheme: &'static str,
    /// Host and port as typed, as `127.0.0.1:8000`.
    pub authority: String,
    /// The host alone, in lower case.
    pub host: String,
    /// Path without slash at its end; may be empty.
    path: String,
    /// Query without question mark.
    query: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum AddressError {
    #[error("the address starts neither with http:// nor with https://")]
    NoScheme,
    #[error("the address has no valid host and port")]
    BadHost,
    #[error("the address holds credentials")]
    Credentials,
    #[error("the address holds white space, a backslash or a fragment")]
    BadCharacter,
    #[error("http is for this computer and the local network; elsewhere it must be https")]
    Unencrypted,
}

/// Names in a query that carry keys.
const KEY_NAMES: [&str; 8] = ["key", "api_key", "api-key", "apikey", "token", "access_token", "auth", "password"];

impl Address {
    /// Reads an address as typed; white space around it is dropped.
    pub fn read(typed: &str) -> Result<Self, AddressError> {
        let typed = typed.trim();
        let (scheme, rest) = split_scheme(typed).ok_or(AddressError::NoScheme)?;
        if rest.contains(|character: char| {
            character.is_whitespace() || character.is_control() || matches!(character, '\\' | '#')
        }) {
            return Err(AddressError::BadCharacter);
        }
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        if authority.contains('@') {
            return Err(AddressError::Credentials);
        }
        let host = host_of(authority).ok_or(AddressError::BadHost)?;
        let (path, query) = rest.split_once('?').map_or((rest, None), |(path, query)| (path, Some(query)));
        if query.is_some_and(holds_key) {
            return Err(AddressError::Credentials);
        }
        let address = Self {
            scheme,
            authority: authority.to_owned(),
            host,
            path: path.trim_end_matches('/').to_owned(),
            query: query.filter(|query| !query.is_empty()).map(str::to_owned),
        };
        if scheme == "http" && address.space() == AddressSpace::Public {
            return Err(AddressError::Unencrypted);
        }
        Ok(address)
    }

    /// Where the address leads. Names without a dot and those of local domains count as local.
    pub fn space(&self) -> AddressSpace {
        let name = self.host.trim_start_matches('[').trim_end_matches(']').trim_end_matches('.');
        match name.parse() {
            Ok(IpAddr::V4(address)) => space_of_v4(address),
            Ok(IpAddr::V6(address)) => space_of_v6(address),
            Err(_) => space_of_name(name),
        }
    }

    /// The address with `path` at its end, in place of the path of a method that it may end with.
    pub(super) fn beside(&self, method: &str, path: &str) -> String {
        let base = self.path.strip_suffix(method).unwrap_or(&self.path).trim_end_matches('/');
        let query = self.query.iter().flat_map(|query| ["?", query]).collect::<String>();
        format!("{}://{}{base}{path}{query}", self.scheme, self.authority)
    }
}

fn split_scheme(typed: &str) -> Option<(&'static str, &str)> {
    ["https", "http"].into_iter().find_map(|scheme| {
        let (start, rest) = typed.split_at_checked(scheme.len())?;
        Some((scheme, rest.strip_prefix("://")?)).filter(|_| start.eq_ignore_ascii_case(scheme))
    })
}

/// The host of `host:port` in lower case; `None` where either is invalid.
fn host_of(authority: &str) -> Option<String> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (address, port) = rest.split_once(']')?;
            address.parse::<Ipv6Addr>().ok()?;
            (authority.get(..address.len() + 2)?, port)
        }
        None => {
            let colon = authority.find(':').unwrap_or(authority.len());
            let (host, port) = authority.split_at(colon);
            (is_name(host).then_some(host)?, port)
        }
    };
    if !port.is_empty() {
        port.strip_prefix(':')?.parse::<u16>().ok()?;
    }
    Some(host.to_ascii_lowercase())
}

/// Whether this is a host name or an IPv4 address in its plain form; browsers read other numbers as addresses, too.
fn is_name(host: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let labels = host.strip_suffix('.').unwrap_or(host);
    let last = labels.rsplit('.').next().unwrap_or_default();
    let is_number = last.starts_with(|first: char| first.is_ascii_digit());
    host.bytes().all(allowed)
        && labels.split('.').all(|label| !label.is_empty())
        && (!is_number || labels.parse::<Ipv4Addr>().is_ok())
}

fn holds_key(query: &str) -> bool {
    let mut names = query.split('&').map(|pair| pair.split('=').next().unwrap_or_default());
    names.any(|name| KEY_NAMES.iter().any(|key| name.eq_ignore_ascii_case(key)))
}

fn space_of_v4(address: Ipv4Addr) -> AddressSpace {
    if address.is_loopback() || address.is_unspecified() {
        AddressSpace::Loopback
    } else if address.is_private() || address.is_link_local() {
        AddressSpace::Local
    } else {
        AddressSpace::Public
    }
}

fn space_of_v6(address: Ipv6Addr) -> AddressSpace {
    match address.to_ipv4_mapped() {
        Some(mapped) => space_of_v4(mapped),
        None if address.is_loopback() => AddressSpace::Loopback,
        None if address.is_unique_local() || address.is_unicast_link_local() => AddressSpace::Local,
        None => AddressSpace::Public,
    }
}

fn space_of_name(name: &str) -> AddressSpace {
    /// Domains that lead nowhere in the internet (RFC 6762, RFC 8375, and `internal` by ICANN).
    const LOCAL_DOMAINS: [&str; 4] = [".local", ".home.arpa", ".internal", ".lan"];
    if name == "localhost" || name.ends_with(".localhost") {
        AddressSpace::Loopback
    } else if !name.contains('.') || LOCAL_DOMAINS.iter().any(|domain| name.ends_with(domain)) {
        AddressSpace::Local
    } else {
        AddressSpace::Public
    }
}
