//! Models that run in the browser itself: what they are, which are offered, what a GPU is good for, and what goes wrong.
//!
//! A [`LocalModel`] says where its files come from and how it computes; a [`Gpu`] is what a browser tells of its machine,
//! from which [`recommend`] chooses device and [`Precision`]; [`GpuCheck`] compares answers of the GPU with those of the
//! processor; [`LocalError`] is why there is no answer. Loading and computing come from outside.

mod check;
mod error;
mod gpu;
mod model;
mod offered;
mod scores;
mod wire;

pub use check::{CheckAnswer, GpuCheck, GpuVerdict, compare};
pub use error::{LocalError, LocalErrorKind};
pub use gpu::{Gpu, GpuReason, Recommendation, recommend};
pub use model::{AnswerMode, Device, LoadedModel, LocalModel, LocalSource, ModelKind, Precision, SourceFault};
pub use offered::{Licence, OFFERED_MODELS, OfferedModel};
pub use scores::LetterScores;
pub use wire::{AnswerReply, AnswerRequest, FailureReply, LoadReply, ProbeReply, ProgressReply, SourceRequest};
