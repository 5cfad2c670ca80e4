//! Requests to servers that the user has chosen.

use engine::endpoint::{Address, AddressSpace, HttpRequest, HttpResponse, Secret};
use js_sys::{Array, Object, Reflect, Uint8Array, global, try_iter};
use session::host::{Part, Promise, SendError, Transport};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web::calls::call;
use web::fetch::describe;
use web_sys::{AbortController, Blob, ReadableStreamDefaultReader, Response, WorkerGlobalScope};

use super::browser::Browser;
use super::files::blob_parts;

impl Transport for Browser {
    /// Cookies, the page's address and caches stay out of it, and it is not redirected, since that would carry the key on.
    fn send<'a>(
        &'a self,
        request: &'a HttpRequest,
        body: Vec<Part>,
        key: &'a Secret,
    ) -> Promise<'a, Result<HttpResponse, SendError>> {
        Box::pin(async move {
            let no_reply = |error: JsValue| SendError::NoReply(describe(&error));
            let (response, mut abort) = begin(request, body, key).await.map_err(no_reply)?;
            let (status, headers) = (response.status(), headers_of(&response).map_err(no_reply)?);
            let broke_off = |error| SendError::BrokeOff { status, detail: describe(&error) };
            let body = read(&response).await.map_err(broke_off)?;
            abort.disarm();
            Ok(HttpResponse { status, headers, body })
        })
    }

    fn reaches_blindly<'a>(&'a self, url: &'a str, space: AddressSpace) -> Promise<'a, bool> {
        Box::pin(async move {
            let Ok((options, _abort)) = private_options(space) else { return false };
            set(&options, "mode", "no-cors").is_ok() && fetch(url, options).await.is_ok()
        })
    }

    fn page_space(&self) -> AddressSpace {
        let scope: WorkerGlobalScope = global().unchecked_into();
        Address::read(&scope.location().origin()).map_or(AddressSpace::Public, |address| address.space())
    }

    fn permission(&self, name: &'static str) -> Promise<'_, Option<String>> {
        Box::pin(async move {
            let navigator = Reflect::get(&global(), &"navigator".into()).ok()?;
            let permissions = Reflect::get(&navigator, &"permissions".into()).ok()?;
            let wanted = Object::new();
            set(&wanted, "name", name).ok()?;
            let answer = call(&permissions, "query", &Array::of1(&wanted)).await.ok()?;
            Reflect::get(&answer, &"state".into()).ok()?.as_string()
        })
    }
}

/// Sends a request and waits for the head of its reply.
async fn begin(request: &HttpRequest, body: Vec<Part>, key: &Secret) -> Result<(Response, Abort), JsValue> {
    let (options, abort) = private_options(request.space)?;
    let headers = Array::new();
    for (name, value) in request.headers(key) {
        headers.push(&Array::of2(&name.into(), &value.into()));
    }
    set(&options, "method", request.method)?;
    set(&options, "mode", "cors")?;
    set(&options, "redirect", "error")?;
    set(&options, "headers", &headers)?;
    match &body[..] {
        [] => {}
        // What is in memory alone does not become a blob, which would stay until it is collected as garbage.
        [Part::Bytes(bytes)] => set(&options, "body", Uint8Array::from(&bytes[..]))?,
        parts => {
            let parts = blob_parts(parts).await?;
            set(&options, "body", Blob::new_with_blob_sequence(&parts)?)?;
        }
    }
    drop(body);
    Ok((fetch(&request.url, options).await?, abort))
}

/// Aborts a request that is dropped before its end.
pub(super) struct Abort(Option<AbortController>);

impl Abort {
    /// The request has ended by itself.
    pub(super) fn disarm(&mut self) {
        self.0 = None;
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

pub(super) fn private_options(space: AddressSpace) -> Result<(Object, Abort), JsValue> {
    let options = Object::new();
    let controller = AbortController::new()?;
    set(&options, "signal", controller.signal())?;
    set(&options, "credentials", "omit")?;
    set(&options, "referrerPolicy", "no-referrer")?;
    set(&options, "cache", "no-store")?;
    if let Some(name) = space.fetch_name() {
        set(&options, "targetAddressSpace", name)?;
    }
    Ok((options, Abort(Some(controller))))
}

pub(super) fn set(object: &Object, name: &str, value: impl Into<JsValue>) -> Result<(), JsValue> {
    Reflect::set(object, &name.into(), &value.into()).map(drop)
}

pub(super) async fn fetch(url: &str, options: Object) -> Result<Response, JsValue> {
    let scope: WorkerGlobalScope = global().unchecked_into();
    let response = scope.fetch_with_str_and_init(url, options.unchecked_ref());
    // The browser has its own copy of the body by now; ours need not wait for the reply.
    drop(options);
    JsFuture::from(response).await?.dyn_into()
}

pub(super) fn headers_of(response: &Response) -> Result<Vec<(String, String)>, JsValue> {
    let mut headers = Vec::new();
    for header in try_iter(&response.headers())?.into_iter().flatten() {
        let pair = Array::from(&header?);
        headers.push((pair.get(0).as_string().unwrap_or_default(), pair.get(1).as_string().unwrap_or_default()));
    }
    Ok(headers)
}

/// What lies beyond the limit is not waited for.
async fn read(response: &Response) -> Result<Vec<u8>, JsValue> {
    let Some(stream) = response.body() else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut body = Vec::new();
    loop {
        let Some(bytes) = next_piece(&reader).await? else { return Ok(body) };
        body.extend_from_slice(&bytes.to_vec());
        let longest = HttpResponse::longest(&body);
        if body.len() >= longest {
            body.truncate(longest);
            drop(JsFuture::from(reader.cancel()).await);
            return Ok(body);
        }
    }
}

/// The next bytes of a body; `None` at its end.
pub(super) async fn next_piece(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, JsValue> {
    let piece = JsFuture::from(reader.read()).await?;
    let is_last = Reflect::get(&piece, &"done".into())?.is_truthy();
    if is_last { Ok(None) } else { Reflect::get(&piece, &"value".into())?.dyn_into().map(Some) }
}
