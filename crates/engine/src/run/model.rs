//! Whom a run asks.

use serde::{Deserialize, Serialize};

use super::RunLimits;
use crate::endpoint::{Address, Endpoint, PictureLimits, Preset, TokenRule};
use crate::local::LocalModel;

/// Whom a run asks; without the key, so it may be stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Model {
    /// A model behind an address.
    Remote(Endpoint),
    /// A model in the browser.
    Local(LocalModel),
}

impl Model {
    /// The model's name.
    pub fn name(&self) -> &str {
        match self {
            Self::Remote(endpoint) => &endpoint.model,
            Self::Local(model) => model.name(),
        }
    }

    /// Where questions go, as `api.openai.com`: the host that a key is for. `None` where nothing leaves this machine.
    pub fn host(&self) -> Option<String> {
        match self {
            Self::Remote(endpoint) => Address::read(&endpoint.base_url).ok().map(|address| address.authority),
            Self::Local(_) => None,
        }
    }

    /// The limits as far as they fit the model and the way to it: what waits in the browser for a connection would be timed
    /// as if it were asked.
    pub fn within_limits(&self, mut limits: RunLimits) -> RunLimits {
        limits.concurrency = limits.concurrency.min(self.most_at_a_time());
        limits
    }

    /// One in the browser answers one question at a time. Without TLS browsers speak HTTP/1.1, of which they hold six
    /// connections to a host.
    fn most_at_a_time(&self) -> u32 {
        match self {
            Self::Local(_) => 1,
            Self::Remote(endpoint) if Address::read(&endpoint.base_url).is_ok_and(|it| it.scheme == "http") => 6,
            Self::Remote(_) => RunLimits::MOST_CONCURRENT,
        }
    }

    /// What pictures may take.
    pub fn picture_limits(&self) -> PictureLimits {
        match self {
            Self::Remote(endpoint) => {
                Preset::of(&endpoint.preset).map(|preset| preset.picture_limits).unwrap_or_default()
            }
            Self::Local(_) => PictureLimits::default(),
        }
    }

    /// How the tokens of a picture are counted, where that is known.
    pub fn token_rule(&self) -> Option<TokenRule> {
        match self {
            Self::Remote(endpoint) => Preset::of(&endpoint.preset)?.token_rule(&endpoint.model),
            Self::Local(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_in_flight_than_the_transport_carries() {
        let at_a_time = |base_url: &str, concurrency| {
            let model = Model::Remote(Endpoint { base_url: base_url.to_owned(), ..Endpoint::default() });
            model.within_limits(RunLimits { concurrency, ..RunLimits::default() }).concurrency
        };
        assert_eq!(at_a_time("http://127.0.0.1:8080/v1", 64), 6);
        assert_eq!(at_a_time("http://127.0.0.1:8080/v1", 4), 4);
        assert_eq!(at_a_time("https://api.example/v1", 64), 64);
    }
}
