//! The model of a run.

use serde::{Deserialize, Serialize};

use super::RunLimits;
use crate::endpoint::{Address, AddressSpace, Endpoint, PictureLimits, Preset, TokenRule};
use crate::local::LocalModel;

/// The model of a run; without the key, so it may be stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Model {
    Remote(Endpoint),
    Local(LocalModel),
}

impl Model {
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

    /// The limits with no more questions at a time than the model and the connection take: what waits in the browser for a
    /// connection would be timed as if it were asked.
    pub fn within_limits(&self, mut limits: RunLimits) -> RunLimits {
        limits.concurrency = limits.concurrency.min(self.most_at_a_time());
        limits
    }

    /// A model in the browser answers one question at a time. Browsers speak HTTP/1.1 without TLS, and with the servers of
    /// models behind TLS, such as those of vLLM: with six connections to a host.
    fn most_at_a_time(&self) -> u32 {
        match self {
            Self::Local(_) => 1,
            Self::Remote(endpoint) => match Address::read(&endpoint.base_url).map(|address| address.space()) {
                Ok(AddressSpace::Loopback | AddressSpace::Local) => 6,
                Ok(AddressSpace::Public) | Err(_) => RunLimits::MOST_CONCURRENT,
            },
        }
    }

    pub fn picture_limits(&self) -> PictureLimits {
        match self {
            Self::Remote(endpoint) => {
                Preset::of(&endpoint.preset).map(|preset| preset.picture_limits.clone()).unwrap_or_default()
            }
            Self::Local(_) => PictureLimits::default(),
        }
    }

    pub fn token_rule(&self) -> Option<TokenRule> {
        match self {
            Self::Remote(endpoint) => Preset::of(&endpoint.preset)?.token_rule(&endpoint.model),
            Self::Local(_) => None,
        }
    }
}
