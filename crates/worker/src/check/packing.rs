//! Packing a checked file for the organisers.

use super::super::Shared;
use super::super::failures::not_loaded;
use super::super::outbox::Answer;
use super::super::pausing::LetOthers;
use super::super::session::Session;
use super::basis::Basis;
use super::repairing::{read_again, repaired};
use super::view;
use engine::official::OfficialFile;
use engine::repair::Repair;
use engine::submission::{DatasetIdentity, Form, Package, PackageError, PackageFile, PartIdentity, pack_paused};
use engine::table::open;
use protocol::check::{Against, CheckId, CheckReply, PackagePreview};
use protocol::{Failure, PartState, Reply};

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
    let (kept, bytes) = read_again(session, id).await?;
    let opened = open(&kept.file.name(), &bytes, &LetOthers).await;
    let (basis, identity) = {
        let session = session.borrow();
        (Basis::same(&session, &kept)?, identity(&session))
    };
    let reference = basis.reference();
    let table = repaired(opened, repairs, &reference).await?;
    let packed = pack_paused(form, &table, &reference, identity.as_ref(), &LetOthers).await;
    Ok(packed.map(|package| (package, basis.against)))
}

/// The dataset, where it is what predictions are checked against.
fn identity(session: &Session) -> Option<DatasetIdentity> {
    let dataset = session.dataset().ok()?;
    let identity = |(number, part): (u32, PartState)| {
        let verified = dataset.verified.get(&number);
        PartIdentity {
            name: part.name,
            bytes: part.bytes,
            md5: verified.map(|(md5, _)| md5.clone()),
            published: verified.and_then(|(_, official)| *official).map(OfficialFile::name),
        }
    };
    let parts = (0..).zip(dataset.parts()).map(identity).collect();
    let rows = dataset.all_questions()?.row_count();
    Some(DatasetIdentity { name: dataset.name(), rows, parts })
}

fn failure(error: PackageError) -> Failure {
    match error {
        PackageError::Table(error) => error.into(),
        error => Failure::Export { detail: error.to_string() },
    }
}
