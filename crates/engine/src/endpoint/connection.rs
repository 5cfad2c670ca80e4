//! Testing a connection: one small question, and what its outcome means.

use serde::{Deserialize, Serialize};

use super::{AddressSpace, Answer, Ask, Cors, EndpointError, EndpointErrorKind, Sampling};
use crate::image::Format;

/// A red square of 64 × 64 pixels as PNG.
const RED_SQUARE: &str = concat!(
    "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAUElEQVR42u3PQREAAAQAMGTQP5kwUni42xospzs+q3hOQEBAQEBAQEBAQEBA",
    "QEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBA4N4CQ5MBhMgt2OkAAAAASUVORK5CYII=",
);

/// The question that tests a connection, and the base64 text of its picture: what colour a red square has.
pub fn connection_ask() -> (Ask, &'static str) {
    let ask = Ask {
        system: None,
        text: "What colour fills this picture? Answer with one English word.".to_owned(),
        pictures: vec![Format::Png],
    };
    (ask, RED_SQUARE)
}

/// What was observed of the test.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// Where the address leads.
    pub space: AddressSpace,
    /// Where the page itself is from: a page of this computer needs no permission for it.
    pub page: AddressSpace,
    /// The browser's permission for the local network, where it tells: `granted`, `denied` or `prompt`.
    pub permission: Option<Permission>,
    /// Whether the same address could be reached by a request whose reply the page may not read (`no-cors`); it tells a
    /// server that forbids the page from one that is not there. `None` where that was not tried.
    pub reached_blindly: Option<bool>,
    /// The server's list of models; `None` where it was not asked for or the interface has none.
    pub list: Option<ModelList>,
    /// Whether the provider lets pages in, as far as is known.
    pub cors: Cors,
    /// What came of the question.
    pub outcome: Result<Answer, EndpointError>,
}

/// What came of asking a server for its list of models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelList {
    /// The page may read what the server says, and whether the list has the model; `None` where that is no list.
    Readable(Option<bool>),
    /// No reply that the page may read.
    Hidden,
}

/// A permission of the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Permission {
    /// Given.
    Granted,
    /// Refused.
    Denied,
    /// Not yet asked for.
    Prompt,
}

/// What a test of a connection has shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Diagnosis {
    /// The model answers and sees.
    Works,
    /// The model answers, but does not name the picture's colour: it may not see.
    MayNotSee,
    /// The browser keeps the page from this computer or the local network.
    LocalNetworkDenied,
    /// The browser has not been told yet whether the page may reach the local network.
    LocalNetworkUndecided,
    /// The server is there, but does not allow the page (CORS).
    Cors,
    /// The server is there and usually allows pages: the model's name or the address is wrong, or it does not allow
    /// this page. Some providers let a page read every answer but the refusal of a wrong name.
    NameOrCors,
    /// The server is not there.
    ServerDown,
    /// The server is not there, or does not allow the page; the browser does not say.
    DownOrCors,
    /// The service answers that something is wrong.
    Refused(EndpointErrorKind),
}

/// Judges a test of a connection.
pub fn diagnose(observation: &Observation) -> Diagnosis {
    match &observation.outcome {
        Ok(answer) if names_red(&answer.text) => Diagnosis::Works,
        // A model that thinks for long has understood the question, whether it sees or not.
        Ok(_) | Err(EndpointError { kind: EndpointErrorKind::CutOff, .. }) => Diagnosis::MayNotSee,
        Err(EndpointError { kind: EndpointErrorKind::Unreachable, .. }) => unreachable_because(observation),
        Err(error) => Diagnosis::Refused(error.kind),
    }
}

fn unreachable_because(observation: &Observation) -> Diagnosis {
    let needs_permission = observation.space != AddressSpace::Public && observation.page == AddressSpace::Public;
    match (observation.permission, observation.reached_blindly) {
        (Some(Permission::Denied), _) if needs_permission => Diagnosis::LocalNetworkDenied,
        (Some(Permission::Prompt), _) if needs_permission => Diagnosis::LocalNetworkUndecided,
        (_, Some(true)) => match observation.list {
            Some(ModelList::Readable(Some(false))) => Diagnosis::Refused(EndpointErrorKind::WrongModel),
            Some(ModelList::Readable(None)) | None if observation.cors == Cors::Yes => Diagnosis::NameOrCors,
            Some(_) | None => Diagnosis::Cors,
        },
        (_, Some(false)) => Diagnosis::ServerDown,
        (_, None) => Diagnosis::DownOrCors,
    }
}

/// Whether a text names red or a colour close to it.
fn names_red(text: &str) -> bool {
    let text = text.to_lowercase();
    ["red", "crimson", "scarlet", "红", "紅"].iter().any(|name| text.contains(name))
}

impl Sampling {
    /// How the test of a connection is answered: briefly, but with room for some thought.
    #[must_use]
    pub fn for_connection(self) -> Self {
        Self { max_tokens: self.max_tokens.min(512), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Finish;
    use super::*;

    fn observed(outcome: Result<&str, EndpointErrorKind>) -> Observation {
        let answer = |text: &str| Answer {
            text: text.to_owned(),
            thinking: None,
            finish: Finish::Stop,
            usage: None,
            model: None,
            letters: None,
        };
        Observation {
            space: AddressSpace::Loopback,
            page: AddressSpace::Public,
            permission: None,
            reached_blindly: None,
            list: None,
            cors: Cors::Unsure,
            outcome: outcome.map(answer).map_err(|kind| EndpointError::without_reply(kind, "")),
        }
    }

    #[test]
    fn answers_show_whether_the_model_sees() {
        assert_eq!(diagnose(&observed(Ok("Red."))), Diagnosis::Works);
        assert_eq!(diagnose(&observed(Ok("I see no picture"))), Diagnosis::MayNotSee);
        let wrong_key = EndpointErrorKind::WrongKey;
        assert_eq!(diagnose(&observed(Err(wrong_key))), Diagnosis::Refused(wrong_key));
    }

    #[test]
    fn a_rejected_fetch_is_told_apart() {
        let rejected = observed(Err(EndpointErrorKind::Unreachable));
        let cases = [
            (AddressSpace::Loopback, Some(Permission::Denied), None, Diagnosis::LocalNetworkDenied),
            (AddressSpace::Local, Some(Permission::Prompt), Some(false), Diagnosis::LocalNetworkUndecided),
            (AddressSpace::Loopback, Some(Permission::Granted), Some(true), Diagnosis::Cors),
            (AddressSpace::Loopback, Some(Permission::Granted), Some(false), Diagnosis::ServerDown),
            (AddressSpace::Public, Some(Permission::Denied), Some(true), Diagnosis::Cors),
            (AddressSpace::Public, None, None, Diagnosis::DownOrCors),
        ];
        for (space, permission, reached_blindly, diagnosis) in cases {
            let observation = Observation { space, permission, reached_blindly, ..rejected.clone() };
            assert_eq!(diagnose(&observation), diagnosis);
        }
        let own_page = Observation {
            page: AddressSpace::Loopback,
            permission: Some(Permission::Denied),
            reached_blindly: Some(true),
            ..rejected
        };
        assert_eq!(diagnose(&own_page), Diagnosis::Cors);
    }

    #[test]
    fn a_wrong_name_is_not_told_as_a_server_that_forbids_the_page() {
        let reached = Observation { reached_blindly: Some(true), ..observed(Err(EndpointErrorKind::Unreachable)) };
        let cases = [
            (Some(ModelList::Readable(Some(false))), Cors::Yes, Diagnosis::Refused(EndpointErrorKind::WrongModel)),
            (Some(ModelList::Readable(Some(false))), Cors::Unsure, Diagnosis::Refused(EndpointErrorKind::WrongModel)),
            (Some(ModelList::Readable(Some(true))), Cors::Yes, Diagnosis::Cors),
            (Some(ModelList::Readable(None)), Cors::Yes, Diagnosis::NameOrCors),
            // A server that lets another page in hides everything from this one, wrong names or not.
            (Some(ModelList::Hidden), Cors::Yes, Diagnosis::Cors),
            (None, Cors::Yes, Diagnosis::NameOrCors),
            (None, Cors::Setup, Diagnosis::Cors),
        ];
        for (list, cors, diagnosis) in cases {
            assert_eq!(diagnose(&Observation { list, cors, ..reached.clone() }), diagnosis);
        }
        let refused = Observation { outcome: Err(EndpointError::broken_off(200, "")), ..reached };
        assert_eq!(diagnose(&refused), Diagnosis::Refused(EndpointErrorKind::TruncatedJson));
    }

    #[test]
    fn the_picture_is_one() {
        let bytes = crate::image::base64::decode(RED_SQUARE.as_bytes(), 1000).unwrap();
        let info = crate::image::inspect(&bytes, &crate::image::Limits::default()).unwrap();
        assert_eq!((info.format, info.width, info.height), (Format::Png, 64, 64));
    }
}
