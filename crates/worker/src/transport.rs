//! Requests to servers.

use engine::endpoint::{AddressSpace, HttpRequest, HttpResponse, Secret};
use js_sys::Uint8Array;
use session::host::{Part, Promise, SendError, Transport};
use wasm_bindgen::JsValue;
use web::fetch::describe;
use web::http;
use web_sys::Blob;

use super::browser::Browser;
use super::files::blob_parts;

impl Transport for Browser {
    fn send<'a>(
        &'a self,
        request: &'a HttpRequest,
        body: Vec<Part>,
        key: &'a Secret,
    ) -> Promise<'a, Result<HttpResponse, SendError>> {
        Box::pin(async move {
            let body = body_of(body).await.map_err(|error| SendError::NoReply(describe(&error)))?;
            http::send(request, body, key).await.map_err(|error| match error {
                http::SendError::NoReply(error) => SendError::NoReply(describe(&error)),
                http::SendError::BrokeOff { status, error } => SendError::BrokeOff { status, detail: describe(&error) },
            })
        })
    }

    fn reaches_blindly<'a>(&'a self, url: &'a str, space: AddressSpace) -> Promise<'a, bool> {
        Box::pin(http::reaches_blindly(url, space))
    }

    fn page_space(&self) -> AddressSpace {
        http::page_space()
    }

    fn permission(&self, name: &'static str) -> Promise<'_, Option<String>> {
        Box::pin(http::permission(name))
    }
}

/// What is in memory alone does not become a blob, which would stay until it is collected as garbage.
async fn body_of(parts: Vec<Part>) -> Result<Option<JsValue>, JsValue> {
    Ok(match &parts[..] {
        [] => None,
        [Part::Bytes(bytes)] => Some(Uint8Array::from(&bytes[..]).into()),
        _ => {
            let parts = blob_parts(&parts).await?;
            Some(Blob::new_with_blob_sequence(&parts)?.into())
        }
    })
}
