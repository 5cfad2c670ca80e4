//! Answering about checking a prediction file.

mod cancelling;
mod files;
mod packing;
pub(super) mod reading;
mod repairing;

use web_sys::File;

pub(super) use files::CheckedFiles;

use super::Shared;
use super::failures::not_loaded;
use super::outbox::Answer;
use super::session::{Session, count};
use crate::engine::check::{Opened, Reference, Report, Split};
use crate::engine::repair::{self, Repair};
use crate::protocol::check::{Against, CheckId, CheckReply, CheckReport, CheckRequest};
use crate::protocol::{Failure, Phase, Reply};
use crate::web::file_bytes::size_of;
use cancelling::{LetOthers, unless_cancelled};
use files::CheckedFile;

/// Answers a request; a check can be cancelled.
pub(super) async fn answer(session: &Shared, request: CheckRequest, files: Vec<File>) -> Result<Answer, Failure> {
    match request {
        CheckRequest::Cancel(ticket) => {
            session.borrow_mut().checks.cancel(ticket);
            Ok(Reply::Done.into())
        }
        CheckRequest::Close(id) => {
            session.borrow_mut().checks.close(id);
            Ok(Reply::Done.into())
        }
        CheckRequest::File { ticket, split } => {
            let file = files.into_iter().next().ok_or_else(|| not_loaded("file"))?;
            unless_cancelled(session, ticket, check_file(session, file, split)).await
        }
        CheckRequest::Loaded { ticket, predictions, split } => {
            let file = session.borrow_mut().predictions(predictions)?.file.clone();
            unless_cancelled(session, ticket, check_file(session, file, split)).await
        }
        CheckRequest::Repair { check, repairs } => repairing::preview(session, check, &repairs).await,
        CheckRequest::RepairedFile { check, repairs, format } => {
            repairing::file(session, check, &repairs, format).await
        }
        CheckRequest::Pack { check, repairs, form } => packing::preview(session, check, &repairs, &form).await,
        CheckRequest::PackedFile { check, repairs, form, file } => {
            packing::file(session, check, &repairs, &form, file).await
        }
    }
}

/// Checks a file and keeps hold of it, not of its content.
async fn check_file(session: &Shared, file: File, split: Option<Split>) -> Result<Answer, Failure> {
    let split = split.unwrap_or_else(|| Split::of_name(&file.name()));
    let opened = match reading::read(&file).await? {
        Some(bytes) => Some(Opened::open(&file.name(), &bytes, &LetOthers).await),
        None => None,
    };
    let mut session = session.borrow_mut();
    let (report, offers) = with_reference(&session, split, |reference| {
        let Some(opened) = opened else { return Ok((Report::too_large(size_of(&file)), Vec::new())) };
        let checked = opened.compare(reference);
        let offers = repair::offers(&checked, reference);
        Ok((checked.report, offers))
    })?;
    let against = against(&session, split);
    let name = file.name();
    let dataset = basis(&session);
    let id = session.checks.keep(CheckedFile { file, split, dataset });
    let report = view(id, name, against, report, offers);
    Ok(Reply::Check(CheckReply::Checked(Box::new(report))).into())
}

/// Hands over what a file was checked against, for what rests on its report.
///
/// # Errors
/// [`Failure::BasisChanged`] if another dataset is open now, or none: other repairs would be made than those on offer.
fn with_same_reference<T>(
    session: &Session,
    kept: &CheckedFile,
    work: impl FnOnce(&Reference<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    with_reference(session, kept.split, |reference| {
        if basis(session) == kept.dataset { work(reference) } else { Err(Failure::BasisChanged) }
    })
}

/// The number of the dataset that files are checked against; `None` where only the split's row count is.
fn basis(session: &Session) -> Option<u32> {
    let dataset = session.dataset().ok()?;
    (dataset.phase == Phase::Complete).then_some(dataset.number)
}

/// Hands over what to check against: the dataset where one is read to its end, else the split's row count.
fn with_reference<T>(
    session: &Session,
    split: Split,
    work: impl FnOnce(&Reference<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    match session.dataset() {
        Ok(dataset) if dataset.phase == Phase::Complete => work(&Reference::Dataset(dataset.questions())),
        Ok(dataset) if dataset.phase == Phase::Indexing => Err(Failure::StillIndexing),
        _ => work(&Reference::Split(split)),
    }
}

fn against(session: &Session, split: Split) -> Against {
    match session.dataset() {
        Ok(dataset) if dataset.phase == Phase::Complete => Against::Dataset(dataset.name()),
        _ => Against::Shape(split),
    }
}

fn view(id: CheckId, name: String, against: Against, report: Report, offers: Vec<Repair>) -> CheckReport {
    CheckReport {
        id,
        name,
        against,
        rows: report.rows.map(count),
        severity: report.severity(),
        findings: report.findings,
        notes: report.notes,
        offers,
        failure: report.failure.map(Failure::from),
    }
}
