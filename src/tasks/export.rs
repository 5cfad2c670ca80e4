//! Taking files away.

use js_sys::ArrayBuffer;
use leptos::task::spawn_local;

use crate::queries::latest::LocalFuture;
use crate::state::notices::{Notice, Notices};
use crate::state::session::Session;
use engine::scoring::RuleSet;
use protocol::{Ask, ExportFile, ExportScore, ExportedFile, Failure, PredictionsId};
use web::download;

/// Has the worker write a file of a score and hands it to the browser to save.
pub fn export(session: Session, notices: Notices, predictions: PredictionsId, rules: RuleSet, file: ExportFile) {
    save_file(session, notices, ExportScore { predictions, rules, file });
}

/// Has the worker make a file and hands it to the browser to save.
pub fn save_file(session: Session, notices: Notices, request: impl Ask<Reply = ExportedFile>) {
    save_made(notices, session.ask_for_file(request));
}

fn save_made(notices: Notices, making: LocalFuture<Result<(ExportedFile, ArrayBuffer), Failure>>) {
    spawn_local(async move {
        let saved = making.await.and_then(|(file, bytes)| match download::save(&bytes, &file.name, &file.mime) {
            Ok(()) => Ok(file.name),
            Err(error) => Err(Failure::Export { detail: format!("{error:?}") }),
        });
        notices.push(match saved {
            Ok(name) => Notice::Saved { name },
            Err(failure) => Notice::Failed(failure),
        });
    });
}
