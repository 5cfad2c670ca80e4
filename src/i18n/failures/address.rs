//! Why a file cannot be read over the network.

use protocol::address::AddressFault;

use super::super::fill;
use super::super::generated::FailuresAddressWords;
use super::Explained;
use crate::format::bytes;

/// A failure of a file that is read over the network, with its next step.
pub(super) fn explain(words: FailuresAddressWords, fault: &AddressFault) -> Explained {
    let next = words.next;
    let (what, values, next): (_, Vec<(&str, String)>, _) = match fault {
        AddressFault::Address(_) => (words.not_accepted, vec![], next.correct),
        AddressFault::NoReply { host, detail } => {
            (words.no_reply, vec![("host", host.clone()), ("detail", detail.clone())], next.network)
        }
        AddressFault::Refused { host, status } => {
            let next = if matches!(status, 401 | 403) { next.token } else { next.path };
            (words.refused, vec![("host", host.clone()), ("status", status.to_string())], next)
        }
        AddressFault::Busy { host, .. } => (words.busy, vec![("host", host.clone())], next.later),
        AddressFault::ServerFailed { host, status } => {
            (words.server_failed, vec![("host", host.clone()), ("status", status.to_string())], next.later)
        }
        AddressFault::NoRanges { host, limit } => {
            (words.no_ranges, vec![("host", host.clone()), ("limit", bytes(*limit))], next.download)
        }
        AddressFault::WrongRange { host } => (words.wrong_range, vec![("host", host.clone())], next.download),
        AddressFault::Encoded { host, encoding } => {
            (words.encoded, vec![("host", host.clone()), ("encoding", encoding.clone())], next.download)
        }
        AddressFault::SizeHidden { host } => (words.size_hidden, vec![("host", host.clone())], next.size_hidden),
        AddressFault::BrokenOff { host, done, total } => (
            words.broken_off,
            vec![("host", host.clone()), ("done", bytes(*done)), ("total", bytes(*total))],
            next.later,
        ),
        AddressFault::Changed { name } => (words.changed, vec![("name", name.clone())], next.changed),
        AddressFault::OtherFile { name } => (words.other_file, vec![("name", name.clone())], next.index),
        AddressFault::BadIndex { detail } => (words.bad_index, vec![("detail", detail.clone())], next.index),
        AddressFault::OtherNumber { indexed, given } => {
            (words.other_number, vec![("indexed", indexed.to_string()), ("given", given.to_string())], next.correct)
        }
        AddressFault::TooLarge { name, limit } => {
            (words.too_large, vec![("name", name.clone()), ("limit", bytes(*limit))], next.too_large)
        }
    };
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Explained { what: fill(what, &values), next }
}
