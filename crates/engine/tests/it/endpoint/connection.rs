//! The test of a connection, and what is given up where a server refuses it.

use engine::endpoint::{
    AddressSpace, Answer, Concession, Cors, Diagnosis, EndpointError, EndpointErrorKind, Finish, ModelList,
    Observation, Permission, Sampling, connection_ask, diagnose, setup_command,
};
use engine::image::{Format, Limits, base64, inspect};

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
    let logprobs = refused(EndpointErrorKind::NoAccess, "You are not allowed to request logprobs from this model");
    let asking = Sampling { logprobs: true, ..without };
    assert_eq!(Concession::to(&logprobs, &asking, &[]), Some(Concession::WithoutLogprobs));
    assert_eq!(Concession::to(&logprobs, &without, &[]), None);
    let stream = refused(EndpointErrorKind::NeedsStream, "");
    assert_eq!(Concession::to(&stream, &without, &[Concession::WithoutTemperature]), Some(Concession::Streamed));
}

#[test]
fn servers_are_told_the_pages_origin() {
    let command = |preset| setup_command(preset, "https://page.example");
    assert_eq!(command("ollama").unwrap(), "OLLAMA_ORIGINS=https://page.example ollama serve");
    assert_eq!(command("vllm").unwrap(), "vllm serve MODEL --allowed-origins '[\"https://page.example\"]'");
    assert_eq!(command("openai"), None);
}

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
    let bytes = base64::decode(connection_ask().1.as_bytes(), 1000).unwrap();
    let info = inspect(&bytes, &Limits::default()).unwrap();
    assert_eq!((info.format, info.width, info.height), (Format::Png, 64, 64));
}
