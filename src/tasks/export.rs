//! Taking files away.

use js_sys::ArrayBuffer;
use leptos::task::spawn_local;

use crate::state::notices::{Notice, Notices};
use crate::state::session::Session;
use engine::scoring::RuleSet;
use protocol::{Ask, ExportFile, ExportScore, ExportedFile, Failure, PredictionsId};
use web::download;

/// A file that the worker has made.
pub struct MadeFile {
    /// Name to save it under.
    pub name: String,
    /// MIME type.
    pub mime: String,
    /// Content.
    pub bytes: ArrayBuffer,
}

/// Has the worker write a file of a score and hands it to the browser to save.
pub fn export(session: Session, notices: Notices, predictions: PredictionsId, rules: RuleSet, file: ExportFile) {
    save_file(session, notices, ExportScore { predictions, rules, file });
}

/// Has the worker make a file and hands it to the browser to save.
pub fn save_file(session: Session, notices: Notices, request: impl Ask<Reply = ExportedFile> + 'static) {
    spawn_local(async move {
        let saved = make_file(session, request).await.and_then(|file| {
            match download::save(&file.bytes, &file.name, &file.mime) {
                Ok(()) => Ok(file.name),
                Err(error) => Err(Failure::Export { detail: format!("{error:?}") }),
            }
        });
        notices.push(match saved {
            Ok(name) => Notice::Saved { name },
            Err(failure) => Notice::Failed(failure),
        });
    });
}

/// Has the worker make a file.
///
/// # Errors
/// What the worker answers instead.
pub async fn make_file(session: Session, request: impl Ask<Reply = ExportedFile>) -> Result<MadeFile, Failure> {
    let (ExportedFile { name, mime }, bytes) = session.ask_for_bytes(request).await?;
    Ok(MadeFile { name, mime, bytes })
}
