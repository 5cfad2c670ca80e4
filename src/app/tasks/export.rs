//! Taking files away.

use leptos::task::spawn_local;

use crate::app::state::notices::{Notice, Notices};
use crate::app::state::session::{Session, expect_reply};
use crate::engine::scoring::RuleSet;
use crate::protocol::{ExportFile, Failure, PredictionsId, Reply, Request};
use crate::web::download;

/// Has the worker write a file and hands it to the browser to save.
pub fn export(session: Session, notices: Notices, predictions: PredictionsId, rules: RuleSet, file: ExportFile) {
    spawn_local(async move {
        let request = Request::Export { predictions, rules, file };
        let written = expect_reply(session.ask(request).await, |parcel| match parcel.message {
            Reply::File { name, mime } => Some((name, mime, parcel.bytes?)),
            _ => None,
        });
        let saved = written.and_then(|(name, mime, bytes)| match download::save(&bytes, &name, &mime) {
            Ok(()) => Ok(name),
            Err(error) => Err(Failure::Export { detail: format!("{error:?}") }),
        });
        notices.push(match saved {
            Ok(name) => Notice::Saved { name },
            Err(failure) => Notice::Failed(failure),
        });
    });
}
