//! The providers: `presets.json`, which also names where they are documented or reported.

use std::sync::LazyLock;

use super::{Endpoint, PictureLimits, Preset, TokenRule, preset::ModelTokens};
use crate::image::Format;
use crate::tables::table;

/// Every preset, in the order to offer them.
pub static PRESETS: LazyLock<Vec<Preset>> =
    LazyLock::new(|| table(include_bytes!(concat!(env!("OUT_DIR"), "/presets"))));

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

impl PictureLimits {
    /// Whether the format is read; where nothing is known, every format is.
    pub fn takes(&self, format: Format) -> bool {
        self.formats.is_empty() || self.formats.iter().any(|name| name.eq_ignore_ascii_case(format.name()))
    }
}
