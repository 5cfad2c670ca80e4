//! Answering about checking a prediction file.

mod files;
mod packing;
mod reading;
mod repairing;

use web_sys::File;

pub(super) use files::CheckedFiles;

use super::Shared;
use super::failures::not_loaded;
use super::outbox::Answer;
use super::session::{Session, count};
use crate::engine::check::{Reference, Report, Split, check};
use crate::engine::repair::{self, Repair};
use crate::protocol::check::{Against, CheckId, CheckReply, CheckReport, CheckRequest};
use crate::protocol::{Failure, Phase, Reply};
use files::CheckedFile;
use reading::Content;

/// Answers a request.
pub(super) async fn answer(session: &Shared, request: CheckRequest, files: Vec<File>) -> Result<Answer, Failure> {
    match request {
        CheckRequest::File { split } => {
            let file = files.into_iter().next().ok_or_else(|| not_loaded("file"))?;
            check_file(session, file, split).await
        }
        CheckRequest::Loaded { predictions, split } => {
            let file = session.borrow_mut().predictions(predictions)?.file.clone();
            check_file(session, file, split).await
        }
        CheckRequest::Cancel => {
            session.borrow_mut().checks.cancel();
            Ok(Reply::Done.into())
        }
        CheckRequest::Repair { check, repairs } => repairing::preview(session, check, &repairs).await,
        CheckRequest::RepairedFile { check, repairs, format } => {
            repairing::file(session, check, &repairs, format).await
        }
        CheckRequest::Pack { check, repairs, form } => packing::preview(session, check, &repairs, &form).await,
        CheckRequest::PackedFile { check, repairs, form, file } => {
            packing::file(session, check, &repairs, &form, file).await
        }
        CheckRequest::Close(id) => {
            session.borrow_mut().checks.close(id);
            Ok(Reply::Done.into())
        }
    }
}

/// Checks a file and keeps hold of it, not of its content.
async fn check_file(session: &Shared, file: File, split: Option<Split>) -> Result<Answer, Failure> {
    let content = reading::read(session, &file).await?;
    let mut session = session.borrow_mut();
    let split = split.unwrap_or_else(|| Split::of_name(&file.name()));
    let (report, offers) = with_reference(&session, split, |reference| match &content {
        Content::Bytes(bytes) => {
            let checked = check(&file.name(), bytes, reference);
            let offers = repair::offers(&checked, reference);
            Ok((checked.report, offers))
        }
        Content::TooLarge(bytes) => Ok((Report::too_large(*bytes), Vec::new())),
    })?;
    let against = against(&session, split);
    let name = file.name();
    let id = session.checks.keep(CheckedFile { file, split });
    let report = view(id, name, against, report, offers);
    Ok(Reply::Check(CheckReply::Checked(Box::new(report))).into())
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
