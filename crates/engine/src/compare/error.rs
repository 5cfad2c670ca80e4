//! Why prediction files cannot be compared.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Prediction files whose scores do not go together.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum CompareError {
    /// There is nothing to compare with.
    #[error("a comparison needs two prediction files or more")]
    TooFewFiles,
    /// Files were scored under different rule sets.
    #[error("{a} and {b} were scored under different rule sets")]
    DifferentRules {
        /// Name of a file.
        a: String,
        /// Name of another file.
        b: String,
    },
    /// Files were scored against different answers.
    #[error("{a} and {b} were scored against different answers to question {index}")]
    DifferentAnswers {
        /// Name of a file.
        a: String,
        /// Name of another file.
        b: String,
        /// Index of the first such question.
        index: String,
    },
}

impl CompareError {
    /// The name in JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::TooFewFiles => "TooFewFiles",
            Self::DifferentRules { .. } => "DifferentRules",
            Self::DifferentAnswers { .. } => "DifferentAnswers",
        }
    }
}
