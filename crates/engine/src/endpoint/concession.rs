//! What is asked otherwise than it was set, since the server refuses it as it was.

use serde::{Deserialize, Serialize};

use super::classify::SETTINGS;
use super::{Endpoint, EndpointError, EndpointErrorKind, Sampling};

/// What is asked otherwise than it was set; belongs to what made the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Concession {
    /// No temperature is sent: the model has its own.
    WithoutTemperature,
    /// Answers are streamed: the model cannot do otherwise.
    Streamed,
}

impl Concession {
    /// What meets a refusal; `None` where nothing does, or where it was made already and the server refuses still.
    pub fn to(error: &EndpointError, sampling: &Sampling, made: &[Self]) -> Option<Self> {
        let is_about_another = || SETTINGS.iter().any(|setting| error.detail.to_lowercase().contains(setting));
        let concession = match error.kind {
            EndpointErrorKind::UnsupportedSetting if sampling.temperature.is_some() && !is_about_another() => {
                Self::WithoutTemperature
            }
            EndpointErrorKind::NeedsStream => Self::Streamed,
            _ => return None,
        };
        (!made.contains(&concession)).then_some(concession)
    }

    /// Changes what will be sent.
    pub fn apply(self, endpoint: &mut Endpoint, sampling: &mut Sampling) {
        match self {
            Self::WithoutTemperature => sampling.temperature = None,
            Self::Streamed => endpoint.stream = true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_concession_is_made_once() {
        let refused = |kind, detail| EndpointError::without_reply(kind, detail);
        let temperature = refused(EndpointErrorKind::UnsupportedSetting, "temperature: only 1 is allowed");
        let (with, without) = (Sampling::default(), Sampling { temperature: None, ..Sampling::default() });
        assert_eq!(Concession::to(&temperature, &with, &[]), Some(Concession::WithoutTemperature));
        assert_eq!(Concession::to(&temperature, &with, &[Concession::WithoutTemperature]), None);
        assert_eq!(Concession::to(&temperature, &without, &[]), None);
        let limit = refused(EndpointErrorKind::UnsupportedSetting, "Use 'max_completion_tokens' instead");
        assert_eq!(Concession::to(&limit, &with, &[]), None);
        let stream = refused(EndpointErrorKind::NeedsStream, "");
        assert_eq!(Concession::to(&stream, &without, &[Concession::WithoutTemperature]), Some(Concession::Streamed));
    }
}
