//! The fields of the run page that are typed into.

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
    /// Greatest side of pictures.
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
    pub(super) fn default_text(self) -> &'static str {
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
