//! Answering about checking a prediction file.

mod basis;
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
use super::pausing::LetOthers;
use super::session::count;
use basis::Basis;
use cancelling::unless_cancelled;
use engine::check::{Report, Split};
use engine::repair::{self, Repair};
use engine::table::open;
use files::CheckedFile;
use protocol::check::{Against, CheckId, CheckReply, CheckReport, CheckRequest};
use protocol::{Failure, Reply};
use web::file_bytes::size_of;

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
    let bytes = reading::read(&file).await?;
    let opened = match &bytes {
        Some(bytes) => Some(open(&file.name(), bytes, &LetOthers).await),
        None => None,
    };
    let basis = Basis::now(&session.borrow(), split)?;
    let (report, offers) = match opened {
        None => (Report::too_large(size_of(&file)), Vec::new()),
        Some(opened) => {
            let reference = basis.reference();
            let checked = opened.compare(&reference, &LetOthers).await;
            let offers = repair::offers(&checked, &reference);
            (checked.report, offers)
        }
    };
    let name = file.name();
    let dataset = basis.number();
    let id = session.borrow_mut().checks.keep(CheckedFile { file, split, dataset });
    let report = view(id, name, basis.against, report, offers);
    Ok(Reply::Check(CheckReply::Checked(Box::new(report))).into())
}

fn view(id: CheckId, name: String, against: Against, report: Report, offers: Vec<Repair>) -> CheckReport {
    CheckReport {
        id,
        name,
        against,
        rows: report.rows.map(count),
        severity: report.severity(),
        affected: report.affected,
        doubt: report.doubt(),
        findings: report.findings,
        notes: report.notes,
        offers,
        failure: report.failure.map(Failure::from).or(report.refusal.map(Failure::from)),
    }
}
