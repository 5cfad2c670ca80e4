//! Which request is answered by what.

use engine::scoring::RuleSet;
use protocol::check::{CheckReply, CheckRequest};
use protocol::explore::{ExploreReply, ExploreRequest};
use protocol::local::{LocalReply, LocalRequest};
use protocol::run::{RunFault, RunReply, RunRequest};
use protocol::source::{SourceReply, SourceRequest};
use protocol::{Failure, Reply, Request};

use super::exports::{self, NewFile};
use super::host::{Part, Source};
use super::images::Image;
use super::loaded::not_loaded;
use super::{Session, explore, images, local, opening, questions, run, scores, subset, verify};

/// A reply, and what travels beside it.
pub struct Answer {
    /// The reply.
    pub reply: Reply,
    /// What travels beside it.
    pub beside: Beside,
}

/// What travels beside a reply.
pub enum Beside {
    /// Nothing.
    Nothing,
    /// Bytes.
    Bytes(Vec<u8>),
    /// A file of these parts, which need not be read to be handed over.
    File {
        /// The file's name.
        name: String,
        /// Its parts, in order.
        parts: Vec<Part>,
    },
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        Self { reply, beside: Beside::Nothing }
    }
}

impl From<()> for Answer {
    fn from((): ()) -> Self {
        Reply::Done.into()
    }
}

impl From<NewFile> for Answer {
    fn from(file: NewFile) -> Self {
        let reply = Reply::File { name: file.name, mime: file.mime.to_owned() };
        Self { reply, beside: Beside::Bytes(file.bytes) }
    }
}

impl From<Image> for Answer {
    fn from((info, bytes): Image) -> Self {
        Self { reply: Reply::Picture(info), beside: Beside::Bytes(bytes) }
    }
}

impl Session {
    /// Answers a request with the files that travel beside it.
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn answer(&self, request: Request, files: Vec<Source>) -> Result<Answer, Failure> {
        let shared = &self.shared;
        let reply = match request {
            Request::Open { remember } => Reply::Opened(opening::open(shared, files, remember).await),
            Request::CancelIndexing => {
                shared.borrow_mut().cancel_indexing();
                Reply::Done
            }
            Request::CancelOpening => {
                opening::cancel(shared);
                Reply::Done
            }
            Request::CloseDataset => {
                shared.borrow_mut().close_dataset();
                Reply::Done
            }
            Request::ClosePredictions(id) => {
                shared.borrow_mut().close_predictions(id);
                Reply::Done
            }
            Request::Rows { start, end } => Reply::Rows(questions::rows(&shared.borrow(), start, end)?),
            Request::Question { row } => Reply::Question(Box::new(questions::question(shared, row).await?)),
            Request::Picture { row, which } => return Ok(images::image(shared, row, which).await?.into()),
            Request::Thumbnail { row, which } => return Ok(images::thumbnail(shared, row, which).await?.into()),
            Request::PredictionsOf { row, rules } => {
                Reply::PredictionsOf(questions::predictions_of(&shared.borrow(), row, rules)?)
            }
            Request::Find { index } => Reply::Found(questions::find(&shared.borrow(), &index)?),
            Request::Score { predictions, rules } => {
                scores::prepare(shared, predictions, &RuleSet::ALL).await?;
                Reply::Score(Box::new(scores::score(&mut shared.borrow_mut(), predictions, rules)?))
            }
            Request::ScoredRows { predictions, rules, filter, start, end } => {
                scores::prepare(shared, predictions, &[rules]).await?;
                let loaded = &mut shared.borrow_mut();
                let (total, rows) = scores::rows(loaded, predictions, rules, filter, start..end)?;
                Reply::ScoredRows { total, rows }
            }
            Request::ScoredPlace { predictions, rules, filter, at } => {
                scores::prepare(shared, predictions, &[rules]).await?;
                Reply::ScoredPlace(scores::place(&mut shared.borrow_mut(), predictions, rules, filter, at)?)
            }
            Request::ScoredRow { predictions, rules, at } => {
                scores::prepare(shared, predictions, &[rules]).await?;
                Reply::ScoredRow(Box::new(scores::row(&mut shared.borrow_mut(), predictions, rules, at)?))
            }
            Request::Export { predictions, rules, file } => {
                scores::prepare(shared, predictions, &RuleSet::ALL).await?;
                return Ok(exports::export(&mut shared.borrow_mut(), predictions, rules, file)?.into());
            }
            Request::Explore(request) => Reply::Explore(self.explore(request).await?),
            Request::Source(request) => return self.source(request).await,
            Request::Check(request) => return self.check(request, files).await,
            Request::Run(request) => return self.run(request, files).await,
            Request::Local(request) => return self.local(request, files).await,
        };
        Ok(reply.into())
    }

    async fn explore(&self, request: ExploreRequest) -> Result<ExploreReply, Failure> {
        let shared = &self.shared;
        Ok(match request {
            ExploreRequest::Trees => ExploreReply::Trees(explore::trees(&mut shared.borrow_mut())),
            ExploreRequest::Select { selection, order, rules, start, end } => {
                scores::prepare_all(shared, rules).await;
                let loaded = &mut shared.borrow_mut();
                ExploreReply::Selected(Box::new(explore::select(loaded, &selection, order, rules, (start, end))?))
            }
            ExploreRequest::Rows { selection, start, end } => {
                ExploreReply::Rows(explore::rows(shared.borrow().dataset()?, selection, start, end))
            }
            ExploreRequest::Marks { selection, row } => {
                ExploreReply::Marks(explore::question_marks(shared.borrow().dataset()?, selection, row))
            }
            ExploreRequest::Place { selection, row } => {
                ExploreReply::Place(explore::place(shared.borrow().dataset()?, selection, row))
            }
        })
    }

    async fn source(&self, request: SourceRequest) -> Result<Answer, Failure> {
        let reply = match request {
            SourceRequest::Verify { part } => SourceReply::Verified(verify::verify(&self.shared, part).await?),
            SourceRequest::CancelVerifying => {
                verify::cancel(&self.shared);
                return Ok(().into());
            }
            SourceRequest::Subset { selection, file } => {
                let subset::Subset { name, parts, cmyk } = subset::subset(&self.shared, selection, file).await?;
                let bytes = parts.iter().map(Part::size).sum();
                let reply = Reply::Source(SourceReply::File { name: name.clone(), bytes, cmyk });
                return Ok(Answer { reply, beside: Beside::File { name, parts } });
            }
        };
        Ok(Reply::Source(reply).into())
    }

    async fn check(&self, request: CheckRequest, files: Vec<Source>) -> Result<Answer, Failure> {
        let checks = &self.checks;
        let reply = match request {
            CheckRequest::File { ticket, split } => {
                CheckReply::Checked(Box::new(checks.check(ticket, first(files)?, split).await?))
            }
            CheckRequest::Loaded { ticket, predictions, split } => {
                CheckReply::Checked(Box::new(checks.check_loaded(ticket, predictions, split).await?))
            }
            CheckRequest::Cancel(ticket) => {
                checks.cancel(ticket);
                return Ok(().into());
            }
            CheckRequest::Repair { check, repairs } => {
                CheckReply::Repaired(Box::new(checks.preview_repairs(check, &repairs).await?))
            }
            CheckRequest::RepairedFile { check, repairs, format } => {
                return Ok(checks.repaired_file(check, &repairs, format).await?.into());
            }
            CheckRequest::Pack { check, repairs, form } => {
                CheckReply::Packed(checks.preview_package(check, &repairs, &form).await?.map(Box::new))
            }
            CheckRequest::PackedFile { check, repairs, form, file } => {
                return Ok(checks.packed_file(check, &repairs, &form, file).await?.into());
            }
            CheckRequest::Close(id) => {
                checks.close(id);
                return Ok(().into());
            }
        };
        Ok(Reply::Check(reply).into())
    }

    async fn run(&self, request: RunRequest, files: Vec<Source>) -> Result<Answer, Failure> {
        let (shared, runs) = (&self.shared, &self.runs);
        let reply = match request {
            RunRequest::Preview(settings) => RunReply::Preview(Box::new(runs.preview(&settings).await?)),
            RunRequest::Prompt { settings, place } => {
                RunReply::Prompt(Box::new(run::prompt(shared, &settings, place).await?))
            }
            RunRequest::Test { model, sampling, key } => RunReply::Tested(runs.test(&model, sampling, &key).await?),
            RunRequest::Begin { settings, key } => RunReply::Begun(runs.begin(&settings, &key).await?),
            RunRequest::Continue { id, key, limits } => RunReply::Begun(runs.go_on(&id, &key, limits).await?),
            RunRequest::Judge { predictions, rules, settings, key } => {
                RunReply::Begun(runs.judge(predictions, rules, &settings, &key).await?)
            }
            RunRequest::List => RunReply::Runs(runs.list().await?),
            RunRequest::Failures { id, start, end } => {
                let (total, rows) = runs.failures(&id, start, end).await?;
                RunReply::Failures { total, rows }
            }
            RunRequest::Answers { id, start, end } => {
                let (total, rows) = runs.answers(&id, start, end).await?;
                RunReply::Answers { total, rows }
            }
            RunRequest::Load(id) => RunReply::Loaded(runs.load(&id).await?),
            RunRequest::Export { id, file } => return Ok(runs.export(&id, file).await?.into()),
            RunRequest::ImportJournal => RunReply::Imported(runs.import_journal(&first(files)?).await?),
            RunRequest::ImportPredictions(settings) => {
                RunReply::Imported(runs.import_predictions(&settings, &first(files)?).await?)
            }
            RunRequest::Merge { settings, format } => {
                let (report, bytes) = run::merged(shared, &settings, format, &files).await?;
                let reply = Reply::Run(RunReply::Merged(Box::new(report)));
                return Ok(Answer { reply, beside: Beside::Bytes(bytes) });
            }
            RunRequest::CancelTests => {
                runs.cancel_tests();
                return Ok(().into());
            }
            RunRequest::Pause => return Ok(runs.pause()?.into()),
            RunRequest::Resume => return Ok(runs.resume().await?.into()),
            RunRequest::Stop => return Ok(runs.stop()?.into()),
            RunRequest::RetryFailed => return Ok(runs.retry_failed().await?.into()),
            RunRequest::SetBudget(budget) => return Ok(runs.set_budget(budget).await?.into()),
            RunRequest::SetKey(key) => return Ok(runs.set_key(&key)?.into()),
            RunRequest::Close => return Ok(runs.close()?.into()),
            RunRequest::Delete(id) => return Ok(runs.delete(&id).await?.into()),
        };
        Ok(Reply::Run(reply).into())
    }

    async fn local(&self, request: LocalRequest, files: Vec<Source>) -> Result<Answer, Failure> {
        let models = &self.shared.host.models;
        let reply = match request {
            LocalRequest::Probe => LocalReply::Probed(local::probe(&self.shared.host).await.map_err(RunFault::from)?),
            LocalRequest::CheckGpu => {
                self.refuse_while_running()?;
                LocalReply::Checked(self.local.check_gpu().await.map_err(RunFault::from)?)
            }
            LocalRequest::WarmUp(settings) => {
                self.refuse_while_running()?;
                LocalReply::Warm(self.runs.warm_up(&settings).await?)
            }
            LocalRequest::Unload => {
                self.refuse_while_running()?;
                self.local.unload();
                return Ok(().into());
            }
            LocalRequest::TakeFolder { paths } => {
                LocalReply::Taken(self.local.take_folder(paths, files, self.runs.is_running())?)
            }
            LocalRequest::Kept => LocalReply::Kept(models.kept().await?),
            LocalRequest::Delete { name } => return Ok(models.delete(&name).await?.into()),
        };
        Ok(Reply::Local(reply).into())
    }

    /// Loading another model would take the run's away.
    fn refuse_while_running(&self) -> Result<(), RunFault> {
        if self.runs.is_running() { Err(RunFault::Busy) } else { Ok(()) }
    }
}

fn first(files: Vec<Source>) -> Result<Source, Failure> {
    files.into_iter().next().ok_or_else(|| not_loaded("file"))
}
