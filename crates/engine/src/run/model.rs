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

    /// The limits as far as they fit the model: one in the browser answers one question at a time.
    pub fn within_limits(&self, limits: RunLimits) -> RunLimits {
        match self {
            Self::Remote(_) => limits,
            Self::Local(_) => RunLimits { concurrency: 1, ..limits },
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
