//! Requests, with room for images and the key.

use serde_json::Value;

use super::dialects::{self, IMAGE};
use super::{Address, AddressError, AddressSpace, Auth, Dialect, Endpoint, Sampling, Secret};
use crate::answer::Ask;

/// A request; neither the key nor the images are in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// `POST`, or `GET` for a list, which has no body.
    pub method: &'static str,
    pub url: String,
    pub space: AddressSpace,
    headers: Vec<(&'static str, &'static str)>,
    auth: Auth,
    pub body: Vec<BodyPiece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyPiece {
    Text(String),
    /// The base64 text of that image, counted from 0; base64 needs no escapes in JSON.
    Picture(usize),
}

impl HttpRequest {
    /// A request without body, and with no header but the key's.
    pub(super) fn get(url: String, space: AddressSpace, auth: Auth) -> Self {
        Self { method: "GET", url, space, headers: Vec::new(), auth, body: Vec::new() }
    }

    /// Name and value of each header; without a key the header for it is left out.
    pub fn headers(&self, key: &Secret) -> Vec<(&'static str, String)> {
        let fixed = self.headers.iter().map(|(name, value)| (*name, (*value).to_owned()));
        let auth = self.auth.header().filter(|_| !key.is_empty());
        fixed.chain(auth.map(|(name, prefix)| (name, format!("{prefix}{}", key.expose())))).collect()
    }

    /// The whole body with the base64 texts of the images, for tests.
    pub fn body_with(&self, pictures: &[&str]) -> String {
        let piece = |piece| match piece {
            &BodyPiece::Picture(place) => pictures.get(place).copied().unwrap_or_default(),
            BodyPiece::Text(text) => text.as_str(),
        };
        self.body.iter().map(piece).collect()
    }
}

/// The request that puts a question to a model: only headers that the provider documents, since others make a browser's
/// preflight fail at several providers.
pub fn build(endpoint: &Endpoint, ask: &Ask, sampling: &Sampling) -> Result<HttpRequest, AddressError> {
    let address = Address::read(&endpoint.base_url)?;
    let mut headers = vec![("Content-Type", "application/json")];
    if endpoint.dialect == Dialect::AnthropicMessages {
        headers.push(("anthropic-version", "2023-06-01"));
        headers.push(("anthropic-dangerous-direct-browser-access", "true"));
    }
    let (path, body) = dialects::write(endpoint, ask, sampling);
    let (url, space) = (address.beside(&path, &path), address.space());
    Ok(HttpRequest { method: "POST", url, space, headers, auth: endpoint.auth, body: pieces(&body) })
}

/// The JSON of a body, cut where images are put in.
fn pieces(body: &Value) -> Vec<BodyPiece> {
    let (json, mark) = (body.to_string(), format!("{{\"{IMAGE}\":"));
    let mut parts = json.split(&mark);
    let mut pieces = vec![BodyPiece::Text(parts.next().unwrap_or_default().to_owned())];
    for (place, part) in parts.enumerate() {
        // What precedes the image is a media type; its quotes become those of the whole string.
        let (before, after) = part.split_once("\"}").unwrap_or((part, ""));
        if let Some(BodyPiece::Text(text)) = pieces.last_mut() {
            text.push_str(before);
        }
        pieces.extend([BodyPiece::Picture(place), BodyPiece::Text(format!("\"{after}"))]);
    }
    pieces
}
