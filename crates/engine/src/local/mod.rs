//! Models that run in the browser itself: what they are, which are offered, how to run them, and what goes wrong.
//!
//! A [`LocalModel`] says where its files come from and how it computes; a [`Gpu`] is what a browser reports of its machine,
//! from which [`recommend`] chooses device and [`Precision`]; [`compare`] checks answers of the GPU against those of the
//! processor; [`LocalError`] is why there is no answer. Loading and computing come from outside.

#![expect(missing_docs, clippy::missing_errors_doc, reason = "what a name or a type says has no line of its own")]

mod error;
mod gpu;
mod model;
mod offered;
mod wire;

pub use crate::answer::LetterScores;
pub use error::{LocalError, LocalErrorKind};
pub use gpu::{CheckAnswer, Gpu, GpuCheck, GpuReason, GpuVerdict, Recommendation, compare, recommend};
pub use model::{AnswerMode, Device, LoadedModel, LocalModel, LocalSource, OFFERED_MODELS, SourceFault};
pub use offered::{Licence, ModelKind, OfferedModel, Precision};
pub use wire::{AnswerReply, AnswerRequest, FailureReply, LoadReply, ProbeReply, ProgressReply, SourceRequest};
