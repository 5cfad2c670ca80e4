//! Checking a prediction file, repairing it, packing it for the organisers.

mod checked;
mod packing;

use std::cell::RefCell;

use engine::check::{Report, Split, check_paused};
use engine::repair::{self, Change, Repair, Repaired, apply};
use engine::scoring::ScoreError;
use engine::table::{TableFormat, open};
use protocol::check::{Against, CheckId, CheckReport, ExportRepaired, RepairPreview, Ticket};
use protocol::{Failure, Missing};

use crate::cancelling::{Cancellable, unless};
use crate::exports::{NewFile, stem};
use crate::host::Source;
use crate::loaded::{Shared, count, not_loaded};
use crate::source::read;
use checked::{Basis, CheckedFile, CheckedFiles};

/// Rows of a converted file that are shown.
const FIRST_ROWS: usize = 3;

/// Checks under way and the files that were checked.
pub(crate) struct Checks {
    session: Shared,
    files: RefCell<CheckedFiles>,
    under_way: RefCell<Cancellable<Ticket>>,
}

impl Checks {
    pub(crate) fn new(session: Shared) -> Self {
        Self { session, files: RefCell::default(), under_way: RefCell::default() }
    }

    /// Checks a file and keeps hold of it, not of its content.
    ///
    /// # Errors
    /// [`Failure::Cancelled`] after [`Checks::cancel`].
    pub(crate) async fn check(
        &self,
        ticket: Ticket,
        file: Source,
        split: Option<Split>,
    ) -> Result<CheckReport, Failure> {
        let cancelled = self.under_way.borrow_mut().begin(ticket);
        unless(cancelled, self.check_now(file, split)).await.unwrap_or(Err(Failure::Cancelled))
    }

    async fn check_now(&self, file: Source, split: Option<Split>) -> Result<CheckReport, Failure> {
        let name = file.name();
        let pause = self.session.pause();
        let split = split.unwrap_or_else(|| Split::of_name(&name));
        let bytes = read(&file).await?;
        let opened = match &bytes {
            Some(bytes) => Some(open(&name, bytes, pause).await),
            None => None,
        };
        let basis = Basis::now(&self.session.borrow(), split)?;
        let (report, offers) = match opened {
            None => (Report::too_large(file.size()), Vec::new()),
            Some(opened) => {
                let reference = basis.reference();
                let checked = opened.compare(&reference, pause).await;
                let offers = repair::offers(&checked, &reference);
                (checked.report, offers)
            }
        };
        let dataset = basis.number();
        let id = self.files.borrow_mut().keep(CheckedFile { file, split, dataset });
        Ok(view(id, name, basis.against, report, offers))
    }

    pub(crate) fn cancel(&self, ticket: Ticket) {
        self.under_way.borrow_mut().cancel(&ticket);
    }

    pub(crate) fn close(&self, id: CheckId) {
        self.files.borrow_mut().close(id);
    }

    /// A checked file, repaired: its name, the repaired table and what it was checked against.
    async fn repaired(&self, id: CheckId, repairs: &[Repair]) -> Result<(String, Repaired, Basis), Failure> {
        let kept = self.files.borrow().file(id)?;
        let name = kept.file.name();
        let bytes = read(&kept.file).await?.ok_or_else(|| not_loaded(Missing::File))?;
        let opened = open(&name, &bytes, self.session.pause()).await;
        let basis = Basis::same(&self.session.borrow(), &kept)?;
        let reference = basis.reference();
        let checked = opened.compare(&reference, self.session.pause()).await;
        let failure = checked.report.failure.clone();
        let unread = || Failure::from(ScoreError::MissingColumn { name: "prediction".to_owned(), found: Vec::new() });
        let repaired = apply(&checked, repairs, &reference);
        let repaired = repaired.ok_or_else(|| failure.map_or_else(unread, Failure::from))?;
        Ok((name, repaired, basis))
    }

    /// What repairs would change, and what a check finds then.
    pub(crate) async fn preview_repairs(&self, id: CheckId, repairs: &[Repair]) -> Result<RepairPreview, Failure> {
        let (name, repaired, basis) = self.repaired(id, repairs).await?;
        let formats = repaired.unfit.formats();
        let format = formats.first().copied().unwrap_or(TableFormat::Tsv);
        let written = repaired.write(format)?;
        self.session.pause().pause().await;
        let name = renamed(&name, format);
        let report = check_paused(&name, &written, &basis.reference(), self.session.pause()).await.report;
        let report = view(id, name, basis.against, report, Vec::new());
        let is_converted = repaired.changes.iter().any(|change| matches!(change, Change::FormatConverted(_)));
        let first_rows = if is_converted { repaired.first_rows(FIRST_ROWS) } else { Vec::new() };
        Ok(RepairPreview { changes: repaired.changes, first_rows, unfit: repaired.unfit, formats, report })
    }

    pub(crate) async fn repaired_file(&self, ask: &ExportRepaired) -> Result<NewFile, Failure> {
        let &ExportRepaired { check, ref repairs, format } = ask;
        let (name, repaired, _) = self.repaired(check, repairs).await?;
        if !repaired.unfit.formats().contains(&format) {
            let detail = format!("{} cannot hold every prediction unchanged", format.extension());
            return Err(Failure::Export { detail });
        }
        Ok(NewFile { name: renamed(&name, format), mime: format.mime(), bytes: repaired.write(format)? })
    }
}

/// The file's name with the extension of a format.
fn renamed(name: &str, format: TableFormat) -> String {
    format!("{}.{}", stem(name), format.extension())
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
