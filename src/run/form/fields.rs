//! The fields of the run page, typed or chosen from a list.

use super::local::local_values;
use engine::endpoint::{Auth, Detail, Dialect, TokenLimitName};
use engine::run::{Encoding, Excess, PICTURE_PRESETS};

/// A field that is typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Size of the sample.
    SampleSize,
    /// Seed of the sample.
    SampleSeed,
    /// Number of the part.
    Part,
    /// Number of parts.
    Parts,
    /// Address of the model.
    BaseUrl,
    /// Name of the model.
    Model,
    /// System prompt.
    System,
    /// The user's own text.
    Template,
    /// Greatest side of images.
    LongestSide,
    /// Temperature.
    Temperature,
    /// Greatest number of tokens of an answer.
    MaxTokens,
    /// Questions at a time.
    Concurrency,
    /// Requests a minute.
    RequestsPerMinute,
    /// Tokens a minute.
    TokensPerMinute,
    /// Seconds after which a request is given up.
    Timeout,
    /// Tries of a question.
    Tries,
    /// Price of a million tokens of questions.
    InputPrice,
    /// Price of a million tokens of answers.
    OutputPrice,
    /// Tokens expected of an answer.
    AnswerTokens,
    /// Money that may be spent.
    Budget,
    /// Name of a model at the hub.
    HubId,
    /// Its branch, tag or commit.
    HubRevision,
    /// Address of a mirror of the hub.
    HubHost,
    /// Name of a model's folder of this site.
    SiteFolder,
}

/// What is typed into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// A line.
    Line,
    /// Several lines.
    Lines,
    /// A whole number.
    Whole,
    /// A number.
    Decimal,
}

impl Field {
    /// Every field, in the order of the enumeration.
    pub const ALL: [Self; 24] = [
        Self::SampleSize,
        Self::SampleSeed,
        Self::Part,
        Self::Parts,
        Self::BaseUrl,
        Self::Model,
        Self::System,
        Self::Template,
        Self::LongestSide,
        Self::Temperature,
        Self::MaxTokens,
        Self::Concurrency,
        Self::RequestsPerMinute,
        Self::TokensPerMinute,
        Self::Timeout,
        Self::Tries,
        Self::InputPrice,
        Self::OutputPrice,
        Self::AnswerTokens,
        Self::Budget,
        Self::HubId,
        Self::HubRevision,
        Self::HubHost,
        Self::SiteFolder,
    ];

    /// Where the field stands in [`Field::ALL`].
    pub fn place(self) -> usize {
        self as usize
    }

    /// The id of the field's element.
    pub fn id(self) -> String {
        format!("run-field-{}", self.place())
    }

    /// What is typed.
    pub fn input(self) -> Input {
        match self {
            Self::BaseUrl | Self::Model | Self::HubId | Self::HubRevision | Self::HubHost | Self::SiteFolder => {
                Input::Line
            }
            Self::System | Self::Template => Input::Lines,
            Self::Temperature | Self::InputPrice | Self::OutputPrice | Self::Budget => Input::Decimal,
            _ => Input::Whole,
        }
    }

    /// What stands in the field at first: the faithful settings.
    pub(crate) fn default_text(self) -> &'static str {
        match self {
            Self::SampleSize => "200",
            Self::SampleSeed | Self::Part => "1",
            Self::Parts => "4",
            Self::Temperature => "0",
            Self::MaxTokens => "2048",
            Self::Concurrency => "16",
            Self::Timeout => "120",
            Self::Tries => "8",
            Self::AnswerTokens => "50",
            Self::Template => "{question}\n{options}\n",
            _ => "",
        }
    }
}

/// A field that is chosen from a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choice {
    /// The interface.
    Dialect,
    /// The header of the key.
    Auth,
    /// How the limit of tokens is called.
    TokenLimitName,
    /// How images are sent, by a name for it all.
    Pictures,
    /// As images are, or encoded again.
    Encoding,
    /// How closely OpenAI's models look.
    Detail,
    /// What happens to images that exceed the provider's limits.
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
pub const OWN_IMAGES: &str = "own";

/// The value of [`Choice::Device`] and [`Choice::Precision`] that follows the machine.
pub const RECOMMENDED: &str = "recommended";

/// Longest sides that are offered by name.
pub const SIDES: [u32; 4] = [512, 768, 1024, 2048];

pub(crate) const AUTHS: [(&str, Auth); 5] = [
    ("none", Auth::None),
    ("bearer", Auth::Bearer),
    ("api-key", Auth::ApiKey),
    ("x-api-key", Auth::XApiKey),
    ("x-goog-api-key", Auth::XGoogApiKey),
];

pub(crate) const DETAILS: [(&str, Option<Detail>); 4] =
    [("none", None), ("auto", Some(Detail::Auto)), ("low", Some(Detail::Low)), ("high", Some(Detail::High))];

pub(crate) const ENCODINGS: [(&str, Encoding); 2] = [("original", Encoding::Original), ("jpeg", Encoding::Jpeg)];

pub(crate) const EXCESSES: [(&str, Excess); 2] = [("refuse", Excess::Refuse), ("resize", Excess::Resize)];

pub(crate) const TOKEN_LIMIT_NAMES: [TokenLimitName; 2] =
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
                return presets.chain(sides).chain([OWN_IMAGES.to_owned()]).collect();
            }
        };
        names.into_iter().map(str::to_owned).collect()
    }
}

/// The value of a name.
pub(crate) fn named<T: Copy>(list: &[(&str, T)], name: &str) -> Option<T> {
    list.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

/// The name of a value.
pub(crate) fn name_of<T: PartialEq>(list: &[(&'static str, T)], value: &T) -> &'static str {
    list.iter().find(|(_, known)| known == value).map_or("", |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_follow_the_list() {
        for (at, field) in Field::ALL.into_iter().enumerate() {
            assert_eq!(field.place(), at);
        }
    }
}
