//! The fields of the run page, typed or chosen from a list.

use super::local::local_values;
use engine::endpoint::{Auth, Detail, Dialect, TokenLimitName};
use engine::run::{Encoding, Excess, PICTURE_PRESETS, RunLimits};

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

/// The models that a field is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Models {
    /// Any model.
    All,
    /// A model behind an address.
    Server,
    /// A model in the browser. What is wrong with its name is found by the worker before the run.
    Browser,
}

/// What is to be known of a field.
#[derive(Debug)]
pub(crate) struct FieldSpec {
    pub(crate) field: Field,
    pub(crate) input: Input,
    /// Least and greatest number; the last part is bounded by the number of parts.
    pub(crate) bounds: (u32, u32),
    /// What stands in the field at first: the faithful settings.
    pub(crate) default: &'static str,
    pub(crate) models: Models,
    pub(crate) is_optional: bool,
}

impl FieldSpec {
    const fn text(field: Field, input: Input, default: &'static str, models: Models) -> Self {
        Self { field, input, bounds: (0, 0), default, models, is_optional: false }
    }

    const fn number(field: Field, input: Input, bounds: (u32, u32), default: &'static str, models: Models) -> Self {
        Self { field, input, bounds, default, models, is_optional: default.is_empty() }
    }
}

const MANY: u32 = 100_000_000;
const MUCH: u32 = 1_000_000;

/// Every field, in the order of [`Field`]; a number that is blank at first may stay so.
pub(crate) const FIELDS: [FieldSpec; 24] = {
    use Field as F;
    use Input::{Decimal, Line, Lines, Whole};
    use Models::{All, Browser, Server};
    [
        FieldSpec::number(F::SampleSize, Whole, (1, MANY), "200", All),
        FieldSpec::number(F::SampleSeed, Whole, (0, u32::MAX), "1", All),
        FieldSpec::number(F::Part, Whole, (1, 10_000), "1", All),
        FieldSpec::number(F::Parts, Whole, (1, 10_000), "4", All),
        FieldSpec::text(F::BaseUrl, Line, "", Server),
        FieldSpec::text(F::Model, Line, "", Server),
        FieldSpec::text(F::System, Lines, "", All),
        FieldSpec::text(F::Template, Lines, "{question}\n{options}\n", All),
        FieldSpec::number(F::LongestSide, Whole, (16, 20_000), "", All),
        FieldSpec { is_optional: true, ..FieldSpec::number(F::Temperature, Decimal, (0, 2), "0", Server) },
        FieldSpec::number(F::MaxTokens, Whole, (1, MANY), "2048", All),
        FieldSpec::number(F::Concurrency, Whole, (1, RunLimits::MOST_CONCURRENT), "16", Server),
        FieldSpec::number(F::RequestsPerMinute, Whole, (1, MANY), "", Server),
        FieldSpec::number(F::TokensPerMinute, Whole, (1, MANY), "", Server),
        FieldSpec::number(F::Timeout, Whole, (1, 3600), "120", Server),
        FieldSpec::number(F::Tries, Whole, (1, 100), "8", Server),
        FieldSpec::number(F::InputPrice, Decimal, (0, MUCH), "", Server),
        FieldSpec::number(F::OutputPrice, Decimal, (0, MUCH), "", Server),
        FieldSpec::number(F::AnswerTokens, Whole, (1, MANY), "50", Server),
        FieldSpec::number(F::Budget, Decimal, (0, MUCH), "", Server),
        FieldSpec::text(F::HubId, Line, "", Browser),
        FieldSpec::text(F::HubRevision, Line, "", Browser),
        FieldSpec::text(F::HubHost, Line, "", Browser),
        FieldSpec::text(F::SiteFolder, Line, "", Browser),
    ]
};

impl Field {
    /// Every field, in the order of the enumeration.
    pub const ALL: [Self; FIELDS.len()] = {
        let mut all = [Self::SampleSize; FIELDS.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = FIELDS[at].field;
            at += 1;
        }
        all
    };

    /// Where the field stands in [`Field::ALL`].
    pub(crate) fn place(self) -> usize {
        self as usize
    }

    pub(crate) fn spec(self) -> &'static FieldSpec {
        static SPECS: [FieldSpec; FIELDS.len()] = FIELDS;
        &SPECS[self.place()]
    }

    /// The id of the field's element.
    pub fn id(self) -> String {
        format!("run-field-{}", self.place())
    }

    /// What is typed.
    pub fn input(self) -> Input {
        self.spec().input
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
