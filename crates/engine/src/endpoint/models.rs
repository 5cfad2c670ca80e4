//! The list of a server's models: it tells a wrong name where a browser hides the refusal.
//!
//! OpenAI answers questions to unknown models without the headers that let a page read the answer, so that a wrong name
//! looks like a server that forbids the page. Its list of models can be read.

use serde::Deserialize;

use super::{Address, AddressError, Dialect, Endpoint, HttpRequest, HttpResponse};

impl Dialect {
    /// The path of a question, where the dialect has OpenAI's list of models beside it. Others let a page read why they
    /// refuse.
    fn path_beside_models(self) -> Option<&'static str> {
        match self {
            Self::OpenAiChat => Some("/chat/completions"),
            Self::OpenAiResponses => Some("/responses"),
            Self::AnthropicMessages | Self::GeminiGenerateContent => None,
        }
    }
}

/// The request for the list of models; `None` where there is no need of it.
///
/// # Errors
/// If the address is not accepted.
pub fn models_request(endpoint: &Endpoint) -> Result<Option<HttpRequest>, AddressError> {
    let address = Address::read(&endpoint.base_url)?;
    let path = endpoint.dialect.path_beside_models();
    Ok(path.map(|path| HttpRequest::get(address.beside(path, "/models"), address.space(), endpoint.auth)))
}

/// Whether the list names the model; `None` where the reply is no such list. Servers leave out the maker or the tag of
/// a name: such a name counts as there.
pub fn lists_model(reply: &HttpResponse, model: &str) -> Option<bool> {
    #[derive(Deserialize)]
    struct List {
        data: Vec<Entry>,
    }
    #[derive(Deserialize)]
    struct Entry {
        id: String,
    }
    let list: List = serde_json::from_slice(&reply.body).ok().filter(|_| (200..300).contains(&reply.status))?;
    let model = model.trim();
    let is_it = |id: &str| {
        let rest = id.strip_prefix(model);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
            || id.strip_suffix(model).is_some_and(|maker| maker.ends_with('/'))
    };
    // A server that loads models as they are asked for may list none.
    (!list.data.is_empty()).then(|| list.data.iter().any(|entry| is_it(&entry.id)))
}
