//! The fields of the run page that are chosen from a list, each value by a short name.

use super::local::local_values;
use engine::endpoint::{Auth, Detail, Dialect, TokenLimitName};
use engine::run::{Encoding, Excess, PICTURE_PRESETS};

/// A field that is chosen from a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choice {
    /// The interface.
    Dialect,
    /// The header of the key.
    Auth,
    /// How the limit of tokens is called.
    TokenLimitName,
    /// How pictures are sent, by a name for it all.
    Pictures,
    /// As pictures are, or anew.
    Encoding,
    /// How closely OpenAI's models look.
    Detail,
    /// What happens to pictures that exceed the provider's limits.
    Excess,
    /// Which model in the browser.
    Source,
    /// What computes in the browser.
    Device,
    /// The precision of weights in the browser.
    Precision,
    /// What counts as the answer of a model in the browser.
    Mode,
}

/// The value of [`Choice::Pictures`] where the settings are nobody's.
pub const OWN_PICTURES: &str = "own";

/// The value of [`Choice::Device`] and [`Choice::Precision`] that follows the machine.
pub const RECOMMENDED: &str = "recommended";

/// Longest sides that are offered by name.
pub const SIDES: [u32; 4] = [512, 768, 1024, 2048];

pub(super) const AUTHS: [(&str, Auth); 5] = [
    ("none", Auth::None),
    ("bearer", Auth::Bearer),
    ("api-key", Auth::ApiKey),
    ("x-api-key", Auth::XApiKey),
    ("x-goog-api-key", Auth::XGoogApiKey),
];

pub(super) const DETAILS: [(&str, Option<Detail>); 4] =
    [("none", None), ("auto", Some(Detail::Auto)), ("low", Some(Detail::Low)), ("high", Some(Detail::High))];

pub(super) const ENCODINGS: [(&str, Encoding); 2] = [("original", Encoding::Original), ("jpeg", Encoding::Jpeg)];

pub(super) const EXCESSES: [(&str, Excess); 2] = [("refuse", Excess::Refuse), ("resize", Excess::Resize)];

pub(super) const TOKEN_LIMIT_NAMES: [TokenLimitName; 2] =
    [TokenLimitName::MaxTokens, TokenLimitName::MaxCompletionTokens];

impl Choice {
    /// The id of the choice's element.
    pub fn id(self) -> String {
        format!("run-choice-{}", self as usize)
    }

    /// The values, in the order to offer them.
    pub fn values(self) -> Vec<String> {
        let names: Vec<&str> = match self {
            Self::Dialect => Dialect::ALL.map(Dialect::name).to_vec(),
            Self::Auth => AUTHS.map(|(name, _)| name).to_vec(),
            Self::TokenLimitName => TOKEN_LIMIT_NAMES.map(TokenLimitName::name).to_vec(),
            Self::Encoding => ENCODINGS.map(|(name, _)| name).to_vec(),
            Self::Detail => DETAILS.map(|(name, _)| name).to_vec(),
            Self::Excess => EXCESSES.map(|(name, _)| name).to_vec(),
            Self::Source | Self::Device | Self::Precision | Self::Mode => local_values(self),
            Self::Pictures => {
                let presets = PICTURE_PRESETS.iter().map(|preset| preset.id.to_owned());
                let sides = SIDES.iter().map(|side| format!("side-{side}"));
                return presets.chain(sides).chain([OWN_PICTURES.to_owned()]).collect();
            }
        };
        names.into_iter().map(str::to_owned).collect()
    }
}

/// The value of a name.
pub(super) fn named<T: Copy>(list: &[(&str, T)], name: &str) -> Option<T> {
    list.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

/// The name of a value.
pub(super) fn name_of<T: PartialEq>(list: &[(&'static str, T)], value: &T) -> &'static str {
    list.iter().find(|(_, known)| known == value).map_or("", |(name, _)| name)
}
