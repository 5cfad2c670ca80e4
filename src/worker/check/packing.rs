//! Packing a checked file for the organisers.

use super::super::Shared;
use super::super::failures::not_loaded;
use super::super::outbox::Answer;
use super::super::session::Session;
use super::repairing::{content, repaired};
use super::{against, view, with_reference};
use crate::engine::repair::Repair;
use crate::engine::submission::{DatasetIdentity, Form, Package, PackageError, PackageFile, PartIdentity, pack};
use crate::protocol::check::{Against, CheckId, CheckReply, PackagePreview};
use crate::protocol::{Failure, Reply};

/// What a package would hold, or what is wrong with the form.
pub(super) async fn preview(session: &Shared, id: CheckId, repairs: &[Repair], form: &Form) -> Result<Answer, Failure> {
    let reply = match package(session, id, repairs, form).await? {
        Ok((package, against)) => {
            let name = package.files.first().map(|file| file.name.clone()).unwrap_or_default();
            let files = package.files.iter().map(|file| (file.file, file.name.clone(), file.bytes.len() as u64));
            Ok(Box::new(PackagePreview {
                files: files.collect(),
                mail: package.mail,
                unfit: package.unfit,
                report: view(id, name, against, package.report, Vec::new()),
            }))
        }
        Err(PackageError::Form(faults)) => Err(faults),
        Err(error) => return Err(failure(error)),
    };
    Ok(Reply::Check(CheckReply::Packed(reply)).into())
}

/// A file of a package.
pub(super) async fn file(
    session: &Shared,
    id: CheckId,
    repairs: &[Repair],
    form: &Form,
    which: PackageFile,
) -> Result<Answer, Failure> {
    let (package, _) = package(session, id, repairs, form).await?.map_err(failure)?;
    let file = package.files.into_iter().find(|file| file.file == which).ok_or_else(|| not_loaded("file"))?;
    let reply = Reply::File { name: file.name, mime: which.mime().to_owned() };
    Ok(Answer::with_bytes(reply, &file.bytes))
}

async fn package(
    session: &Shared,
    id: CheckId,
    repairs: &[Repair],
    form: &Form,
) -> Result<Result<(Package, Against), PackageError>, Failure> {
    let (kept, bytes) = content(session, id).await?;
    let session = session.borrow();
    let identity = identity(&session);
    with_reference(&session, kept.split, |reference| {
        let table = repaired(&kept.file.name(), &bytes, repairs, reference)?;
        let packed = pack(form, &table, reference, identity.as_ref());
        Ok(packed.map(|package| (package, against(&session, kept.split))))
    })
}

/// The dataset, where it is what predictions are checked against.
fn identity(session: &Session) -> Option<DatasetIdentity> {
    let dataset = session.dataset().ok()?;
    let parts = dataset.parts().into_iter().map(|part| PartIdentity { name: part.name, bytes: part.bytes }).collect();
    let Against::Dataset(name) = against(session, crate::engine::check::Split::Val) else { return None };
    Some(DatasetIdentity { name, rows: dataset.questions().row_count(), parts })
}

fn failure(error: PackageError) -> Failure {
    match error {
        PackageError::Table(error) => error.into(),
        error => Failure::Export { detail: error.to_string() },
    }
}
