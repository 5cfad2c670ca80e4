//! Files on servers, by the browser's `fetch`.

use js_sys::Array;
use protocol::Failure;
use session::host::{ByteStream, Fetch, FileReply, FileRequest, Promise};
use wasm_bindgen::{JsCast, JsValue};
use web::fetch::describe;
use web_sys::ReadableStreamDefaultReader;

use super::browser::Browser;
use super::transport::{Abort, fetch, headers_of, next_piece, private_options, set};

impl Fetch for Browser {
    /// Cookies, the page's address and caches stay out of it. Redirects are followed: the Hub's addresses lead to signed ones
    /// of other hosts, and browsers send `Authorization` to no other origin than the first.
    fn fetch<'a>(&'a self, request: FileRequest<'a>) -> Promise<'a, Result<FileReply, String>> {
        Box::pin(async move { reply(request).await.map_err(|error| describe(&error)) })
    }
}

async fn reply(request: FileRequest<'_>) -> Result<FileReply, JsValue> {
    let (options, abort) = private_options(request.space)?;
    let headers = Array::new();
    if let Some(range) = request.range {
        let value = format!("bytes={}-{}", range.start, range.end.saturating_sub(1));
        headers.push(&Array::of2(&"Range".into(), &value.into()));
    }
    if let Some(token) = request.token {
        headers.push(&Array::of2(&"Authorization".into(), &format!("Bearer {}", token.expose()).into()));
    }
    set(&options, "mode", "cors")?;
    set(&options, "redirect", "follow")?;
    set(&options, "headers", &headers)?;
    let response = fetch(request.url, options).await?;
    let reader = response.body().map(|body| body.get_reader().unchecked_into());
    Ok(FileReply {
        status: response.status(),
        url: response.url(),
        headers: headers_of(&response)?,
        body: Box::new(FetchedBody { reader, abort }),
    })
}

/// A body that is being received; dropping it ends the request.
struct FetchedBody {
    reader: Option<ReadableStreamDefaultReader>,
    abort: Abort,
}

impl FetchedBody {
    async fn read(&mut self, piece: &mut Vec<u8>) -> Result<bool, JsValue> {
        piece.clear();
        let Some(reader) = &self.reader else { return Ok(false) };
        match next_piece(reader).await? {
            Some(bytes) => {
                piece.resize(bytes.length() as usize, 0);
                bytes.copy_to(piece);
                Ok(true)
            }
            None => {
                self.abort.disarm();
                self.reader = None;
                Ok(false)
            }
        }
    }
}

impl ByteStream for FetchedBody {
    fn next<'a>(&'a mut self, piece: &'a mut Vec<u8>) -> Promise<'a, Result<bool, Failure>> {
        Box::pin(async move {
            let gone = |error: JsValue| Failure::FileGone { name: String::new(), detail: describe(&error) };
            self.read(piece).await.map_err(gone)
        })
    }

    fn stop(self: Box<Self>) -> Promise<'static, ()> {
        drop(self);
        Box::pin(std::future::ready(()))
    }
}
