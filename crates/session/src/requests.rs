//! Which request is answered by what.

use engine::scoring::RuleSet;
use protocol::run::RunFault;
use protocol::source::ExportedSelection;
use protocol::{Ask, ExportedFile, Failure, Missing, Request, encode_reply};

use super::exports::{self, NewFile};
use super::host::{Part, Source};
use super::loaded::not_loaded;
use super::subset::{Subset, subset};
use super::{Session, address, compare, explore, images, local, opening, questions, run, scores, verify};

/// An encoded reply, and what travels beside it.
pub struct Answer {
    pub reply: Vec<u8>,
    pub beside: Beside,
}

/// What travels beside a reply.
pub enum Beside {
    Nothing,
    Bytes(Vec<u8>),
    /// A file of these parts, which need not be read to be handed over.
    File {
        /// The file's name.
        name: String,
        parts: Vec<Part>,
    },
}

/// What becomes a reply, with or without something beside it.
trait Becomes<R> {
    fn split(self) -> (R, Beside);
}

impl<R> Becomes<R> for R {
    fn split(self) -> (R, Beside) {
        (self, Beside::Nothing)
    }
}

impl<R> Becomes<R> for (R, Vec<u8>) {
    fn split(self) -> (R, Beside) {
        (self.0, Beside::Bytes(self.1))
    }
}

impl Becomes<ExportedFile> for NewFile {
    fn split(self) -> (ExportedFile, Beside) {
        (ExportedFile { name: self.name, mime: self.mime.to_owned() }, Beside::Bytes(self.bytes))
    }
}

impl Becomes<ExportedSelection> for Subset {
    fn split(self) -> (ExportedSelection, Beside) {
        let Subset { name, parts, cmyk } = self;
        let bytes = parts.iter().map(Part::size).sum();
        (ExportedSelection { name: name.clone(), bytes, cmyk }, Beside::File { name, parts })
    }
}

fn answer<A: Ask>(made: impl Becomes<A::Reply>) -> Result<Answer, Failure> {
    let (reply, beside) = made.split();
    Ok(Answer { reply: encode_reply::<A>(&reply)?, beside })
}

/// An arm for each request, whose value is what its reply is made of.
macro_rules! answers {
    ($request:expr => { $($name:ident($ask:pat) => $made:expr,)* }) => {
        match $request {
            $(Request::$name($ask) => answer::<protocol::$name>($made),)*
        }
    };
}

impl Session {
    /// Answers a request with the files that travel beside it.
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn answer(&self, request: Request, files: Vec<Source>) -> Result<Answer, Failure> {
        let Self { shared, checks, local, runs } = self;
        answers!(request => {
            OpenFiles(ask) => opening::open(shared, files, ask.remember).await,
            CancelIndexing(_) => shared.borrow_mut().cancel_indexing(),
            CancelOpening(_) => opening::cancel(shared),
            CloseDataset(_) => shared.borrow_mut().close_dataset(),
            ClosePredictions(ask) => shared.borrow_mut().close_predictions(ask.0),
            ReadQuestion(ask) => questions::question(shared, ask.row).await?,
            ReadImage(ask) => address::while_wanted(shared, ask.row, images::image(shared, ask.row, ask.which)).await?,
            ReadThumbnail(ask) => {
                address::while_wanted(shared, ask.row, images::thumbnail(shared, ask.row, ask.which)).await?
            },
            ReadPredictions(ask) => questions::predictions_of(&shared.borrow(), ask.row, ask.rules)?,
            FindIndex(ask) => questions::find(&shared.borrow(), &ask.index)?,

            ReadScore(ask) => Box::new(scores::score(shared, ask.predictions, ask.rules).await?),
            ReadScoredRows(ask) => scores::rows(shared, &ask).await?,
            FindScoredRow(ask) => scores::place(shared, &ask).await?,
            ReadScoredRow(ask) => scores::row(shared, &ask).await?,
            ExportScore(ask) => {
                scores::prepare(shared, ask.predictions, &RuleSet::ALL).await?;
                exports::export(&mut shared.borrow_mut(), &ask)?
            },

            CompareFiles(ask) => compare::compare(shared, &ask).await?,
            BootstrapDifference(ask) => compare::bootstrap(shared, &ask).await?,
            ExportComparison(ask) => compare::export(shared, &ask).await?,

            ReadTrees(_) => explore::trees(&mut shared.borrow_mut()),
            Select(ask) => {
                scores::prepare_all(shared, ask.rules).await;
                explore::select(&mut shared.borrow_mut(), &ask)?
            },
            ReadSelected(ask) => explore::rows(shared.borrow().dataset()?, ask.selection, ask.start, ask.end),
            FindMarks(ask) => explore::question_marks(shared.borrow().dataset()?, ask.selection, ask.row),
            FindPlace(ask) => explore::place(shared.borrow().dataset()?, ask.selection, ask.row),

            VerifyPart(ask) => verify::verify(shared, ask.part).await?,
            CancelVerifying(_) => verify::cancel(shared),
            ExportSelection(ask) => subset(shared, ask.selection, ask.file).await?,

            CheckFile(ask) => checks.check(ask.ticket, first(files)?, ask.split).await?,
            CheckLoaded(ask) => {
                let file = shared.borrow_mut().predictions(ask.predictions)?.file.clone();
                checks.check(ask.ticket, file, ask.split).await?
            },
            CancelCheck(ask) => checks.cancel(ask.0),
            PreviewRepairs(ask) => checks.preview_repairs(ask.check, &ask.repairs).await?,
            ExportRepaired(ask) => checks.repaired_file(&ask).await?,
            PreviewPackage(ask) => checks.preview_package(&ask).await?,
            ExportPackaged(ask) => checks.packed_file(&ask).await?,
            CloseCheck(ask) => checks.close(ask.0),

            PreviewRun(ask) => runs.preview(&ask.0).await?,
            PreviewPrompt(ask) => run::prompt(shared, &ask.settings, ask.place).await?,
            TestConnection(ask) => runs.test(&ask.model, ask.sampling, &ask.key).await?,
            CancelTests(_) => runs.cancel_tests(),
            BeginRun(ask) => runs.begin(&ask.settings, &ask.key).await?,
            ContinueRun(ask) => runs.go_on(&ask.id, &ask.key, ask.limits).await?,
            BeginJudge(ask) => runs.judge(&ask).await?,
            PauseRun(_) => runs.pause()?,
            ResumeRun(_) => runs.resume().await?,
            StopRun(_) => runs.stop()?,
            RetryFailed(_) => runs.retry_failed().await?,
            SetBudget(ask) => runs.set_budget(ask.0).await?,
            SetKey(ask) => runs.set_key(&ask.0)?,
            CloseRun(_) => runs.close()?,
            ListRuns(_) => runs.list().await?,
            ReadFailures(ask) => runs.failures(&ask.id, ask.start, ask.end).await?,
            ReadAnswers(ask) => runs.answers(&ask.id, ask.start, ask.end).await?,
            DeleteRun(ask) => runs.delete(&ask.0).await?,
            LoadRun(ask) => runs.load(&ask.0).await?,
            ExportRun(ask) => runs.export(&ask.id, ask.file).await?,
            ImportJournal(_) => runs.import_journal(&first(files)?).await?,
            ImportPredictions(ask) => runs.import_predictions(&ask.0, &first(files)?).await?,
            MergeParts(ask) => run::merged(shared, &ask.settings, ask.format, &files).await?,

            ProbeGpu(_) => local::probe(&shared.host).await.map_err(RunFault::from)?,
            CheckGpu(_) => {
                self.refuse_while_running()?;
                local.check_gpu().await.map_err(RunFault::from)?
            },
            WarmUpModel(ask) => {
                self.refuse_while_running()?;
                runs.warm_up(&ask.0).await?
            },
            UnloadModel(_) => {
                self.refuse_while_running()?;
                local.unload();
            },
            TakeFolder(ask) => local.take_folder(ask.paths, files, runs.is_running())?,
            ListModels(_) => shared.host.models.kept().await?,
            DeleteModel(ask) => shared.host.models.delete(&ask.name).await?,

            OpenAddress(ask) => address::open(shared, ask).await?,
            WantImages(ask) => shared.network.want(&ask.rows),
            FetchAhead(ask) => address::fetch_ahead(shared, &ask.rows).await,
            ReadTraffic(_) => shared.network.traffic(),
            ExportIndex(ask) => address::export_index(shared, ask.with_category)?,
        })
    }

    /// Loading another model would unload the run's.
    fn refuse_while_running(&self) -> Result<(), RunFault> {
        if self.runs.is_running() { Err(RunFault::Busy) } else { Ok(()) }
    }
}

fn first(files: Vec<Source>) -> Result<Source, Failure> {
    files.into_iter().next().ok_or_else(|| not_loaded(Missing::File))
}
