//! What goes wrong with a model, in words that a newcomer can act on.

use engine::endpoint::{AddressError, Diagnosis, EndpointErrorKind};
use engine::local::{LocalError, LocalErrorKind};
use engine::run::{End, FailureKind, RunFailure, SendImageError};
use protocol::Failure;

use super::super::generated::{FailuresWords, NextWhat};
use super::super::{Explained, Language, explain, fill};
use super::local_faults::local_fault;
use crate::format::{bytes, integer};
use crate::run::form::setup::FaultKind;

/// A failed question or try in words.
pub fn failure_words(language: Language, failure: &RunFailure) -> Explained {
    let words = &language.messages().failures;
    match failure {
        RunFailure::Endpoint(error) => endpoint_words(words, error.kind).plain(),
        RunFailure::Local(error) => local_fault(words, error),
        RunFailure::Picture(fault) => image_words(language, fault),
    }
}

/// A kind of failure in words; images differ too much to say something of them all.
pub fn kind_words(language: Language, kind: FailureKind) -> Option<Explained> {
    let words = &language.messages().failures;
    match kind {
        FailureKind::Endpoint(kind) => Some(endpoint_words(words, kind).plain()),
        FailureKind::Local(kind) => Some(local_fault(words, &LocalError::new(kind, ""))),
        FailureKind::Picture => None,
    }
}

/// The kind of a name, as failures are counted by; `None` for those of images.
pub fn kind_named(name: &str) -> Option<FailureKind> {
    let local = || LocalErrorKind::named(name).map(FailureKind::Local);
    EndpointErrorKind::named(name).map(FailureKind::Endpoint).or_else(local)
}

/// The outcome of a test in words.
pub fn diagnosis_words(language: Language, diagnosis: Diagnosis) -> Explained {
    let failures = &language.messages().failures;
    let words = failures.diagnosis;
    let words = match diagnosis {
        Diagnosis::Works => words.works,
        Diagnosis::MayNotSee => words.may_not_see,
        Diagnosis::LocalNetworkDenied => words.local_network_denied,
        Diagnosis::LocalNetworkUndecided => words.local_network_undecided,
        Diagnosis::Cors => words.cors,
        Diagnosis::NameOrCors => words.name_or_cors,
        Diagnosis::ServerDown => words.server_down,
        Diagnosis::DownOrCors => words.down_or_cors,
        Diagnosis::Refused(kind) => endpoint_words(failures, kind),
    };
    words.plain()
}

/// Why a run has ended, in words; `None` where it has simply finished.
pub fn end_words(language: Language, end: End) -> Option<Explained> {
    let words = language.messages().failures.end;
    match end {
        End::Finished => None,
        End::Stopped => Some(words.stopped.plain()),
        End::BudgetReached => Some(words.budget_reached.plain()),
        End::Refused(kind) | End::Unreachable(kind) => {
            let why = kind_words(language, kind)?;
            Some(Explained { what: format!("{} {}", why.what, words.kept), next: why.next })
        }
    }
}

/// What is wrong with a field.
pub fn field_fault(language: Language, kind: FaultKind) -> String {
    let words = language.messages().form.faults;
    let words = match kind {
        FaultKind::NotWithin { least, most } => {
            return fill(words.not_within, &[("least", &integer(least.into())), ("most", &integer(most.into()))]);
        }
        FaultKind::Blank => words.blank,
        FaultKind::Address(AddressError::NoScheme) => words.address_no_scheme,
        FaultKind::Address(AddressError::BadHost) => words.address_bad_host,
        FaultKind::Address(AddressError::Credentials) => words.address_credentials,
        FaultKind::Address(AddressError::BadCharacter) => words.address_bad_character,
        FaultKind::Address(AddressError::Unencrypted) => words.address_unencrypted,
    };
    words.to_owned()
}

fn image_words(language: Language, fault: &SendImageError) -> Explained {
    let words = language.messages().failures.send_image;
    let what = match fault {
        SendImageError::Image(error) => {
            let what = explain(language, &Failure::Image(error.clone()), &[]).what;
            return Explained { what, next: words.next_other };
        }
        SendImageError::FormatNotTaken { format } => fill(words.format_not_taken, &[("format", format)]),
        SendImageError::TooLong { width, height, limit } => {
            let [width, height, limit] = [*width, *height, *limit].map(|pixels| integer(pixels.into()));
            fill(words.too_long, &[("width", &width), ("height", &height), ("limit", &limit)])
        }
        SendImageError::TooHeavy { bytes: size, limit } => {
            fill(words.too_heavy, &[("bytes", &bytes(*size)), ("limit", &bytes(*limit))])
        }
    };
    Explained { what, next: words.next_scale }
}

fn endpoint_words(words: &FailuresWords, kind: EndpointErrorKind) -> NextWhat {
    let words = words.endpoint;
    match kind {
        EndpointErrorKind::Unreachable => words.unreachable,
        EndpointErrorKind::Timeout => words.timeout,
        EndpointErrorKind::RateLimited => words.rate_limited,
        EndpointErrorKind::Overloaded => words.overloaded,
        EndpointErrorKind::ServerFailed => words.server_failed,
        EndpointErrorKind::TruncatedJson => words.truncated_json,
        EndpointErrorKind::ReplyTooLarge => words.reply_too_large,
        EndpointErrorKind::NotJson => words.not_json,
        EndpointErrorKind::UnknownShape => words.unknown_shape,
        EndpointErrorKind::NoText => words.no_text,
        EndpointErrorKind::OnlyThought => words.only_thought,
        EndpointErrorKind::CutOff => words.cut_off,
        EndpointErrorKind::Quota => words.quota,
        EndpointErrorKind::WrongKey => words.wrong_key,
        EndpointErrorKind::NoAccess => words.no_access,
        EndpointErrorKind::WrongModel => words.wrong_model,
        EndpointErrorKind::WrongAddress => words.wrong_address,
        EndpointErrorKind::NoVision => words.no_vision,
        EndpointErrorKind::ContentPolicy => words.content_policy,
        EndpointErrorKind::TooLarge => words.too_large,
        EndpointErrorKind::UnsupportedSetting => words.unsupported_setting,
        EndpointErrorKind::NeedsStream => words.needs_stream,
        EndpointErrorKind::BadRequest => words.bad_request,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_found_by_name() {
        assert_eq!(kind_named("rate-limited"), Some(FailureKind::Endpoint(EndpointErrorKind::RateLimited)));
        assert_eq!(kind_named("not-json"), Some(FailureKind::Endpoint(EndpointErrorKind::NotJson)));
        assert_eq!(kind_named("needs-f16"), Some(FailureKind::Local(LocalErrorKind::NeedsF16)));
        assert_eq!(kind_named("too-heavy"), None);
    }

    #[test]
    fn every_kind_says_something_of_its_own_in_every_language() {
        for language in Language::bundled() {
            let sentences: std::collections::BTreeSet<_> = EndpointErrorKind::ALL
                .iter()
                .map(|kind| endpoint_words(&language.messages().failures, *kind).what)
                .collect();
            assert_eq!(sentences.len(), EndpointErrorKind::ALL.len());
        }
    }

    #[test]
    fn images_tell_their_size_and_the_limit() {
        let fault = RunFailure::Picture(SendImageError::TooHeavy { bytes: 6_000_000, limit: 5_000_000 });
        for language in Language::bundled() {
            let what = failure_words(language, &fault).what;
            assert!(what.contains("6.00 MB") && what.contains("5.00 MB"), "{what}");
        }
    }
}
