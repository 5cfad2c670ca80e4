//! Every request with the type of its reply.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::address::{
    DescribeAddress, Described, ExportIndex, FetchAhead, OpenAddress, OpenedAddresses, ReadTraffic, Traffic, WantImages,
};
use super::check::{
    CancelCheck, CheckFile, CheckLoaded, CheckReport, CloseCheck, ExportPackaged, ExportRepaired, PackagePreview,
    PreviewPackage, PreviewRepairs, RepairPreview,
};
use super::explore::{
    FindMarks, FindPlace, Place, QuestionMarks, ReadSelected, ReadTrees, Select, SelectionSummary, TreeView,
};
use super::local::{
    CheckGpu, DeleteModel, Gpu, GpuCheck, KeptModel, ListModels, ProbeGpu, TakeFolder, UnloadModel, WarmUp, WarmUpModel,
};
use super::run::{
    AnsweredQuestion, BeginJudge, BeginRun, CancelTests, CloseRun, ContinueRun, DeleteRun, ExportRun, FailedQuestion,
    ImportJournal, ImportPredictions, Imported, ListRuns, LoadRun, MergeParts, MergeReport, PauseRun, PreviewPrompt,
    PreviewRun, PromptPreview, ReadAnswers, ReadFailures, ResumeRun, RetryFailed, RunId, RunPreview, SetBudget, SetKey,
    StopRun, StoredRuns, TestConnection, Tested,
};
use super::source::{CancelVerifying, ExportSelection, ExportedSelection, Verified, VerifyPart};
use super::{
    CancelIndexing, CancelOpening, CloseDataset, ClosePredictions, ExportScore, ExportedFile, Failure, FindIndex,
    FindScoredRow, Listed, OpenFiles, Opened, PictureInfo, PredictionOf, PredictionsId, QuestionView, ReadImage,
    ReadPredictions, ReadQuestion, ReadScore, ReadScoredRow, ReadScoredRows, ReadThumbnail, RowSummary, ScoreSummary,
    ScoredRowSummary, ScoredRowView,
};
use engine::submission::FormFault;

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

macro_rules! requests {
    ($($request:ident => $reply:ty,)*) => {
        /// What the page may ask.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[expect(missing_docs, reason = "each variant holds the request of its name, which is documented")]
        pub enum Request {
            $($request($request),)*
        }

        $(
            impl Ask for $request {
                type Reply = $reply;
            }

            impl From<$request> for Request {
                fn from(request: $request) -> Self {
                    Self::$request(request)
                }
            }
        )*
    };
}

requests! {
    OpenFiles => Vec<Opened>,
    CancelIndexing => (),
    CancelOpening => (),
    CloseDataset => (),
    ClosePredictions => (),
    ReadQuestion => QuestionView,
    ReadImage => PictureInfo,
    ReadThumbnail => PictureInfo,
    ReadPredictions => Vec<PredictionOf>,
    FindIndex => Option<u32>,
    ReadScore => Box<ScoreSummary>,
    ReadScoredRows => Listed<ScoredRowSummary>,
    FindScoredRow => Option<Place>,
    ReadScoredRow => ScoredRowView,
    ExportScore => ExportedFile,
    ReadTrees => Vec<TreeView>,
    Select => SelectionSummary,
    ReadSelected => Option<Vec<RowSummary>>,
    FindMarks => Option<QuestionMarks>,
    FindPlace => Option<Place>,
    VerifyPart => Verified,
    CancelVerifying => (),
    ExportSelection => ExportedSelection,
    CheckFile => CheckReport,
    CheckLoaded => CheckReport,
    CancelCheck => (),
    PreviewRepairs => RepairPreview,
    ExportRepaired => ExportedFile,
    PreviewPackage => Result<PackagePreview, Vec<FormFault>>,
    ExportPackaged => ExportedFile,
    CloseCheck => (),
    PreviewRun => RunPreview,
    PreviewPrompt => PromptPreview,
    TestConnection => Tested,
    CancelTests => (),
    BeginRun => RunId,
    ContinueRun => RunId,
    BeginJudge => RunId,
    PauseRun => (),
    ResumeRun => (),
    StopRun => (),
    RetryFailed => (),
    SetBudget => (),
    SetKey => (),
    CloseRun => (),
    ListRuns => StoredRuns,
    ReadFailures => Listed<FailedQuestion>,
    ReadAnswers => Listed<AnsweredQuestion>,
    DeleteRun => (),
    LoadRun => PredictionsId,
    ExportRun => ExportedFile,
    ImportJournal => Imported,
    ImportPredictions => Imported,
    MergeParts => MergeReport,
    ProbeGpu => Gpu,
    CheckGpu => GpuCheck,
    WarmUpModel => WarmUp,
    UnloadModel => (),
    TakeFolder => String,
    ListModels => Vec<KeptModel>,
    DeleteModel => (),
    DescribeAddress => Described,
    OpenAddress => OpenedAddresses,
    WantImages => (),
    FetchAhead => (),
    ReadTraffic => Traffic,
    ExportIndex => ExportedFile,
}
