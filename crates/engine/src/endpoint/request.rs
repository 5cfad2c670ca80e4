//! Requests, with room for pictures and the key.

use serde::Serialize;

use super::dialects;
use super::{Address, AddressError, Ask, Auth, Dialect, Endpoint, Sampling, Secret};

/// A request; neither the key nor the pictures are in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// `POST`, or `GET` for a list, which has no body.
    pub method: &'static str,
    /// Where to.
    pub url: String,
    /// Where the address leads.
    pub space: super::AddressSpace,
    headers: Vec<(&'static str, &'static str)>,
    auth: Auth,
    /// The body's pieces, in order.
    pub body: Vec<BodyPiece>,
}

/// A piece of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyPiece {
    /// JSON as it stands.
    Text(String),
    /// Here belongs the base64 text of that picture, counted from 0; base64 needs no escapes in JSON.
    Picture(usize),
}

impl HttpRequest {
    /// A request without body, and with no header but the key's.
    pub(super) fn get(url: String, space: super::AddressSpace, auth: Auth) -> Self {
        Self { method: "GET", url, space, headers: Vec::new(), auth, body: Vec::new() }
    }

    /// Name and value of each header; without a key the header for it is left out.
    pub fn headers(&self, key: &Secret) -> Vec<(&'static str, String)> {
        let fixed = self.headers.iter().map(|(name, value)| (*name, (*value).to_owned()));
        let auth = self.auth.header().filter(|_| !key.is_empty());
        fixed.chain(auth.map(|(name, prefix)| (name, format!("{prefix}{}", key.expose())))).collect()
    }

    /// The whole body, the pictures' base64 texts put in; for servers and tests that want it in one piece.
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
///
/// # Errors
/// If the address is not accepted.
pub fn build(endpoint: &Endpoint, ask: &Ask, sampling: &Sampling) -> Result<HttpRequest, AddressError> {
    let address = Address::read(&endpoint.base_url)?;
    let mut headers = vec![("Content-Type", "application/json")];
    if endpoint.dialect == Dialect::AnthropicMessages {
        headers.push(("anthropic-version", "2023-06-01"));
        headers.push(("anthropic-dangerous-direct-browser-access", "true"));
    }
    let (path, body) = match endpoint.dialect {
        Dialect::OpenAiChat => dialects::openai_chat::write(endpoint, ask, sampling),
        Dialect::OpenAiResponses => dialects::openai_responses::write(endpoint, ask, sampling),
        Dialect::AnthropicMessages => dialects::anthropic::write(endpoint, ask, sampling),
        Dialect::GeminiGenerateContent => dialects::gemini::write(endpoint, ask, sampling),
    };
    let url = address.of_method(&path);
    let space = address.space();
    Ok(HttpRequest { method: "POST", url, space, headers, auth: endpoint.auth, body: body.pieces })
}

/// A body that is being written.
#[derive(Debug, Default)]
pub(super) struct Body {
    pieces: Vec<BodyPiece>,
}

impl Body {
    /// Appends JSON as it stands.
    pub(super) fn raw(&mut self, json: &str) -> &mut Self {
        match self.pieces.last_mut() {
            Some(BodyPiece::Text(text)) => text.push_str(json),
            _ => self.pieces.push(BodyPiece::Text(json.to_owned())),
        }
        self
    }

    /// Appends a value.
    pub(super) fn value(&mut self, value: impl Serialize) -> &mut Self {
        let json = serde_json::to_string(&value);
        debug_assert!(json.is_ok(), "texts and numbers can always be written");
        self.raw(&json.unwrap_or_default())
    }

    /// Leaves room for a picture.
    pub(super) fn picture(&mut self, place: usize) -> &mut Self {
        self.pieces.push(BodyPiece::Picture(place));
        self
    }
}
