//! What is known of providers, as data: `presets.json`, which also names where it is documented or reported.

use std::sync::LazyLock;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::{Auth, Dialect, Endpoint, TokenLimitName};
use crate::image::Format;
use crate::names::named;

/// Every preset, in the order to offer them: `presets.json`, read when first used. `cargo test presets` says what is
/// misspelt in it.
pub static PRESETS: LazyLock<Vec<Preset>> = LazyLock::new(|| {
    let presets = serde_json::from_str(include_str!("presets.json"));
    debug_assert!(presets.is_ok(), "presets.json: {presets:?}");
    presets.unwrap_or_default()
});

/// A provider or a server to begin an [`Endpoint`] from.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    /// The name in files.
    pub id: &'static str,
    /// The provider's name.
    pub name: &'static str,
    /// The interface.
    pub dialect: Dialect,
    /// The address up to the version; empty where it is the user's own.
    pub base_url: &'static str,
    /// The header of the key.
    pub auth: Auth,
    /// Name of the token limit.
    pub token_limit_name: TokenLimitName,
    /// Whether a browser may call it.
    pub cors: Cors,
    /// What a newcomer needs to know.
    pub help: Help,
    /// Limits of images.
    pub picture_limits: PictureLimits,
    /// Tokens of an image by model; the first match counts.
    pub picture_tokens: Vec<ModelTokens>,
    /// Pages that document or report these facts.
    #[serde(default)]
    pub sources: Vec<&'static str>,
}

named! {
    /// Whether a browser may call a provider, as far as is known.
    pub enum Cors {
        /// It may.
        Yes = "yes",
        /// Others call it from browsers.
        Likely = "likely",
        /// Reports differ.
        Unsure = "unsure",
        /// Once the user has switched it on.
        Setup = "setup",
    }
}

/// A line of help in both languages.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "languages")]
pub struct Help {
    pub en: &'static str,
    pub zh: &'static str,
}

/// A provider's limits of images; `None` where no limit is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureLimits {
    /// Maximum size of an image as base64, in bytes.
    pub base64_bytes: Option<u64>,
    /// Maximum width and height in pixels.
    pub side: Option<u32>,
    /// Maximum size of a request in bytes.
    pub request_bytes: Option<u64>,
    /// The formats that are read; empty where that is not known.
    #[serde(deserialize_with = "formats")]
    pub formats: Vec<Format>,
}

/// Formats by their names in lower case.
fn formats<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Format>, D::Error> {
    use Format::{Avif, Bmp, Gif, Heif, Jpeg, Png, Tiff, WebP};
    let format = |name: String| {
        let named = [Png, Jpeg, Gif, WebP, Bmp, Tiff, Heif, Avif]
            .into_iter()
            .find(|format| format.name().eq_ignore_ascii_case(&name));
        named.ok_or_else(|| D::Error::custom(format_args!("unknown image format {name}")))
    };
    Vec::deserialize(deserializer)?.into_iter().map(format).collect()
}

impl PictureLimits {
    /// Whether the format is read; where nothing is known, every format is.
    pub fn takes(&self, format: Format) -> bool {
        self.formats.is_empty() || self.formats.contains(&format)
    }
}

/// How models count the tokens of an image.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelTokens {
    /// Starts of the models' names, without what precedes a slash.
    #[serde(borrow)]
    pub models: Vec<&'static str>,
    /// The rule.
    pub rule: TokenRule,
}

/// How a provider counts the tokens of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the variants say it")]
pub enum TokenRule {
    /// Scaled to fit 2048 × 2048, then to a shorter side of 768; `base` and `tile` for each 512 × 512 tile. With low
    /// detail `base` alone.
    Tiles { base: u64, tile: u64 },
    /// One for each patch of `side` × `side`, scaled down to at most `most` patches, times `percent` of a hundred.
    Patches { side: u32, most: u64, percent: u64 },
    /// One for each `pixels_per_token` pixels, scaled to fit `side`, at most `most`.
    Area { pixels_per_token: u64, side: u32, most: u64 },
    /// 258 up to 384 × 384, else 258 a tile of two thirds of the shorter side, within 256 to 768 pixels.
    GeminiTiles,
    /// The same for every image.
    Fixed { tokens: u64 },
}

/// Id of the preset that stands for any server.
pub const ANY_SERVER: &str = "custom";

impl Preset {
    /// An endpoint with the provider's settings and without a model.
    pub fn endpoint(&self) -> Endpoint {
        Endpoint {
            preset: self.id.to_owned(),
            dialect: self.dialect,
            base_url: self.base_url.to_owned(),
            model: String::new(),
            auth: self.auth,
            token_limit_name: self.token_limit_name,
            stream: false,
        }
    }

    /// How the tokens of an image are counted for a model, where that is known.
    pub fn token_rule(&self, model: &str) -> Option<TokenRule> {
        let name = model.rsplit('/').next().unwrap_or(model).to_ascii_lowercase();
        let fits = |tokens: &&ModelTokens| tokens.models.iter().any(|start| name.starts_with(start));
        self.picture_tokens.iter().find(fits).map(|tokens| tokens.rule)
    }

    /// The preset of that name; of an unknown name the one for any server.
    pub fn of(id: &str) -> Option<&'static Self> {
        let named = |id: &str| PRESETS.iter().find(|preset| preset.id == id);
        named(id).or_else(|| named(ANY_SERVER))
    }
}
