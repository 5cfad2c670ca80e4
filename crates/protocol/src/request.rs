//! Every request with the type of its reply.
//!
//! A `row` is one of the dataset, counted from 0; `start..end` are positions in a list, counted from 0. A `key` or a
//! `token` that is empty is none.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::address::{OpenedAddresses, Traffic};
use super::check::{CheckId, CheckReport, PackagePreview, RepairPreview, Ticket};
use super::compare::{ComparedFiles, ComparisonForm};
use super::explore::{Place, QuestionMarks, SelectionNumber, SelectionSummary, TreeView};
use super::local::{Gpu, GpuCheck, KeptModel, WarmUp};
use super::run::{
    AnsweredQuestion, FailedQuestion, Imported, Key, MergeReport, PromptPreview, RunFile, RunId, RunPreview,
    RunSettings, StoredRuns, Tested,
};
use super::source::{ExportedSelection, SubsetFile, Verified};
use super::{
    AnswerQuery, ExportFile, ExportedFile, Failure, Listed, Opened, PictureInfo, PredictionOf, PredictionsId,
    QuestionView, RowSummary, ScoreSummary, ScoredRowSummary, ScoredRowView,
};
use engine::check::Split;
use engine::endpoint::{Endpoint, Sampling};
use engine::repair::Repair;
use engine::run::RunLimits;
use engine::scoring::RuleSet;
use engine::selection::{Order, Selection};
use engine::stats::Bootstrap;
use engine::submission::{Form, FormFault, PackageFile};
use engine::table::TableFormat;

/// A request and what it is answered with.
pub trait Ask: Into<Request> {
    /// The reply. It follows its [`Message`](super::Message) in the same bytes, see [`encode_reply`].
    type Reply: Serialize + DeserializeOwned;
}

/// Encodes a reply.
///
/// # Errors
/// [`Failure::Export`] if it cannot be encoded.
pub fn encode_reply<A: Ask>(reply: &A::Reply) -> Result<Vec<u8>, Failure> {
    postcard::to_allocvec(reply).map_err(|error| Failure::Export { detail: error.to_string() })
}

/// Decodes a reply.
///
/// # Errors
/// [`Failure::VersionMismatch`] if these are not the bytes of such a reply.
pub fn decode_reply<A: Ask>(reply: &[u8]) -> Result<A::Reply, Failure> {
    postcard::from_bytes(reply).map_err(|_of_another_type| Failure::VersionMismatch)
}

/// Declares each request as a type of its own and all of them as [`Request`].
macro_rules! requests {
    ($(
        $(#[$doc:meta])*
        $name:ident $(($content:ty))? $({ $($(#[$about:meta])* $field:ident: $type:ty),* $(,)? })? => $reply:ty;
    )*) => {
        /// What the page may ask.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub enum Request {
            $($name($name),)*
        }

        $(
            requests! { @type $(#[$doc])* $name $(($content))? $({ $($(#[$about])* $field: $type,)* })? }

            impl Ask for $name {
                type Reply = $reply;
            }

            impl From<$name> for Request {
                fn from(request: $name) -> Self {
                    Self::$name(request)
                }
            }
        )*
    };
    (@type $(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub struct $name;
    };
    (@type $(#[$doc:meta])* $name:ident ($content:ty)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub struct $name(pub $content);
    };
    (@type $(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub struct $name {
            $($(#[$about])* pub $field: $type,)*
        }
    };
}

requests! {
    /// Recognise the files that travel beside the message and load them.
    OpenFiles {
        /// Whether a dataset among them is to open faster next time, and to be listed until then.
        remember: bool,
    } => Vec<Opened>;
    /// Stop indexing; the rows found so far stay.
    CancelIndexing => ();
    /// Give up prediction files that are being opened; each answers [`Failure::Cancelled`].
    CancelOpening => ();
    CloseDataset => ();
    ClosePredictions(PredictionsId) => ();

    /// One question in full.
    ReadQuestion { row: u32 } => QuestionView;
    /// An image of a question, of its images that one (from 0); its bytes travel beside the reply.
    ReadImage { row: u32, which: u32 } => PictureInfo;
    /// As [`ReadImage`], small.
    ReadThumbnail { row: u32, which: u32 } => PictureInfo;
    /// What every loaded prediction file says to a question, in the order of loading.
    ReadPredictions { row: u32, rules: RuleSet } => Vec<PredictionOf>;
    /// The row of an index as typed; `None` where no row has it.
    FindIndex { index: String } => Option<u32>;

    /// Score a prediction file. Tables and rows are of the rule set; the reply has the totals of all three.
    ReadScore { predictions: PredictionsId, rules: RuleSet } => Box<ScoreSummary>;
    /// Scored rows `start..end` of those asked for.
    ReadScoredRows {
        predictions: PredictionsId,
        rules: RuleSet,
        query: AnswerQuery,
        start: u32,
        end: u32,
    } => Listed<ScoredRowSummary>;
    /// The position of a scored row among those asked for, or of the first one that has a greater index; `None` if none has.
    FindScoredRow {
        predictions: PredictionsId,
        rules: RuleSet,
        query: AnswerQuery,
        /// Position in the scored order (by index), counted from 0.
        at: u32,
    } => Option<Place>;
    /// One scored row in full, by its position in the scored order.
    ReadScoredRow { predictions: PredictionsId, rules: RuleSet, at: u32 } => ScoredRowView;
    /// A file made of a score.
    ExportScore { predictions: PredictionsId, rules: RuleSet, file: ExportFile } => ExportedFile;

    /// Compare two or more prediction files under one rule set, by the dataset's questions. What is listed by file is in this
    /// order.
    CompareFiles { predictions: Vec<PredictionsId>, rules: RuleSet } => Box<ComparedFiles>;
    /// The bootstrap interval of the difference between two files, `a` minus `b`; `None` without common questions.
    BootstrapDifference { a: PredictionsId, b: PredictionsId, rules: RuleSet } => Option<Bootstrap>;
    /// What [`CompareFiles`] shows as a file.
    ExportComparison { of: CompareFiles, form: ComparisonForm } => ExportedFile;

    /// The lexical trees, in the order of [`TreeKind::ALL`](engine::lexical_tree::TreeKind::ALL): the published ones,
    /// joined with the paths of the loaded dataset. To be read again when the dataset has changed or grown.
    ReadTrees => Vec<TreeView>;
    /// Select questions; those at `start..end` are sent along. Only the latest few selections are held. While the dataset
    /// is being read, its trees may have gained nodes since they were sent; the counts of a tree are then longer than its
    /// view, and the trees are to be read again.
    Select {
        selection: Box<Selection>,
        order: Order,
        /// The rule set of results and accuracies.
        rules: RuleSet,
        start: u32,
        end: u32,
    } => SelectionSummary;
    /// Questions `start..end` of a selection; `None` if the selection is no longer held and must be made again.
    ReadSelected { selection: SelectionNumber, start: u32, end: u32 } => Option<Vec<RowSummary>>;
    /// Where the keywords of a selection are found in a question; `None` if the selection is no longer held.
    FindMarks { selection: SelectionNumber, row: u32 } => Option<QuestionMarks>;
    /// The position of a row in a selection, or of the row that follows it; `None` if none does.
    FindPlace { selection: SelectionNumber, row: u32 } => Option<Place>;

    /// Compute the checksum of a file part, counted from 0. A later request cancels an earlier one.
    VerifyPart { part: u32 } => Verified;
    /// Stop verifying; the request under way fails with [`Failure::Cancelled`].
    CancelVerifying => ();
    /// The questions of a selection as a file, which travels beside the reply.
    ExportSelection { selection: SelectionNumber, file: SubsetFile } => ExportedSelection;

    /// Check the one file that travels beside the message, whatever it holds.
    CheckFile {
        ticket: Ticket,
        /// The split to check against where no dataset is loaded; `None` leaves it to the file's name, then VAL.
        split: Option<Split>,
    } => CheckReport;
    /// Check a loaded prediction file.
    CheckLoaded { ticket: Ticket, predictions: PredictionsId, split: Option<Split> } => CheckReport;
    /// Stop that check if it is under way; it answers [`Failure::Cancelled`].
    CancelCheck(Ticket) => ();
    /// What repairs, out of [`CheckReport::offers`], would change; nothing is kept.
    PreviewRepairs { check: CheckId, repairs: Vec<Repair> } => RepairPreview;
    /// The repaired file, in one of [`RepairPreview::formats`].
    ExportRepaired { check: CheckId, repairs: Vec<Repair>, format: TableFormat } => ExportedFile;
    /// The content of a package of a checked file for the organisers, or what is wrong with the form.
    PreviewPackage {
        check: CheckId,
        repairs: Vec<Repair>,
        form: Form,
    } => Result<PackagePreview, Vec<FormFault>>;
    /// A file of such a package.
    ExportPackaged { check: CheckId, repairs: Vec<Repair>, form: Form, file: PackageFile } => ExportedFile;
    /// Forget a checked file.
    CloseCheck(CheckId) => ();

    /// What a run would take.
    PreviewRun(Box<RunSettings>) => RunPreview;
    /// What would be sent for a question.
    PreviewPrompt {
        settings: Box<RunSettings>,
        /// Place in the plan, counted from 0; after the last one comes the first.
        place: u32,
    } => PromptPreview;
    /// Ask the model one small question.
    TestConnection { model: Endpoint, sampling: Sampling, key: Key } => Tested;
    /// Give up the tests under way; each answers [`Failure::Cancelled`].
    CancelTests => ();
    /// Begin a run; [`Event::Run`](super::Event::Run) then reports its progress.
    BeginRun { settings: Box<RunSettings>, key: Key } => RunId;
    /// Continue a stored run on the dataset, or a judge on the prediction file, that is open.
    ContinueRun {
        id: RunId,
        key: Key,
        /// New limits; they are kept with the run.
        limits: Option<RunLimits>,
    } => RunId;
    /// Have a second model say which option those predictions mean that the rules leave open. Letters of an earlier
    /// session are not asked again. At most one run or judge is under way.
    BeginJudge {
        predictions: PredictionsId,
        rules: RuleSet,
        /// Model, sampling, limits and price; the rest is ignored.
        settings: Box<RunSettings>,
        key: Key,
    } => RunId;
    /// Ask nothing more until the run is resumed.
    PauseRun => ();
    /// Continue after a pause or an error that ended the run.
    ResumeRun => ();
    /// End the run; questions under way are given up.
    StopRun => ();
    /// Ask the failed questions once more.
    RetryFailed => ();
    /// Change the budget; a run that ended because of it continues by [`ResumeRun`].
    SetBudget(Option<f64>) => ();
    SetKey(Key) => ();
    /// Forget the ended run and its key; its journal stays.
    CloseRun => ();
    ListRuns => StoredRuns;
    /// Failed questions of a run, in the order of the plan.
    ReadFailures { id: RunId, start: u32, end: u32 } => Listed<FailedQuestion>;
    /// Answers of a run, in the order of the plan.
    ReadAnswers { id: RunId, start: u32, end: u32 } => Listed<AnsweredQuestion>;
    /// Delete a stored run that is not under way.
    DeleteRun(RunId) => ();
    /// Load a run's answers as a prediction file, to be scored and checked.
    LoadRun(RunId) => PredictionsId;
    /// A file made of a run.
    ExportRun { id: RunId, file: RunFile } => ExportedFile;
    /// Keep the journal that travels beside the message as a run.
    ImportJournal => Imported;
    /// Make a run with these settings that continues from the prediction file beside the message.
    ImportPredictions(Box<RunSettings>) => Imported;
    /// Merge the prediction files beside the message and compare them with the plan of all parts, whatever the settings'
    /// shard; the bytes of the merged file travel beside the reply.
    MergeParts { settings: Box<RunSettings>, format: TableFormat } => MergeReport;

    /// What the GPU can do.
    ProbeGpu => Gpu;
    /// Whether the GPU computes as the processor does.
    CheckGpu => GpuCheck;
    /// Load a model and ask it the first two questions of a run. The model stays loaded for the run.
    WarmUpModel(Box<RunSettings>) => WarmUp;
    /// Give up what is loading, being checked or warmed up, and unload the model.
    UnloadModel => ();
    /// Take the files beside the message as a model's folder. The reply is the folder's name, see
    /// [`LocalSource::Dropped`](super::local::LocalSource::Dropped).
    TakeFolder {
        /// Path of each file as the browser reports it, the folder's own name included, in the order of the files.
        paths: Vec<String>,
    } => String;
    /// The models that are kept in the browser, by name.
    ListModels => Vec<KeptModel>;
    /// Delete the model of that [`KeptModel::name`].
    DeleteModel { name: String } => ();

    /// Open what lies at these addresses, each as typed. A dataset with an index needs nothing but the index and the images
    /// that are looked at; one without is read once from start to end.
    #[derive(Default)]
    OpenAddress {
        /// The parts of the dataset, with an index in its order.
        data: Vec<String>,
        /// The index of the dataset.
        index: Option<String>,
        predictions: Vec<String>,
        /// A token for the host of the first address, and for no other.
        token: Key,
        /// Whether the dataset is to open faster next time, and to be listed until then.
        remember: bool,
        /// Whether files may be read from start to end. Without, what would have to be is not opened, see
        /// [`OpenedAddresses::unread`].
        read_through: bool,
    } => OpenedAddresses;
    /// Fetch no images but those of these rows; requests for others fail with [`Failure::Cancelled`].
    WantImages { rows: Vec<u32> } => ();
    /// Fetch the images of these rows once nothing else is waited for; answered when they are there, and silent about those
    /// that cannot be had.
    FetchAhead { rows: Vec<u32> } => ();
    /// What was fetched since the worker started.
    ReadTraffic => Traffic;
    /// The index of the dataset as a file to give away, which travels beside the reply.
    ExportIndex {
        /// Whether to keep the column `category` of a dataset without answers, which gives them away.
        with_category: bool,
    } => ExportedFile;
}
