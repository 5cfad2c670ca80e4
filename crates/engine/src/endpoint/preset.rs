//! What is known of providers, as data: `presets.json`, which also names where it is documented or reported.

// The table names them so.
use TokenRule::{Area, Fixed, GeminiTiles, Patches, Tiles};

use super::{Auth, Dialect, Endpoint, TokenLimitName};
use crate::image::Format;

/// Every preset, in the order to offer them; made of the file by the build script.
#[expect(clippy::unreadable_literal, reason = "written by the build script")]
pub static PRESETS: &[Preset] = include!(concat!(env!("OUT_DIR"), "/presets.rs"));

/// A provider or a server to begin an [`Endpoint`] from.
#[derive(Debug, PartialEq, Eq)]
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
    /// How the limit of tokens is called.
    pub token_limit_name: TokenLimitName,
    /// Whether a browser may call it.
    pub cors: Cors,
    /// What a newcomer needs to know.
    pub help: Help,
    /// What pictures may take.
    pub picture_limits: PictureLimits,
    /// Tokens of a picture by model; the first that fits counts.
    pub picture_tokens: &'static [ModelTokens],
}

/// Whether a browser may call a provider, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cors {
    /// It does allow it.
    Yes,
    /// Others call it from browsers.
    Likely,
    /// Reports differ.
    Unsure,
    /// Once the user has switched it on.
    Setup,
}

/// A line of help in both languages.
#[derive(Debug, PartialEq, Eq)]
pub struct Help {
    /// English.
    pub en: &'static str,
    /// Chinese.
    pub zh: &'static str,
}

/// What pictures may take at a provider; `None` where no limit is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PictureLimits {
    /// Greatest size of a picture as base64, in bytes.
    pub base64_bytes: Option<u64>,
    /// Greatest width and height in pixels.
    pub side: Option<u32>,
    /// Greatest size of a request in bytes.
    pub request_bytes: Option<u64>,
    /// The formats that are read; empty where that is not known.
    pub formats: &'static [Format],
}

impl PictureLimits {
    /// Whether the format is read; where nothing is known, every format is.
    pub fn takes(&self, format: Format) -> bool {
        self.formats.is_empty() || self.formats.contains(&format)
    }
}

/// The tokens that models count for a picture.
#[derive(Debug, PartialEq, Eq)]
pub struct ModelTokens {
    /// How the models' names begin, what stands before a slash left out.
    pub models: &'static [&'static str],
    /// How tokens are counted.
    pub rule: TokenRule,
}

/// How a provider counts the tokens of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenRule {
    /// Scaled to fit 2048 × 2048, then to a shorter side of 768; `base` and `tile` for each 512 × 512 tile. With low
    /// detail `base` alone.
    Tiles {
        /// Tokens of every picture.
        base: u64,
        /// Tokens of a tile.
        tile: u64,
    },
    /// One for each patch of `side` × `side`, scaled down to at most `most` patches, times `percent` of a hundred.
    Patches {
        /// Pixels.
        side: u32,
        /// Greatest number of patches.
        most: u64,
        /// The factor times 100.
        percent: u64,
    },
    /// One for each so many pixels, scaled to fit `side`, at most `most`.
    Area {
        /// Pixels a token.
        pixels_per_token: u64,
        /// Greatest side in pixels.
        side: u32,
        /// Greatest number of tokens.
        most: u64,
    },
    /// 258 up to 384 × 384, else 258 a tile of two thirds of the shorter side, within 256 to 768 pixels.
    GeminiTiles,
    /// The same for every picture.
    Fixed {
        /// Tokens.
        tokens: u64,
    },
}

/// Name of the preset that stands for any server.
pub const ANY_SERVER: &str = "custom";

impl Preset {
    /// An endpoint as the provider has it; the model is left to choose.
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

    /// How the tokens of a picture are counted for a model, where that is known.
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

#[cfg(test)]
mod tests {
    use super::super::{Address, AddressSpace};
    use super::*;

    #[test]
    fn presets_are_whole() {
        assert!(!PRESETS.is_empty());
        for preset in PRESETS {
            assert!(!preset.help.en.is_empty() && !preset.help.zh.is_empty(), "{}", preset.id);
            assert!(preset.picture_limits.takes(Format::Png) && preset.picture_limits.takes(Format::Jpeg));
            if preset.id == ANY_SERVER {
                continue;
            }
            let address = Address::read(preset.base_url).unwrap();
            assert_eq!(address.scheme == "http", address.space() == AddressSpace::Loopback, "{}", preset.id);
        }
        let ids: std::collections::BTreeSet<_> = PRESETS.iter().map(|preset| preset.id).collect();
        assert_eq!(ids.len(), PRESETS.len());
    }

    /// Anthropic's API takes 10 MiB of base64 for each image and 32 MB for a request.
    #[test]
    fn limits_of_pictures_are_those_of_the_provider() {
        let limits = Preset::of("anthropic").unwrap().picture_limits;
        assert_eq!((limits.base64_bytes, limits.request_bytes), (Some(10_485_760), Some(32_000_000)));
    }

    #[test]
    fn a_server_that_any_page_may_use_comes_with_the_way_to_a_key() {
        let help = &Preset::of("llama-cpp").unwrap().help;
        assert!(help.en.contains("--api-key") && help.zh.contains("--api-key"));
    }

    #[test]
    fn models_have_their_rule() {
        let rule = |preset: &str, model: &str| Preset::of(preset).unwrap().token_rule(model);
        assert_eq!(rule("openai", "gpt-4o-mini-2024-07-18"), Some(TokenRule::Tiles { base: 2833, tile: 5667 }));
        assert_eq!(rule("openrouter", "openai/GPT-4o"), Some(TokenRule::Tiles { base: 85, tile: 170 }));
        assert_eq!(rule("gemini", "gemini-2.5-flash"), Some(TokenRule::GeminiTiles));
        assert_eq!(rule("no such preset", "gemini-3-pro"), Some(TokenRule::Fixed { tokens: 1120 }));
        assert_eq!(rule("ollama", "llava"), None);
    }
}
