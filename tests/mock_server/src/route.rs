//! Which path asks for what.

use crate::dialect::Dialect;

/// What a path asks for.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum Route<'a> {
    /// An answer; Gemini's path names the model.
    Answer(Dialect, &'a str),
    Models(Dialect),
    /// Nothing that the provider has.
    Unknown(Dialect),
    /// A file of the Hub by its dataset, revision and path, and where that leads.
    Resolve(&'a str),
    Storage(&'a str),
    /// The tests' own door, and what lies behind it.
    Control(&'a str),
}

impl<'a> Route<'a> {
    pub(crate) fn of(path: &'a str) -> Option<Self> {
        let (provider, rest) = path.strip_prefix('/')?.split_once('/')?;
        let route = match (provider, rest) {
            ("mock", control) => Self::Control(control),
            ("datasets", file) => Self::Resolve(file),
            ("storage", file) => Self::Storage(file),
            ("openai", "v1/chat/completions") => Self::Answer(Dialect::OpenAiChat, ""),
            ("openai", "v1/responses") => Self::Answer(Dialect::OpenAiResponses, ""),
            ("openai", "v1/models") => Self::Models(Dialect::OpenAiChat),
            ("openai", _) => Self::Unknown(Dialect::OpenAiChat),
            ("anthropic", "v1/messages") => Self::Answer(Dialect::Anthropic, ""),
            ("anthropic", "v1/models") => Self::Models(Dialect::Anthropic),
            ("anthropic", _) => Self::Unknown(Dialect::Anthropic),
            ("gemini", "v1beta/models") => Self::Models(Dialect::Gemini),
            ("gemini", rest) => match generate_content(rest) {
                Some(model) => Self::Answer(Dialect::Gemini, model),
                None => Self::Unknown(Dialect::Gemini),
            },
            _ => return None,
        };
        Some(route)
    }
}

fn generate_content(rest: &str) -> Option<&str> {
    rest.strip_prefix("v1beta/models/")?.strip_suffix(":generateContent")
}
