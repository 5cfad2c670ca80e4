//! The Hugging Face Hub: `/datasets/OWNER/NAME/resolve/REVISION/PATH` leads to a signed address on another port, which expires.
//!
//! Headers and statuses are those that the Hub and its storage send: the resolver names the page's origin and the headers it
//! exposes, storage lets in everyone and answers no preflight (<https://github.com/huggingface/datasets/issues/7931>).

use std::io::SeekFrom;
use std::net::SocketAddr;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http_body_util::BodyExt;
use http_body_util::channel::Channel;
use hyper::header::{
    ACCEPT_RANGES, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH,
    CONTENT_RANGE, ETAG, HeaderName, HeaderValue, LOCATION, ORIGIN, RANGE, RETRY_AFTER, VARY,
};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, Response, StatusCode};
use serde::{Deserialize, Serialize};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use crate::reply::{self, Body};
use crate::service::Dropped;

/// What the Hub exposes to pages.
const EXPOSED: &str = "X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,\
                       Content-Range,X-Linked-Size,X-Linked-ETag,X-Xet-Hash";

/// Bytes that are sent at a time.
const PIECE: usize = 64 << 10;

/// How the Hub serves files. Every field may be left out.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct HubSettings {
    /// The folder that the files of every dataset lie in.
    pub folder: PathBuf,
    /// The token without which nothing is served; none where it is empty.
    pub token: String,
    /// Milliseconds for which a signed address is good.
    pub good_for_ms: u64,
    /// Whether a signed address is good for one range.
    pub binds_range: bool,
    /// Whether storage exposes `Content-Range` and `ETag`.
    pub exposes: bool,
    /// Milliseconds before the head of a reply.
    pub latency_ms: u64,
    /// Bytes a second of each body; unlimited where it is 0.
    pub bytes_per_second: u64,
    /// What goes wrong with the first requests to storage since this was set, in order.
    pub faults: Vec<HubFault>,
}

impl Default for HubSettings {
    fn default() -> Self {
        Self {
            folder: PathBuf::new(),
            token: String::new(),
            good_for_ms: 3_600_000,
            binds_range: false,
            exposes: true,
            latency_ms: 0,
            bytes_per_second: 0,
            faults: Vec::new(),
        }
    }
}

/// What goes wrong with a request to storage.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum HubFault {
    /// Nothing.
    None,
    /// The connection ends without a response.
    Drop,
    /// The body ends in its middle.
    Cut,
    /// No CORS headers.
    NoCors,
    /// 429 with `Retry-After: 1`.
    Busy,
    /// 503.
    Unavailable,
    /// 403, as if the address had expired.
    Expired,
    /// 416.
    NotSatisfiable,
    /// 200 with the whole file.
    Whole,
    /// A range that starts a byte too late.
    Shifted,
    /// A range of a compressed form.
    Encoded,
    /// Another entity tag.
    OtherTag,
}

/// What outlives a request.
#[derive(Default)]
pub(crate) struct Hub {
    /// Where storage listens.
    pub(crate) storage: OnceLock<SocketAddr>,
    /// Requests to storage since the settings were set.
    served: AtomicUsize,
}

impl Hub {
    /// Faults begin again with the first.
    pub(crate) fn begin(&self) {
        self.served.store(0, Ordering::Relaxed);
    }

    /// The way to a file: `path` stands behind `/datasets/`.
    pub(crate) async fn resolve(&self, path: &str, request: &Parts, settings: &HubSettings) -> Response<Body> {
        let mut headers = HeaderMap::new();
        let origin = request.headers.get(ORIGIN).cloned().unwrap_or(HeaderValue::from_static("https://huggingface.co"));
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(VARY, HeaderValue::from_static("Origin, Accept"));
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
        if request.method == Method::OPTIONS {
            headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET,HEAD,OPTIONS"));
            headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("Authorization,Range"));
            return reply::empty(StatusCode::NO_CONTENT, headers);
        }
        tokio::time::sleep(Duration::from_millis(settings.latency_ms)).await;
        let given = request.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !settings.token.is_empty() && given.strip_prefix("Bearer ") != Some(&settings.token) {
            return reply::empty(StatusCode::UNAUTHORIZED, headers);
        }
        let name = path.split_once("/resolve/").and_then(|(_, rest)| Some(rest.split_once('/')?.1));
        let size = match name.and_then(|name| inside(&settings.folder, name)) {
            Some(file) => {
                tokio::fs::metadata(file).await.ok().filter(std::fs::Metadata::is_file).map(|file| file.len())
            }
            None => None,
        };
        let (Some(name), Some(size), Some(storage)) = (name, size, self.storage.get()) else {
            return reply::empty(StatusCode::NOT_FOUND, headers);
        };
        let range = range_of(request).filter(|_| settings.binds_range).unwrap_or_default();
        let until = now().saturating_add(settings.good_for_ms);
        insert(&mut headers, LOCATION, &format!("http://{storage}/storage/{name}?Expires={until}&Range={range}"));
        insert(&mut headers, HeaderName::from_static("x-linked-size"), &size.to_string());
        headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        reply::empty(StatusCode::FOUND, headers)
    }

    /// A file, or a range of it: `name` stands behind `/storage/`.
    pub(crate) async fn serve(
        &self,
        name: &str,
        request: &Parts,
        settings: &HubSettings,
    ) -> Result<Response<Body>, Dropped> {
        if request.method != Method::GET || request.headers.contains_key(AUTHORIZATION) {
            return Ok(reply::empty(StatusCode::FORBIDDEN, HeaderMap::new()));
        }
        let place = self.served.fetch_add(1, Ordering::Relaxed);
        let fault = settings.faults.get(place).copied().unwrap_or(HubFault::None);
        tokio::time::sleep(Duration::from_millis(settings.latency_ms)).await;
        let mut headers = HeaderMap::new();
        if fault != HubFault::NoCors {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        }
        if settings.exposes {
            headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("Content-Range, ETag, Retry-After"));
        }
        let asked = range_of(request);
        let signed = request.uri.query().and_then(|query| query.strip_prefix("Expires=")?.split_once("&Range="));
        let is_good = signed.is_some_and(|(until, range)| {
            until.parse().is_ok_and(|until: u64| until >= now())
                && (range.is_empty() || Some(range) == asked.as_deref())
        });
        if !is_good || fault == HubFault::Expired {
            return Ok(reply::empty(StatusCode::FORBIDDEN, headers));
        }
        match fault {
            HubFault::Drop => return Err(Dropped),
            HubFault::Busy => {
                headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
                return Ok(reply::empty(StatusCode::TOO_MANY_REQUESTS, headers));
            }
            HubFault::Unavailable => return Ok(reply::empty(StatusCode::SERVICE_UNAVAILABLE, headers)),
            HubFault::NotSatisfiable => return Ok(reply::empty(StatusCode::RANGE_NOT_SATISFIABLE, headers)),
            _ => {}
        }
        let Some(file) = inside(&settings.folder, name) else {
            return Ok(reply::empty(StatusCode::NOT_FOUND, headers));
        };
        let Ok(file) = File::open(file).await else { return Ok(reply::empty(StatusCode::NOT_FOUND, headers)) };
        let Ok(size) = file.metadata().await.map(|file| file.len()) else { return Err(Dropped) };
        let range = asked.filter(|_| fault != HubFault::Whole).and_then(|range| ends(&range));
        let (start, end) = match range {
            Some((start, _)) if start >= size => {
                insert(&mut headers, CONTENT_RANGE, &format!("bytes */{size}"));
                return Ok(reply::empty(StatusCode::RANGE_NOT_SATISFIABLE, headers));
            }
            Some((start, last)) => (start + u64::from(fault == HubFault::Shifted), size.min(last + 1)),
            None => (0, size),
        };
        if range.is_some() {
            insert(&mut headers, CONTENT_RANGE, &format!("bytes {start}-{}/{size}", end - 1));
        }
        if fault == HubFault::Encoded {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("Content-Range, Content-Encoding"));
        }
        let tag = if fault == HubFault::OtherTag { "other" } else { "one" };
        insert(&mut headers, ETAG, &format!("\"{tag}-{size}\""));
        insert(&mut headers, CONTENT_LENGTH, &(end - start).to_string());
        let status = if range.is_some() { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
        let until = if fault == HubFault::Cut { u64::midpoint(start, end) } else { end };
        Ok(reply::with_body(status, headers, body(file, start, until, until < end, settings.bytes_per_second)))
    }
}

/// The bytes of a file at a limited speed; broken off at the end where `is_cut`.
fn body(mut file: File, start: u64, end: u64, is_cut: bool, bytes_per_second: u64) -> Body {
    let (mut sender, body) = Channel::<Bytes, std::io::Error>::new(1);
    tokio::spawn(async move {
        let mut left = usize::try_from(end - start).unwrap_or(usize::MAX);
        if file.seek(SeekFrom::Start(start)).await.is_err() {
            return sender.abort(std::io::ErrorKind::ConnectionAborted.into());
        }
        let mut piece = vec![0; PIECE];
        while left > 0 {
            let room = left.min(PIECE);
            let Ok(read @ 1..) = file.read(&mut piece[..room]).await else { break };
            if let Some(micros) = (read as u64 * 1_000_000).checked_div(bytes_per_second) {
                tokio::time::sleep(Duration::from_micros(micros)).await;
            }
            if sender.send_data(Bytes::copy_from_slice(&piece[..read])).await.is_err() {
                return;
            }
            left -= read;
        }
        if is_cut {
            sender.abort(std::io::ErrorKind::ConnectionAborted.into());
        }
    });
    body.boxed_unsync()
}

/// What stands behind `bytes=`.
fn range_of(request: &Parts) -> Option<String> {
    Some(request.headers.get(RANGE)?.to_str().ok()?.strip_prefix("bytes=")?.to_owned())
}

fn ends(range: &str) -> Option<(u64, u64)> {
    let (first, last) = range.split_once('-')?;
    Some((first.parse().ok()?, last.parse().ok()?)).filter(|(first, last)| first <= last)
}

/// A file of the folder.
fn inside(folder: &Path, name: &str) -> Option<PathBuf> {
    let is_plain = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    is_plain.then(|| folder.join(name))
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// Milliseconds since 1970.
fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(now.as_millis()).unwrap_or(u64::MAX)
}
