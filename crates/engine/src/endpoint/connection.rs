//! Testing a connection: one small question, the list of models, and what their outcomes mean.

use serde::{Deserialize, Serialize};

use super::{
    Address, AddressError, AddressSpace, Cors, Dialect, Endpoint, EndpointError, EndpointErrorKind, HttpRequest,
    HttpResponse, Sampling,
};
use crate::answer::{Answer, Ask};
use crate::image::Format;
use crate::limits::{LISTED_MODELS, MODEL_NAME_CHARS};

/// A red square of 64 × 64 pixels as PNG.
const RED_SQUARE: &str = concat!(
    "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAUElEQVR42u3PQREAAAQAMGTQP5kwUni42xospzs+q3hOQEBAQEBAQEBAQEBA",
    "QEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBA4N4CQ5MBhMgt2OkAAAAASUVORK5CYII=",
);

/// The question that tests a connection, and the base64 text of its image: the colour of a red square.
pub fn connection_ask() -> (Ask, &'static str) {
    let ask = Ask {
        system: None,
        text: "What colour fills this picture? Answer with one English word.".to_owned(),
        pictures: vec![Format::Png],
    };
    (ask, RED_SQUARE)
}

#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    pub space: AddressSpace,
    /// Where the page itself is from: a page of this computer needs no permission for the local network.
    pub page: AddressSpace,
    pub permission: Option<Permission>,
    /// Whether a request whose reply the page may not read (`no-cors`) reached the same address: this distinguishes a server
    /// that forbids the page from one that is not there. `None` where that was not tried.
    pub reached_blindly: Option<bool>,
    /// The server's list of models; `None` where it was not asked for or the interface has none.
    pub list: Option<ModelList>,
    pub cors: Cors,
    pub outcome: Result<Answer, EndpointError>,
}

/// What came of asking a server for its list of models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelList {
    /// The page may read what the server says, and whether the list has the model; `None` where that is no list.
    Readable(Option<bool>),
    /// No reply that the page may read.
    Hidden,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Permission {
    Granted,
    Denied,
    Prompt,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Diagnosis {
    /// The model answers and sees the image.
    Works,
    /// The model answers, but does not name the image's colour: it may not take images.
    MayNotSee,
    LocalNetworkDenied,
    /// The browser has not asked yet whether the page may reach the local network.
    LocalNetworkUndecided,
    /// The server is there, but does not allow the page (CORS).
    Cors,
    /// The server is there and usually allows pages: the model's name or the address is wrong, or it does not allow
    /// this page. Some providers let a page read every answer but the refusal of a wrong name.
    NameOrCors,
    ServerDown,
    /// The server is not there, or does not allow the page; the browser does not say.
    DownOrCors,
    Refused(EndpointErrorKind),
}

pub fn diagnose(observation: &Observation) -> Diagnosis {
    match &observation.outcome {
        Ok(answer) if names_red(&answer.text) => Diagnosis::Works,
        // A model that thinks for long has understood the question, whether it sees or not.
        Ok(_) | Err(EndpointError { kind: EndpointErrorKind::CutOff, .. }) => Diagnosis::MayNotSee,
        Err(EndpointError { kind: EndpointErrorKind::Unreachable, .. }) => unreachable_because(observation),
        Err(error) => Diagnosis::Refused(error.kind),
    }
}

fn unreachable_because(observation: &Observation) -> Diagnosis {
    let needs_permission = observation.space != AddressSpace::Public && observation.page == AddressSpace::Public;
    match (observation.permission, observation.reached_blindly) {
        (Some(Permission::Denied), _) if needs_permission => Diagnosis::LocalNetworkDenied,
        (Some(Permission::Prompt), _) if needs_permission => Diagnosis::LocalNetworkUndecided,
        (_, Some(true)) => match observation.list {
            Some(ModelList::Readable(Some(false))) => Diagnosis::Refused(EndpointErrorKind::WrongModel),
            Some(ModelList::Readable(None)) | None if observation.cors == Cors::Yes => Diagnosis::NameOrCors,
            Some(_) | None => Diagnosis::Cors,
        },
        (_, Some(false)) => Diagnosis::ServerDown,
        (_, None) => Diagnosis::DownOrCors,
    }
}

/// Whether a text names red or a colour close to it.
fn names_red(text: &str) -> bool {
    let text = text.to_lowercase();
    ["red", "crimson", "scarlet", "红", "紅"].iter().any(|name| text.contains(name))
}

impl Sampling {
    /// The settings for the test of a connection: a short answer, but room for some thought.
    #[must_use]
    pub fn for_connection(self) -> Self {
        Self { max_tokens: self.max_tokens.min(512), ..self }
    }
}

/// The request for the list of a server's models, which reveals a wrong name where a browser hides the refusal: OpenAI
/// answers questions to unknown models without the headers that let a page read the answer. `None` where the dialect has
/// no such list; there a page may read why a name is refused.
pub fn models_request(endpoint: &Endpoint) -> Result<Option<HttpRequest>, AddressError> {
    let address = Address::read(&endpoint.base_url)?;
    let question = match endpoint.dialect {
        Dialect::OpenAiChat => "/chat/completions",
        Dialect::OpenAiResponses => "/responses",
        Dialect::AnthropicMessages | Dialect::GeminiGenerateContent => return Ok(None),
    };
    Ok(Some(HttpRequest::get(address.beside(question, "/models"), address.space(), endpoint.auth)))
}

/// The names of a list of models to choose from, at most [`LISTED_MODELS`]; `None` where the reply is no such list. Names
/// that are blank or longer than [`MODEL_NAME_CHARS`] are left out.
pub fn models_to_choose(reply: &HttpResponse) -> Option<Vec<String>> {
    let names = listed_models(reply)?.into_iter();
    let fits = |name: &String| !name.trim().is_empty() && name.chars().nth(MODEL_NAME_CHARS).is_none();
    Some(names.filter(fits).take(LISTED_MODELS).collect())
}

/// The names of a list of models; `None` where the reply is no such list.
fn listed_models(reply: &HttpResponse) -> Option<Vec<String>> {
    #[derive(Deserialize)]
    struct List {
        data: Vec<Listed>,
    }
    #[derive(Deserialize)]
    struct Listed {
        id: String,
    }
    let list: List = serde_json::from_slice(&reply.body).ok().filter(|_| (200..300).contains(&reply.status))?;
    Some(list.data.into_iter().map(|listed| listed.id).collect())
}

/// Whether the list of models has the model; `None` where the reply is no such list. Servers leave out the maker or the
/// tag of a name, so that a name without them counts.
pub fn lists_model(reply: &HttpResponse, model: &str) -> Option<bool> {
    let names = listed_models(reply)?;
    let model = model.trim();
    let is_it = |id: &str| {
        let rest = id.strip_prefix(model);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
            || id.strip_suffix(model).is_some_and(|maker| maker.ends_with('/'))
    };
    // A server that loads models as they are asked for may list none.
    (!names.is_empty()).then(|| names.iter().any(|name| is_it(name)))
}

/// The line that makes a preset's server allow pages of that origin; `None` where none is known or needed.
///
/// Sources: Ollama's FAQ (`OLLAMA_ORIGINS`), vLLM's `vllm serve --help` (`--allowed-origins`, a JSON list), LM Studio's
/// `lms server start --help` (`--cors`), llama.cpp's server README (`--cors-origins`).
pub fn setup_command(preset: &str, origin: &str) -> Option<String> {
    Some(match preset {
        "ollama" => format!("OLLAMA_ORIGINS={origin} ollama serve"),
        "vllm" => format!("vllm serve MODEL --allowed-origins '[\"{origin}\"]'"),
        "lm-studio" => "lms server start --cors".to_owned(),
        "llama-cpp" => format!("llama-server --cors-origins {origin}"),
        _ => return None,
    })
}
