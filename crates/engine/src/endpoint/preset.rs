//! What is known of a provider. The build script, too, reads these types.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::config::{Auth, Dialect, TokenLimitName};
use crate::names::named;

/// A provider or a server to begin an [`Endpoint`](super::Endpoint) from.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    pub id: &'static str,
    pub name: &'static str,
    pub dialect: Dialect,
    /// The address up to the version; empty where it is the user's own.
    pub base_url: &'static str,
    pub auth: Auth,
    pub token_limit_name: TokenLimitName,
    pub cors: Cors,
    pub help: Help,
    pub picture_limits: PictureLimits,
    /// Tokens of an image by model; the first match counts.
    pub picture_tokens: Vec<ModelTokens>,
}

named! {
    /// Whether a browser may call a provider, as far as is known.
    pub enum Cors {
        Yes = "yes",
        /// Others call it from browsers.
        Likely = "likely",
        /// Reports differ.
        Unsure = "unsure",
        /// Once the user has switched it on.
        Setup = "setup",
    }
}

/// A line of help by language, as `en`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help(#[serde(borrow)] BTreeMap<&'static str, &'static str>);

impl Help {
    /// Whether a language has it.
    pub fn has(&self, language: &str) -> bool {
        self.0.contains_key(language)
    }

    /// The line in a language; in English where that lacks it.
    pub fn of(&self, language: &str) -> &'static str {
        self.0.get(language).or_else(|| self.0.get("en")).copied().unwrap_or_default()
    }
}

/// A provider's limits of images; `None` where no limit is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureLimits {
    /// Maximum size of an image as base64, in bytes.
    pub base64_bytes: Option<u64>,
    /// Maximum width and height in pixels.
    pub side: Option<u32>,
    /// Maximum size of a request in bytes.
    pub request_bytes: Option<u64>,
    /// Names of the formats that are read, in lower case; empty where that is not known.
    #[serde(borrow)]
    pub formats: Vec<&'static str>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelTokens {
    /// Starts of the models' names, without what precedes a slash.
    #[serde(borrow)]
    pub models: Vec<&'static str>,
    pub rule: TokenRule,
}

/// How a provider counts the tokens of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum TokenRule {
    /// Scaled to fit 2048 × 2048, then to a shorter side of 768; `base` and `tile` for each 512 × 512 tile. With low
    /// detail `base` alone.
    Tiles {
        base: u64,
        tile: u64,
    },
    /// One for each patch of `side` × `side`, scaled down to at most `most` patches, times `percent` of a hundred.
    Patches {
        side: u32,
        most: u64,
        percent: u64,
    },
    /// One for each `pixels_per_token` pixels, scaled to fit `side`, at most `most`.
    Area {
        pixels_per_token: u64,
        side: u32,
        most: u64,
    },
    /// 258 up to 384 × 384, else 258 a tile of two thirds of the shorter side, within 256 to 768 pixels.
    GeminiTiles,
    Fixed {
        tokens: u64,
    },
}
