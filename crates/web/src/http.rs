//! Requests to servers that the user has chosen.

use js_sys::{Array, Object, Reflect, Uint8Array, global, try_iter};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, Response, WorkerGlobalScope};

use engine::endpoint::{Address, AddressSpace, HttpRequest, HttpResponse, Secret};

/// Why a request has brought no whole reply.
#[derive(Debug)]
pub enum SendError {
    /// There is no reply: the browser does not say why.
    NoReply(JsValue),
    /// The connection ended after status and headers, which could be read.
    BrokeOff {
        /// The status.
        status: u16,
        /// What the browser says.
        error: JsValue,
    },
}

impl From<JsValue> for SendError {
    fn from(error: JsValue) -> Self {
        Self::NoReply(error)
    }
}

/// Sends a request whose body, unless it has none, is put together already (a `Blob` or a `Uint8Array`), and reads the reply
/// up to [`HttpResponse::LONGEST`] bytes. Dropping the future aborts it.
///
/// Cookies, the page's address and caches stay out of it, and it is not redirected, since that would carry the key on.
pub async fn send(request: &HttpRequest, body: Option<JsValue>, key: &Secret) -> Result<HttpResponse, SendError> {
    let (options, _abort) = private_options(request.space)?;
    let headers = Array::new();
    for (name, value) in request.headers(key) {
        headers.push(&Array::of2(&name.into(), &value.into()));
    }
    set(&options, "method", request.method)?;
    set(&options, "mode", "cors")?;
    set(&options, "redirect", "error")?;
    set(&options, "headers", &headers)?;
    if let Some(body) = body {
        set(&options, "body", body)?;
    }
    let response = fetch(&request.url, options).await?;
    let (status, headers) = (response.status(), headers_of(&response)?);
    let body = body_of(&response).await.map_err(|error| SendError::BrokeOff { status, error })?;
    Ok(HttpResponse { status, headers, body })
}

/// Whether a server is there at all: asked so that its reply stays hidden from the page. Dropping the future aborts it.
pub async fn reaches_blindly(url: &str, space: AddressSpace) -> bool {
    let Ok((options, _abort)) = private_options(space) else { return false };
    set(&options, "mode", "no-cors").is_ok() && fetch(url, options).await.is_ok()
}

/// Where this page itself is from.
pub fn page_space() -> AddressSpace {
    let scope: WorkerGlobalScope = global().unchecked_into();
    Address::read(&scope.location().origin()).map_or(AddressSpace::Public, |address| address.space())
}

/// The browser's answer about a permission, as `granted`; `None` where it does not know that permission.
pub async fn permission(name: &str) -> Option<String> {
    let navigator = Reflect::get(&global(), &"navigator".into()).ok()?;
    let permissions = Reflect::get(&navigator, &"permissions".into()).ok()?;
    let query: js_sys::Function = Reflect::get(&permissions, &"query".into()).ok()?.dyn_into().ok()?;
    let wanted = Object::new();
    set(&wanted, "name", name).ok()?;
    let asked: js_sys::Promise = query.call1(&permissions, &wanted).ok()?.dyn_into().ok()?;
    Reflect::get(&JsFuture::from(asked).await.ok()?, &"state".into()).ok()?.as_string()
}

/// Aborts a request when it is dropped; one that has ended stays as it is.
struct Abort(AbortController);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn private_options(space: AddressSpace) -> Result<(Object, Abort), JsValue> {
    let options = Object::new();
    let controller = AbortController::new()?;
    set(&options, "signal", controller.signal())?;
    set(&options, "credentials", "omit")?;
    set(&options, "referrerPolicy", "no-referrer")?;
    set(&options, "cache", "no-store")?;
    if let Some(name) = space.fetch_name() {
        set(&options, "targetAddressSpace", name)?;
    }
    Ok((options, Abort(controller)))
}

fn set(object: &Object, name: &str, value: impl Into<JsValue>) -> Result<(), JsValue> {
    Reflect::set(object, &name.into(), &value.into()).map(drop)
}

async fn fetch(url: &str, options: Object) -> Result<Response, JsValue> {
    let scope: WorkerGlobalScope = global().unchecked_into();
    let response = scope.fetch_with_str_and_init(url, options.unchecked_ref());
    // The browser has its own copy of the body by now; ours need not wait for the reply.
    drop(options);
    JsFuture::from(response).await?.dyn_into()
}

fn headers_of(response: &Response) -> Result<Vec<(String, String)>, JsValue> {
    let mut headers = Vec::new();
    for header in try_iter(&response.headers())?.into_iter().flatten() {
        let pair = Array::from(&header?);
        headers.push((pair.get(0).as_string().unwrap_or_default(), pair.get(1).as_string().unwrap_or_default()));
    }
    Ok(headers)
}

/// What lies beyond the limit is not waited for.
async fn body_of(response: &Response) -> Result<Vec<u8>, JsValue> {
    let Some(stream) = response.body() else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut body = Vec::new();
    loop {
        let piece = JsFuture::from(reader.read()).await?;
        if Reflect::get(&piece, &"done".into())?.is_truthy() {
            return Ok(body);
        }
        let bytes: Uint8Array = Reflect::get(&piece, &"value".into())?.dyn_into()?;
        let room = HttpResponse::LONGEST - body.len();
        let taken = bytes.subarray(0, bytes.length().min(u32::try_from(room).unwrap_or(u32::MAX)));
        body.extend_from_slice(&taken.to_vec());
        if body.len() >= HttpResponse::LONGEST {
            drop(JsFuture::from(reader.cancel()).await);
            return Ok(body);
        }
    }
}
