//! Which request is answered by what.

use engine::scoring::RuleSet;
use protocol::address::{DescribeAddress, ExportIndex, FetchAhead, OpenAddress, ReadTraffic, WantImages};
use protocol::check::{
    CancelCheck, CheckFile, CheckLoaded, CloseCheck, ExportPackaged, ExportRepaired, PreviewPackage, PreviewRepairs,
};
use protocol::explore::{FindMarks, FindPlace, ReadSelected, ReadTrees, Select};
use protocol::local::{CheckGpu, DeleteModel, ListModels, ProbeGpu, TakeFolder, UnloadModel, WarmUpModel};
use protocol::run::{
    BeginJudge, BeginRun, CancelTests, CloseRun, ContinueRun, DeleteRun, ExportRun, ImportJournal, ImportPredictions,
    ListRuns, LoadRun, MergeParts, PauseRun, PreviewPrompt, PreviewRun, ReadAnswers, ReadFailures, ResumeRun,
    RetryFailed, RunFault, SetBudget, SetKey, StopRun, TestConnection,
};
use protocol::source::{CancelVerifying, ExportSelection, ExportedSelection, VerifyPart};
use protocol::{
    Ask, CancelIndexing, CancelOpening, CloseDataset, ClosePredictions, ExportScore, ExportedFile, Failure, FindIndex,
    FindScoredRow, OpenFiles, ReadImage, ReadPredictions, ReadQuestion, ReadScore, ReadScoredRow, ReadScoredRows,
    ReadThumbnail, Request, encode_reply,
};

use super::exports::{self, NewFile};
use super::host::{Part, Source};
use super::loaded::not_loaded;
use super::{Session, address, explore, images, local, opening, questions, run, scores, subset, verify};

/// An encoded reply, and what travels beside it.
pub struct Answer {
    /// The reply.
    pub reply: Vec<u8>,
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

/// The answer to a request.
fn reply<A: Ask>(reply: &A::Reply) -> Result<Answer, Failure> {
    with::<A>(reply, Beside::Nothing)
}

/// The answer to a request with something beside it.
fn with<A: Ask>(reply: &A::Reply, beside: Beside) -> Result<Answer, Failure> {
    Ok(Answer { reply: encode_reply::<A>(reply)?, beside })
}

fn file<A: Ask<Reply = ExportedFile>>(file: NewFile) -> Result<Answer, Failure> {
    with::<A>(&ExportedFile { name: file.name, mime: file.mime.to_owned() }, Beside::Bytes(file.bytes))
}

impl Session {
    /// Answers a request with the files that travel beside it.
    ///
    /// # Errors
    /// Why there is no answer.
    #[expect(clippy::too_many_lines, reason = "an arm for each request")]
    pub async fn answer(&self, request: Request, files: Vec<Source>) -> Result<Answer, Failure> {
        let Self { shared, checks, local, runs } = self;
        match request {
            Request::OpenFiles(OpenFiles { remember }) => {
                reply::<OpenFiles>(&opening::open(shared, files, remember).await)
            }
            Request::CancelIndexing(_) => reply::<CancelIndexing>(&shared.borrow_mut().cancel_indexing()),
            Request::CancelOpening(_) => reply::<CancelOpening>(&opening::cancel(shared)),
            Request::CloseDataset(_) => reply::<CloseDataset>(&shared.borrow_mut().close_dataset()),
            Request::ClosePredictions(ClosePredictions(id)) => {
                reply::<ClosePredictions>(&shared.borrow_mut().close_predictions(id))
            }
            Request::ReadQuestion(ReadQuestion { row }) => {
                reply::<ReadQuestion>(&questions::question(shared, row).await?)
            }
            Request::ReadImage(ReadImage { row, which }) => {
                let (info, bytes) = address::while_wanted(shared, row, images::image(shared, row, which)).await?;
                with::<ReadImage>(&info, Beside::Bytes(bytes))
            }
            Request::ReadThumbnail(ReadThumbnail { row, which }) => {
                let thumbnail = images::thumbnail(shared, row, which);
                let (info, bytes) = address::while_wanted(shared, row, thumbnail).await?;
                with::<ReadThumbnail>(&info, Beside::Bytes(bytes))
            }
            Request::ReadPredictions(ReadPredictions { row, rules }) => {
                reply::<ReadPredictions>(&questions::predictions_of(&shared.borrow(), row, rules)?)
            }
            Request::FindIndex(FindIndex { index }) => reply::<FindIndex>(&questions::find(&shared.borrow(), &index)?),

            Request::ReadScore(ReadScore { predictions, rules }) => {
                scores::prepare(shared, predictions, &RuleSet::ALL).await?;
                reply::<ReadScore>(&Box::new(scores::score(&mut shared.borrow_mut(), predictions, rules)?))
            }
            Request::ReadScoredRows(ReadScoredRows { predictions, rules, filter, start, end }) => {
                scores::prepare(shared, predictions, &[rules]).await?;
                let loaded = &mut shared.borrow_mut();
                reply::<ReadScoredRows>(&scores::rows(loaded, predictions, rules, filter, start..end)?)
            }
            Request::FindScoredRow(FindScoredRow { predictions, rules, filter, at }) => {
                scores::prepare(shared, predictions, &[rules]).await?;
                reply::<FindScoredRow>(&scores::place(&mut shared.borrow_mut(), predictions, rules, filter, at)?)
            }
            Request::ReadScoredRow(ReadScoredRow { predictions, rules, at }) => {
                scores::prepare(shared, predictions, &[rules]).await?;
                reply::<ReadScoredRow>(&scores::row(&mut shared.borrow_mut(), predictions, rules, at)?)
            }
            Request::ExportScore(ExportScore { predictions, rules, file: which }) => {
                scores::prepare(shared, predictions, &RuleSet::ALL).await?;
                file::<ExportScore>(exports::export(&mut shared.borrow_mut(), predictions, rules, which)?)
            }

            Request::ReadTrees(_) => reply::<ReadTrees>(&explore::trees(&mut shared.borrow_mut())),
            Request::Select(Select { selection, order, rules, start, end }) => {
                scores::prepare_all(shared, rules).await;
                let loaded = &mut shared.borrow_mut();
                reply::<Select>(&explore::select(loaded, &selection, order, rules, (start, end))?)
            }
            Request::ReadSelected(ReadSelected { selection, start, end }) => {
                reply::<ReadSelected>(&explore::rows(shared.borrow().dataset()?, selection, start, end))
            }
            Request::FindMarks(FindMarks { selection, row }) => {
                reply::<FindMarks>(&explore::question_marks(shared.borrow().dataset()?, selection, row))
            }
            Request::FindPlace(FindPlace { selection, row }) => {
                reply::<FindPlace>(&explore::place(shared.borrow().dataset()?, selection, row))
            }

            Request::VerifyPart(VerifyPart { part }) => reply::<VerifyPart>(&verify::verify(shared, part).await?),
            Request::CancelVerifying(_) => reply::<CancelVerifying>(&verify::cancel(shared)),
            Request::ExportSelection(ExportSelection { selection, file }) => {
                let subset::Subset { name, parts, cmyk } = subset::subset(shared, selection, file).await?;
                let bytes = parts.iter().map(Part::size).sum();
                let exported = ExportedSelection { name: name.clone(), bytes, cmyk };
                with::<ExportSelection>(&exported, Beside::File { name, parts })
            }

            Request::CheckFile(CheckFile { ticket, split }) => {
                reply::<CheckFile>(&checks.check(ticket, first(files)?, split).await?)
            }
            Request::CheckLoaded(CheckLoaded { ticket, predictions, split }) => {
                reply::<CheckLoaded>(&checks.check_loaded(ticket, predictions, split).await?)
            }
            Request::CancelCheck(CancelCheck(ticket)) => reply::<CancelCheck>(&checks.cancel(ticket)),
            Request::PreviewRepairs(PreviewRepairs { check, repairs }) => {
                reply::<PreviewRepairs>(&checks.preview_repairs(check, &repairs).await?)
            }
            Request::ExportRepaired(ExportRepaired { check, repairs, format }) => {
                file::<ExportRepaired>(checks.repaired_file(check, &repairs, format).await?)
            }
            Request::PreviewPackage(PreviewPackage { check, repairs, form }) => {
                reply::<PreviewPackage>(&checks.preview_package(check, &repairs, &form).await?)
            }
            Request::ExportPackaged(ExportPackaged { check, repairs, form, file: which }) => {
                file::<ExportPackaged>(checks.packed_file(check, &repairs, &form, which).await?)
            }
            Request::CloseCheck(CloseCheck(id)) => reply::<CloseCheck>(&checks.close(id)),

            Request::PreviewRun(PreviewRun(settings)) => reply::<PreviewRun>(&runs.preview(&settings).await?),
            Request::PreviewPrompt(PreviewPrompt { settings, place }) => {
                reply::<PreviewPrompt>(&run::prompt(shared, &settings, place).await?)
            }
            Request::TestConnection(TestConnection { model, sampling, key }) => {
                reply::<TestConnection>(&runs.test(&model, sampling, &key).await?)
            }
            Request::CancelTests(_) => reply::<CancelTests>(&runs.cancel_tests()),
            Request::BeginRun(BeginRun { settings, key }) => reply::<BeginRun>(&runs.begin(&settings, &key).await?),
            Request::ContinueRun(ContinueRun { id, key, limits }) => {
                reply::<ContinueRun>(&runs.go_on(&id, &key, limits).await?)
            }
            Request::BeginJudge(BeginJudge { predictions, rules, settings, key }) => {
                reply::<BeginJudge>(&runs.judge(predictions, rules, &settings, &key).await?)
            }
            Request::PauseRun(_) => reply::<PauseRun>(&runs.pause()?),
            Request::ResumeRun(_) => reply::<ResumeRun>(&runs.resume().await?),
            Request::StopRun(_) => reply::<StopRun>(&runs.stop()?),
            Request::RetryFailed(_) => reply::<RetryFailed>(&runs.retry_failed().await?),
            Request::SetBudget(SetBudget(budget)) => reply::<SetBudget>(&runs.set_budget(budget).await?),
            Request::SetKey(SetKey(key)) => reply::<SetKey>(&runs.set_key(&key)?),
            Request::CloseRun(_) => reply::<CloseRun>(&runs.close()?),
            Request::ListRuns(_) => reply::<ListRuns>(&runs.list().await?),
            Request::ReadFailures(ReadFailures { id, start, end }) => {
                reply::<ReadFailures>(&runs.failures(&id, start, end).await?)
            }
            Request::ReadAnswers(ReadAnswers { id, start, end }) => {
                reply::<ReadAnswers>(&runs.answers(&id, start, end).await?)
            }
            Request::DeleteRun(DeleteRun(id)) => reply::<DeleteRun>(&runs.delete(&id).await?),
            Request::LoadRun(LoadRun(id)) => reply::<LoadRun>(&runs.load(&id).await?),
            Request::ExportRun(ExportRun { id, file: which }) => file::<ExportRun>(runs.export(&id, which).await?),
            Request::ImportJournal(_) => reply::<ImportJournal>(&runs.import_journal(&first(files)?).await?),
            Request::ImportPredictions(ImportPredictions(settings)) => {
                reply::<ImportPredictions>(&runs.import_predictions(&settings, &first(files)?).await?)
            }
            Request::MergeParts(MergeParts { settings, format }) => {
                let (report, bytes) = run::merged(shared, &settings, format, &files).await?;
                with::<MergeParts>(&report, Beside::Bytes(bytes))
            }

            Request::ProbeGpu(_) => reply::<ProbeGpu>(&local::probe(&shared.host).await.map_err(RunFault::from)?),
            Request::CheckGpu(_) => {
                self.refuse_while_running()?;
                reply::<CheckGpu>(&local.check_gpu().await.map_err(RunFault::from)?)
            }
            Request::WarmUpModel(WarmUpModel(settings)) => {
                self.refuse_while_running()?;
                reply::<WarmUpModel>(&runs.warm_up(&settings).await?)
            }
            Request::UnloadModel(_) => {
                self.refuse_while_running()?;
                reply::<UnloadModel>(&local.unload())
            }
            Request::TakeFolder(TakeFolder { paths }) => {
                reply::<TakeFolder>(&local.take_folder(paths, files, runs.is_running())?)
            }
            Request::ListModels(_) => reply::<ListModels>(&shared.host.models.kept().await?),
            Request::DeleteModel(DeleteModel { name }) => {
                reply::<DeleteModel>(&shared.host.models.delete(&name).await?)
            }

            Request::DescribeAddress(request) => {
                reply::<DescribeAddress>(&address::describe(&shared.network, &request).await?)
            }
            Request::OpenAddress(request) => reply::<OpenAddress>(&address::open(shared, request).await?),
            Request::WantImages(WantImages { rows }) => reply::<WantImages>(&shared.network.want(&rows)),
            Request::FetchAhead(FetchAhead { rows }) => reply::<FetchAhead>(&address::fetch_ahead(shared, &rows).await),
            Request::ReadTraffic(_) => reply::<ReadTraffic>(&shared.network.traffic()),
            Request::ExportIndex(ExportIndex { with_category }) => {
                file::<ExportIndex>(address::export_index(shared, with_category)?)
            }
        }
    }

    /// Loading another model would unload the run's.
    fn refuse_while_running(&self) -> Result<(), RunFault> {
        if self.runs.is_running() { Err(RunFault::Busy) } else { Ok(()) }
    }
}

fn first(files: Vec<Source>) -> Result<Source, Failure> {
    files.into_iter().next().ok_or_else(|| not_loaded("file"))
}
