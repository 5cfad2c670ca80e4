//! Why a request gets no answer, whatever the dialect.

/// Why a request gets no answer.
#[derive(Debug)]
pub(crate) enum Problem {
    /// The request is not as documented.
    Bad(String),
    MissingKey,
    WrongKey,
    /// A page calls Anthropic without the header that says it means to.
    UnwantedBrowser,
    UnknownModel(String),
    UnknownPath,
    NoVision,
    /// A parameter that a model with fixed sampling refuses.
    FixedSampling(&'static str),
    TooLarge,
    /// With the seconds to wait, where the body tells.
    RateLimit(Option<f64>),
    Quota,
    Internal,
    Unavailable,
    Overloaded,
}

impl Problem {
    pub(crate) fn bad(message: impl Into<String>) -> Self {
        Self::Bad(message.into())
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Self::bad(format!("The request cannot be read: {error}."))
    }
}
